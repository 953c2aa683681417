import type { FileChecks } from './file-checks.ts';

/** @returns a function that tells whether a path exists. One that does not answer counts as missing. */
export const isThere =
  (files: FileChecks) =>
  (path: string): Promise<boolean> =>
    files.access(path, 'exists').then(
      () => true,
      () => false,
    );
