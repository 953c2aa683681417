/** The command line of the desktop app. Unknown arguments are ignored: systems and Chromium add their own. */
import { resolve } from 'node:path';
import type { AnyBackendType } from '../../core/backend/backend-type.ts';
import { DEFAULT_LOG_LEVEL, findLogLevel, type LogLevel } from '../../core/logging/program/log-levels.ts';

/** What is run: the shipped program, or that of the tests. */
export interface DesktopProgram {
  types: readonly AnyBackendType[];
  /** Folder of the built program. */
  dist: string;
}

export interface DesktopOptions {
  /** Undefined: the folder that the user chose, or the default one. */
  dataDir: string | undefined;
  /** Started at login: no window is opened where the user prefers that. */
  hidden: boolean;
  /** The Switchyard that runs is asked to quit, as an installer does; nothing is started. */
  quit: boolean;
  /** Every change of settings is refused. */
  locked: boolean;
  /** Chromium has an option of that name, whose values are numbers: an unknown level leaves the default. */
  logLevel: LogLevel;
}

export function parseDesktopOptions(argv: readonly string[]): DesktopOptions {
  const dataDir = valueOfOption('--data-dir', argv);
  return {
    dataDir: dataDir === undefined || dataDir === '' ? undefined : resolve(dataDir),
    hidden: argv.includes('--hidden'),
    quit: argv.includes('--quit'),
    locked: argv.includes('--lock-settings'),
    logLevel: findLogLevel(valueOfOption('--log-level', argv)) ?? DEFAULT_LOG_LEVEL,
  };
}

/** The value of an option, given as the next argument or after `=`. */
function valueOfOption(option: string, argv: readonly string[]): string | undefined {
  const index = argv.findIndex((argument) => argument === option || argument.startsWith(`${option}=`));
  const found = index < 0 ? undefined : argv[index];
  return found === option ? argv[index + 1] : found?.slice(option.length + 1);
}
