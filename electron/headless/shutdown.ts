/** How the headless host ends: in order, once, whatever asks for it. */
import type { Logger } from 'pino';
import type { Core } from '../core/create-core.ts';

export interface ShutdownOptions {
  core: Pick<Core, 'close'>;
  closeServers(): Promise<void>;
  /** The lock of the data directory. */
  lock: { release(): Promise<void> };
  log: Logger;
}

/** Resolves when all workers are stopped and everything is released; later calls share the first. */
export type Shutdown = (reason: string) => Promise<void>;

export function createShutdown({ core, closeServers, lock, log }: ShutdownOptions): Shutdown {
  let done: Promise<void> | null = null;
  const close = async (reason: string) => {
    log.info({ signal: reason }, 'ending');
    await core.close();
    await closeServers();
    await lock.release();
  };
  return (reason) => {
    done ??= close(reason);
    return done;
  };
}

/** Ends the program in order. @param reason is printed, such as the name of a signal */
export function endProgram(shutdown: Shutdown, reason: string): void {
  console.log(`Stopping all workers (${reason})…`);
  void shutdown(reason).then(() => process.exit(0));
}

export function shutDownOnSignals(shutdown: Shutdown): void {
  // SIGBREAK is Ctrl+Break on Windows, and SIGHUP a terminal that is closed.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK'] as const)
    process.on(signal, () => endProgram(shutdown, signal));
}

/** After an uncaught exception the state can no longer be trusted, so the workers are stopped and the program ends. */
export function shutDownOnFaults(shutdown: Shutdown, log: Logger): void {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    console.error('Switchyard met a fault of its own and ends; the details are in its log.');
    void shutdown('fault').then(() => process.exit(1));
  });
}
