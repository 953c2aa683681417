/** The shutdown of the core. It takes a limited time where the caller sets a limit, whatever keeps a worker alive. */
import type { Clock } from './clock.ts';

/** Milliseconds that it may take to kill the workers. What is left after that is held by a driver or a disk. */
const KILL_TIMEOUT = 3000;

export interface CloseOptions {
  /**
   * Milliseconds that every worker gets to end politely, where that is less than its own time-out. Left out: each worker has
   * its own time-out, and the shutdown waits for the last. A later call with less shortens the stops that are under way.
   */
  graceMs?: number;
}

export interface ShutdownParts {
  clock: Clock;
  stopWorkers(graceMs?: number): Promise<void>;
  /** Disposes of what the workers needed. */
  dispose(): Promise<void>;
  /** Leaves the workers that are still there to the watcher, which ends them without us. */
  abandon(): void;
}

export function createShutdown({ clock, stopWorkers, dispose, abandon }: ShutdownParts) {
  let ended: Promise<void> | null = null;
  let giveUp: () => void = () => {};
  let cancelTimer: () => void = () => {};
  return ({ graceMs }: CloseOptions = {}): Promise<void> => {
    const stopped = stopWorkers(graceMs);
    if (!ended) {
      const timedOut = new Promise<void>((resolve) => {
        giveUp = resolve;
      });
      ended = Promise.race([stopped.then(dispose), timedOut.then(abandon)]).finally(() => cancelTimer());
    }
    if (graceMs !== undefined) {
      cancelTimer();
      cancelTimer = clock.setTimer(graceMs + KILL_TIMEOUT, giveUp, false);
    }
    return ended;
  };
}
