/**
 * Notices that the machine has slept. The desktop app is told by Electron; a host on plain Node is told by nobody, on Windows
 * as elsewhere, so it compares the wall clock with its own timers.
 */
import type { Clock } from '../core/clock.ts';

/** Milliseconds between two looks at the clock. */
const INTERVAL = 15_000;
/**
 * Milliseconds by which a look may be late. One that is later means that the machine has slept, or that its clock was set
 * forward. A busy machine is late by less.
 */
const TOLERANCE = 45_000;

/**
 * @param onWake called with the milliseconds that are missing
 * @returns ends the watch
 */
export function watchForWake(clock: Clock, onWake: (missingMs: number) => void): () => void {
  let last = clock.wall();
  const look = () => {
    const missing = clock.wall() - last - INTERVAL;
    last = clock.wall();
    cancel = clock.setTimer(INTERVAL, look, false);
    if (missing > TOLERANCE) onWake(missing);
  };
  let cancel = clock.setTimer(INTERVAL, look, false);
  return () => cancel();
}
