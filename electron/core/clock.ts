/** The only source of time and timers, so that a test can pass a {@link Clock} of its own. */
import { performance } from 'node:perf_hooks';

export interface Clock {
  /**
   * Monotonic milliseconds: only differences have a meaning, and setting the system's time does not change them. Whether it
   * goes on while the machine sleeps, and all timers with it, depends on the system: on Linux it does not (CLOCK_MONOTONIC),
   * on macOS and Windows it does (mach_continuous_time, QueryPerformanceCounter). So nothing may rely on either; after a
   * sleep, what waits or may be out of date is checked again ({@link Core.resume}).
   */
  now(): number;
  /** Wall clock in epoch milliseconds: to show and to store, never to measure a duration. */
  wall(): number;
  /**
   * Calls `fire` once after `delayMs`.
   * @param keepsAlive false: the program may end before that
   * @returns cancels the timer; harmless when it is called late or twice
   */
  setTimer(delayMs: number, fire: () => void, keepsAlive?: boolean): () => void;
}

/** Resolves after `delayMs` of the clock, or when the signal is aborted. */
export const delay = (clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      cancel();
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.setTimer(delayMs, end);
    signal?.addEventListener('abort', end);
  });

/** Resolves when `work` is done, or after `limitMs` of the clock. @throws what `work` throws until then */
export async function waitAtMost(clock: Clock, limitMs: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  try {
    await Promise.race([work, delay(clock, limitMs, done.signal)]);
  } finally {
    done.abort();
  }
}

/** Resolves when the event loop has handled what is due now. */
export const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (delayMs, fire, keepsAlive = true) => {
    const timer = setTimeout(fire, delayMs);
    if (!keepsAlive) timer.unref();
    return () => clearTimeout(timer);
  },
};
