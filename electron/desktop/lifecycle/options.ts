/** The command line of the desktop app. Unknown words are ignored: systems and Chromium add their own. */
import { resolve } from 'node:path';
import type { AnyBackendType } from '../../core/backend/backend-type.ts';

export interface DesktopParts {
  types: readonly AnyBackendType[];
  /** Folder of the built program. */
  dist: string;
}

export interface DesktopOptions {
  /** Undefined: the place of the last choice, or the default one. */
  dataDir: string | undefined;
  /** Started at login: no window is opened, if the user wants it so. */
  hidden: boolean;
  /** Every change of settings is refused. */
  locked: boolean;
}

export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const at = argv.findIndex((word) => word === '--data-dir' || word.startsWith('--data-dir='));
  const word = at < 0 ? undefined : argv[at];
  const dataDir = word === '--data-dir' ? argv[at + 1] : word?.slice('--data-dir='.length);
  return {
    dataDir: dataDir === undefined || dataDir === '' ? undefined : resolve(dataDir),
    hidden: argv.includes('--hidden'),
    locked: argv.includes('--lock-settings'),
  };
}
