/** Waits for something that sends no event: checks again and again, and fails with a message that says what never came. */
import { isWine } from './wine.ts';

/** Milliseconds. Generous, because a loaded machine is slow and a test that passes never waits so long. */
const LIMIT = isWine ? 300_000 : 60_000;
/** Milliseconds between two checks: short at first, so that what comes soon is noticed soon, then longer to save CPU time. */
const FIRST_INTERVAL = 5;
const INTERVAL_GROWTH = 1.3;
const LAST_INTERVAL = 100;

/** @throws Error after `limitMs`, with `what` and the result of `describe` */
export async function eventually<T>(
  what: string,
  check: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  describe: () => unknown = () => '',
  limitMs = LIMIT,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (let interval = FIRST_INTERVAL; ; interval = Math.min(interval * INTERVAL_GROWTH, LAST_INTERVAL)) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline)
      throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}. ${JSON.stringify(describe())}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
