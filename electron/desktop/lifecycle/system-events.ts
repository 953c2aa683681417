/** What the program does when the system asks it to quit, sleeps or wakes up, and after a fault that nothing has caught. */
import { app, powerMonitor } from 'electron';
import type { Logger } from 'pino';
import type { Core } from '../../core/create-core.ts';
import type { Quit } from './quit.ts';

export interface SystemEventsOptions {
  core: Pick<Core, 'suspend' | 'resume'>;
  quit: Quit;
  hasExited(): boolean;
  log: Logger;
}

export function subscribeToSystemEvents({ core, quit, hasExited, log }: SystemEventsOptions): void {
  app.on('before-quit', (event) => {
    if (hasExited()) return;
    event.preventDefault();
    void quit.request();
  });
  // They replace Electron's own handlers, which were set before and would ask about busy workers when nobody may answer.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit.now());
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    // The state can no longer be trusted, so the program ends, after its workers.
    log.fatal({ err: error }, 'uncaught exception');
    void quit.now(1);
  });
  powerMonitor.on('shutdown', () => void quit.now());
  powerMonitor.on('suspend', () => core.suspend());
  powerMonitor.on('resume', () => core.resume());
}
