/** The steps in which the program ends. quit.ts decides when they are run. */
import type { App } from 'electron';
import type { Core } from '../../core/create-core.ts';
import type { HostAccess } from '../../http/access/host-access.ts';
import type { Surfaces } from './create-surfaces.ts';
import type { SystemIntegration } from './create-system-integration.ts';
import type { ShutdownSteps } from './quit.ts';

export interface ShutdownOptions {
  app: Pick<App, 'quit' | 'exit'>;
  core: Pick<Core, 'close'>;
  /** The lock of the data directory. */
  lock: { release(): Promise<void> };
  hostAccess: Pick<HostAccess, 'close'>;
  surfaces: Surfaces;
  integration: SystemIntegration;
}

export interface Shutdown extends ShutdownSteps {
  /** True once Electron itself has been told to quit. */
  hasExited(): boolean;
}

export function createShutdown(options: ShutdownOptions): Shutdown {
  const { app, core, lock, hostAccess, surfaces, integration } = options;
  let hasExited = false;
  let release: Promise<void> | null = null;
  const releaseAll = async () => {
    integration.close();
    await lock.release();
  };
  return {
    async close(graceMs) {
      integration.stop();
      await Promise.all([surfaces.api.stop(), surfaces.gateway.stop()]);
      await hostAccess.close();
      await core.close({ graceMs });
      // A second call, which shortens the grace period of the first, releases nothing again.
      release ??= releaseAll();
      await release;
    },
    exit(code) {
      // Until now the window showed how the workers end.
      surfaces.window.destroy();
      surfaces.ipc.close();
      hasExited = true;
      // Only this way Electron installs an update that is ready.
      if (code === 0) app.quit();
      else app.exit(code);
    },
    hasExited: () => hasExited,
  };
}
