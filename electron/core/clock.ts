/** Time comes in through here, so that a test can hand in a {@link Clock} that it turns by hand. */
import { performance } from 'node:perf_hooks';

export interface Clock {
  /**
   * Monotonic milliseconds: only differences mean something. Unmoved when the system's time is set. Whether it goes on
   * while the machine sleeps, and with it every timer, differs: on Linux it does not (CLOCK_MONOTONIC), on macOS and Windows
   * it does (mach_continuous_time, QueryPerformanceCounter). So nothing may rest on either; after a sleep, whoever waits
   * or believes something is told to look again ({@link Core.recheck}).
   */
  now(): number;
  /** Wall clock as ms since 1970: for showing and for writing down, never for measuring. */
  wall(): number;
  /**
   * Calls `fire` once after `delayMs`; the function returned calls it off (harmless when called late or twice).
   * @param keepsAlive false: the program may end before
   */
  setTimer(delayMs: number, fire: () => void, keepsAlive?: boolean): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  setTimer: (delayMs, fire, keepsAlive = true) => {
    const timer = setTimeout(fire, delayMs);
    if (!keepsAlive) timer.unref();
    return () => clearTimeout(timer);
  },
};
