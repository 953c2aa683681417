/** The end of the core: bounded where the caller says so, whatever holds a worker. */
import type { Clock } from './clock.ts';

/** Milliseconds that the forced end may take. What is not gone by then is held by a driver or a disk. */
const PATIENCE = 3000;

export interface CloseOptions {
  /**
   * Milliseconds that every worker gets to end politely, where that is less than its own time-out. Left out: each has its
   * own, and the end waits for the last. Given once more with less, it hurries the stops under way.
   */
  graceMs?: number;
}

export interface ShutdownParts {
  clock: Clock;
  stopWorkers(graceMs?: number): Promise<void>;
  /** Closes what was needed while workers ran. */
  dispose(): Promise<void>;
  /** Hands what still lives to those who end it without us. */
  abandon(): void;
}

export function createShutdown({ clock, stopWorkers, dispose: letGo, abandon }: ShutdownParts) {
  let ended: Promise<void> | null = null;
  let giveUp: () => void = () => {};
  let cancel: () => void = () => {};
  return ({ graceMs }: CloseOptions = {}): Promise<void> => {
    const stopped = stopWorkers(graceMs);
    if (!ended) {
      const tooLong = new Promise<void>((resolve) => {
        giveUp = resolve;
      });
      ended = Promise.race([stopped.then(letGo), tooLong.then(abandon)]).finally(() => cancel());
    }
    if (graceMs !== undefined) {
      cancel();
      cancel = clock.setTimer(graceMs + PATIENCE, giveUp, false);
    }
    return ended;
  };
}
