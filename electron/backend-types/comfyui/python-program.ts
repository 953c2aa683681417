/** Finds the Python that belongs to a program, and makes an environment in which it finds its own packages alone. */
import { access, constants } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

export interface PythonChoice {
  /** A path, or a name that is looked up on the PATH. */
  command: string;
  /** Where the program is to be started: the folder of its script; of a portable build for Windows, the one above. */
  cwd: string;
  /** The folder of its programs, where it has one of its own. */
  bin: string | null;
}

/** Whether there is a program at that path. */
type Exists = (path: string) => Promise<boolean>;

const canRun: Exists = (path) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
const isThere: Exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * In this order: a virtual environment beside the script, the Python embedded in a portable build for Windows, the PATH.
 * @param folder that of the script
 */
export async function findPython(
  folder: string,
  platform: NodeJS.Platform,
  exists: Exists = canRun,
): Promise<PythonChoice> {
  const { join, dirname } = platform === 'win32' ? win32 : posix;
  const own = (bin: string, name: string, cwd = folder) => ({ command: join(bin, name), cwd, bin });
  const candidates =
    platform === 'win32'
      ? [
          own(join(folder, 'venv', 'Scripts'), 'python.exe'),
          own(join(folder, '.venv', 'Scripts'), 'python.exe'),
          // Its name is spelled so.
          own(join(dirname(folder), 'python_embeded'), 'python.exe', dirname(folder)),
        ]
      : ['venv', '.venv'].flatMap((name) =>
          ['python3', 'python'].map((python) => own(join(folder, name, 'bin'), python)),
        );
  for (const candidate of candidates) if (await exists(candidate.command)) return candidate;
  return { command: platform === 'win32' ? 'python' : 'python3', cwd: folder, bin: null };
}

/** Taken out of what is inherited: they point to the packages of another Python. */
const FOREIGN = [
  'PYTHONHOME',
  'PYTHONPATH',
  'VIRTUAL_ENV',
  'VIRTUAL_ENV_PROMPT',
  'CONDA_PREFIX',
  '__PYVENV_LAUNCHER__',
];

/**
 * The environment to be laid over what is inherited: nothing of an outer virtual environment in it, and the Python's own
 * programs first on the PATH. `undefined` takes a variable out.
 */
export async function pythonEnvironment(
  { bin }: Pick<PythonChoice, 'bin'>,
  inherited: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  exists: Exists = isThere,
): Promise<Record<string, string | undefined>> {
  const { delimiter, dirname, join } = platform === 'win32' ? win32 : posix;
  const name = Object.keys(inherited).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const kept: string[] = bin === null ? [] : [bin];
  for (const folder of (inherited[name] ?? '').split(delimiter)) {
    const isForeign = folder !== '' && (await exists(join(dirname(folder), 'pyvenv.cfg')));
    if (!isForeign) kept.push(folder);
  }
  return {
    ...Object.fromEntries(FOREIGN.map((variable) => [variable, undefined])),
    [name]: kept.join(delimiter),
    // Its output is a pipe: it is to come at once, and in the letters that the log reads.
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
  };
}
