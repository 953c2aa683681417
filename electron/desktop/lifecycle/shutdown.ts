/** The steps in which the program ends. Who asks for it, and whether the user is asked before, is decided in quit.ts. */
import type { App } from 'electron';
import type { Core } from '../../core/create-core.ts';
import type { Surfaces } from './create-surfaces.ts';
import type { SystemIntegration } from './create-system-integration.ts';
import type { ShutdownSteps } from './quit.ts';

export interface ShutdownOptions {
  app: Pick<App, 'quit' | 'exit'>;
  core: Pick<Core, 'close'>;
  /** The lock of the data directory. */
  lock: { release(): Promise<void> };
  surfaces: Surfaces;
  integration: SystemIntegration;
}

export interface Shutdown extends ShutdownSteps {
  /** True once Electron itself has been told to quit. */
  hasExited(): boolean;
}

export function createShutdown(options: ShutdownOptions): Shutdown {
  const { app, core, lock, surfaces, integration } = options;
  let hasExited = false;
  let release: Promise<void> | null = null;
  const releaseAll = async () => {
    integration.close();
    await lock.release();
  };
  return {
    async close(graceMs) {
      integration.stop();
      await surfaces.api.stop();
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
      // An update that is ready is installed at an orderly end.
      if (code === 0) app.quit();
      else app.exit(code);
    },
    hasExited: () => hasExited,
  };
}
