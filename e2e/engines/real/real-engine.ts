/**
 * What tests of real engines share. `build/engines/real-engines.mjs` lists the engines, with a folder for the tests of each; those
 * of an engine that is not on the machine are not run, and `npm test` says so. A file that ends in `.long.test.ts` is run by
 * `npm run test:engines` alone.
 */

/**
 * @param variable of the environment, from the list in `build/engines/real-engines.mjs`
 * @returns the path that it holds
 */
export function realEngine(variable: string): string {
  const path = process.env[variable];
  if (path !== undefined && path !== '') return path;
  throw new Error(`${variable} is not set; build/engines/real-engines.mjs says what it is to hold.`);
}
