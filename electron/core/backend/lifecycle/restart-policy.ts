/** How long a failed or crashed worker waits before the next attempt. All times are milliseconds. */

const MIN_DELAY = 100;
const MAX_DELAY = 60_000;
const JITTER = 0.2;

/** A run that lasts this long resets the count of failures. */
export const STABILITY_WINDOW = 60_000;

/**
 * 100 ms, doubled with each failure in a row, up to 60 s; ±20 % so that several workers do not start at the same time.
 * @param failures 1 after the first failure
 * @param random from 0 to 1
 */
export function retryDelay(failures: number, random: number): number {
  const plain = Math.min(MIN_DELAY * 2 ** (failures - 1), MAX_DELAY);
  return Math.round(plain * (1 - JITTER + 2 * JITTER * random));
}
