/** The folder of the repository, found from the sources and from bundles of them, which are at another depth. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function findRepository(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package-lock.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`No package-lock.json above ${start}.`);
  }
}

/** Absolute path of the repository's root. */
export const REPOSITORY = findRepository(import.meta.dirname);

/** @param path relative to the root, with slashes */
export const inRepository = (path: string): string => join(REPOSITORY, ...path.split('/'));

/** The program that tests start instead of a real engine. */
export const FAKE_WORKER = inRepository('e2e/testkit/process/fake-worker.mjs');
