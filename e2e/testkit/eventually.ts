/** Waiting for what sends no event: looks again and again, and says in words what never came. */

/** Milliseconds; generous, for a loaded machine is slow and a test that is right never waits so long. */
const LIMIT = 60_000;
/** Milliseconds between two looks: short at first, for what comes soon is measured; then longer, for looking costs too. */
const FIRST_INTERVAL = 5;
const INTERVAL_GROWTH = 1.3;
const LAST_INTERVAL = 100;

/** @throws Error that names `what` and the last thing seen, after `limitMs` */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  describe: () => unknown = () => '',
  limitMs = LIMIT,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (let interval = FIRST_INTERVAL; ; interval = Math.min(interval * INTERVAL_GROWTH, LAST_INTERVAL)) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline)
      throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}. ${JSON.stringify(describe())}`);
    await new Promise((resolve) => setTimeout(resolve, interval));
  }
}
