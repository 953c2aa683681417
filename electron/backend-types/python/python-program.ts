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

/**
 * Tries in this order: an environment beside the script, which is `env` in a ComfyUI of Pinokio; the Python in a portable build
 * for Windows; an environment beside the folder, as Krita makes it; the PATH.
 * @param folder the folder of the script
 */
export async function findPython(
  folder: string,
  platform: NodeJS.Platform,
  exists: Exists,
): Promise<PythonChoice> {
  const { join, dirname } = platform === 'win32' ? win32 : posix;
  const parent = dirname(folder);
  const candidates = [
    ...['venv', '.venv', 'env'].flatMap((name) => pythonsIn(join(folder, name), platform)),
    // The folder is really spelled like this.
    ...(platform === 'win32' ? [join(parent, 'python_embeded', 'python.exe')] : []),
    ...['venv', '.venv'].flatMap((name) => pythonsIn(join(parent, name), platform)),
  ];
  for (const command of candidates)
    if (await exists(command)) {
      const isPortable = dirname(command) === join(parent, 'python_embeded');
      return { command, cwd: isPortable ? parent : folder, bin: dirname(command) };
    }
  return { command: platform === 'win32' ? 'python' : 'python3', cwd: folder, bin: null };
}

/** The programs that may be the Python of an environment, which venv or conda has made. */
export function pythonsIn(environment: string, platform: NodeJS.Platform): string[] {
  return platform === 'win32'
    ? [win32.join(environment, 'Scripts', 'python.exe'), win32.join(environment, 'python.exe')]
    : ['python3', 'python'].map((name) => posix.join(environment, 'bin', name));
}

/**
 * The Python that a setting names.
 * @param named a path of the program or of its environment, or a name on the PATH
 * @param folder the folder of the script
 * @returns null for a folder without a Python
 */
export async function namedPython(
  named: string,
  folder: string,
  { platform, exists, isFolder }: { platform: NodeJS.Platform; exists: Exists; isFolder: Exists },
): Promise<PythonChoice | null> {
  if (!/[\\/]/.test(named)) return { command: named, cwd: folder, bin: null };
  const { dirname } = platform === 'win32' ? win32 : posix;
  if (!(await isFolder(named))) return { command: named, cwd: folder, bin: dirname(named) };
  for (const command of pythonsIn(named, platform))
    if (await exists(command)) return { command, cwd: folder, bin: dirname(command) };
  return null;
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
  // On Windows, the libraries that the packages of conda need are in other folders than its Python.
  if (bin !== null && platform === 'win32' && (await exists(join(bin, 'conda-meta'))))
    kept.push(join(bin, 'Library', 'bin'), join(bin, 'Scripts'));
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
