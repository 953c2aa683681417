/** The command line of the desktop app. Unknown words are ignored: systems and Chromium add their own. */
import { resolve } from 'node:path';
import type { AnyBackendType } from '../../core/backend/backend-type.ts';
import { DEFAULT_LOG_LEVEL, findLogLevel, type LogLevel } from '../../core/logging/program-log.ts';

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
  /** Chromium has an option of that name, with numbers; what is no level of ours leaves the default. */
  logLevel: LogLevel;
}

export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const dataDir = argumentOf('--data-dir', argv);
  return {
    dataDir: dataDir === undefined || dataDir === '' ? undefined : resolve(dataDir),
    hidden: argv.includes('--hidden'),
    locked: argv.includes('--lock-settings'),
    logLevel: findLogLevel(argumentOf('--log-level', argv)) ?? DEFAULT_LOG_LEVEL,
  };
}

/** What follows the option, as a word of its own or after `=`. */
function argumentOf(option: string, argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = at < 0 ? undefined : argv[at];
  return word === option ? argv[at + 1] : word?.slice(option.length + 1);
}
