// Where the checkout is, which of its folders hold code, and what in it changed last.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** All that hold code of ours. */
export const CODE_FOLDERS = ['shared', 'electron', 'renderer', 'e2e', 'bench', 'build', 'examples'];

/**
 * When a file, or the newest in a folder, was last changed: epoch milliseconds.
 * @param {string} path
 * @returns {number}
 */
export function newestChange(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return Math.max(facts.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}
