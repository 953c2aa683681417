/** Finds the Python that belongs to a program, and makes an environment in which it finds its own packages only. */
import { posix, win32 } from 'node:path';
import { type FileChecks, NotAnsweringError } from '../../core/files/file-checks.ts';

export interface PythonChoice {
  /** A path, or a name that is looked up on the PATH. */
  command: string;
  /** The working directory: the folder of the script, or, for a portable build for Windows, the folder above it. */
  cwd: string;
  /** The folder of its programs; null for the Python on the PATH. */
  bin: string | null;
}

type Exists = (path: string) => Promise<boolean>;

/** For the folder of the script. @throws NotAnsweringError */
export const canRun =
  (files: FileChecks): Exists =>
  (path) =>
    files.access(path, 'executable').then(
      () => true,
      (error: unknown) => {
        if (error instanceof NotAnsweringError) throw error;
        return false;
      },
    );

/** For the folders of the PATH: one that does not answer has nothing in it. */
export const isThere =
  (files: FileChecks): Exists =>
  (path) =>
    files.access(path, 'exists').then(
      () => true,
      () => false,
    );

/**
 * Tries in this order: a virtual environment beside the script, the Python in a portable build for Windows, the PATH.
 * @param folder the folder of the script
 */
export async function findPython(
  folder: string,
  platform: NodeJS.Platform,
  exists: Exists,
): Promise<PythonChoice> {
  const { join, dirname } = platform === 'win32' ? win32 : posix;
  const own = (bin: string, name: string, cwd = folder) => ({ command: join(bin, name), cwd, bin });
  const candidates =
    platform === 'win32'
      ? [
          own(join(folder, 'venv', 'Scripts'), 'python.exe'),
          own(join(folder, '.venv', 'Scripts'), 'python.exe'),
          // The folder is really spelled like this.
          own(join(dirname(folder), 'python_embeded'), 'python.exe', dirname(folder)),
        ]
      : ['venv', '.venv'].flatMap((name) =>
          ['python3', 'python'].map((python) => own(join(folder, name, 'bin'), python)),
        );
  for (const candidate of candidates) if (await exists(candidate.command)) return candidate;
  return { command: platform === 'win32' ? 'python' : 'python3', cwd: folder, bin: null };
}

/** Not inherited, because they point to the packages of another Python. */
const EXCLUDED_VARIABLES = [
  'PYTHONHOME',
  'PYTHONPATH',
  'VIRTUAL_ENV',
  'VIRTUAL_ENV_PROMPT',
  'CONDA_PREFIX',
  '__PYVENV_LAUNCHER__',
];

/**
 * The variables to be set or removed in the inherited environment. They remove an outer virtual environment, and put the Python's
 * own programs first on the PATH. `undefined` removes a variable.
 */
export async function pythonEnvironment(
  { bin }: Pick<PythonChoice, 'bin'>,
  inherited: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  exists: Exists,
): Promise<Record<string, string | undefined>> {
  const { delimiter, dirname, join } = platform === 'win32' ? win32 : posix;
  const name = Object.keys(inherited).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const kept: string[] = bin === null ? [] : [bin];
  for (const folder of (inherited[name] ?? '').split(delimiter)) {
    const isForeign = folder !== '' && (await exists(join(dirname(folder), 'pyvenv.cfg')));
    if (!isForeign) kept.push(folder);
  }
  return {
    ...Object.fromEntries(EXCLUDED_VARIABLES.map((variable) => [variable, undefined])),
    [name]: kept.join(delimiter),
    // Its output is a pipe. Without these it would be buffered, and not always be UTF-8.
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
  };
}
