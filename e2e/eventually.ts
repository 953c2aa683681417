/** Waiting for what sends no event: looks again and again, and says in words what never came. */

/** Milliseconds; generous, for a loaded machine is slow and a test that is right never waits so long. */
const LIMIT = 20_000;
const INTERVAL = 10;

/** @throws Error that names `what` and the last thing seen, after `limitMs` */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
  describe: () => unknown = () => '',
  limitMs = LIMIT,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > deadline)
      throw new Error(`Waited ${limitMs / 1000} s in vain: ${what}. ${JSON.stringify(describe())}`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}
