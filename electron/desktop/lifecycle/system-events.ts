/** What the system tells the running program: to quit, to sleep, to wake up; and what the program does after a fault of its own. */
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
  // Set after Electron's own handlers, which would ask where nobody is there to answer.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void quit.now());
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    // The state can no longer be trusted: the workers are ended in order, and the program with them.
    log.fatal({ err: error }, 'uncaught exception');
    void quit.now(1);
  });
  powerMonitor.on('shutdown', () => void quit.now());
  powerMonitor.on('suspend', () => core.suspend());
  powerMonitor.on('resume', () => core.resume());
}
