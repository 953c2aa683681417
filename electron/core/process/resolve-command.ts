/** From what the user wrote as Command to the path of a program, with the reason in words where there is none. */
import { access, constants, open, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { environmentValue } from './worker-environment.ts';

export interface CommandContext {
  /** How the backend is called in words. */
  backend: string;
  /** Working directory; relative commands with a separator start there, as in a shell. */
  cwd: string;
  /** The worker's own environment: its PATH is the one that counts. */
  environment: Record<string, string>;
  platform: NodeJS.Platform;
}

/** Programs that CreateProcess can start; what else PATHEXT lists needs an interpreter. */
const WINDOWS_PROGRAMS = ['.com', '.exe'];
/** cmd.exe reads these once more and has no way of quoting that is safe for every argument. */
const WINDOWS_SCRIPTS = ['.bat', '.cmd'];

/**
 * The absolute path of the program that `command` names.
 * @throws SwitchyardError `command_not_found`, `command_not_executable`
 */
export async function resolveCommand(command: string, context: CommandContext): Promise<string> {
  if (command === '' || command.includes('\0')) throw notFound(command, context);
  const path = context.platform === 'win32' ? win32 : posix;
  const hasFolder = command.includes('/') || (context.platform === 'win32' && command.includes('\\'));
  const folders = hasFolder ? [''] : searchPath(context);
  let refusal: SwitchyardError | undefined;
  for (const folder of folders) {
    for (const ending of endings(command, context)) {
      const candidate = path.resolve(context.cwd, folder, command + ending);
      const found = await examine(candidate, context);
      if (found === 'runs') return candidate;
      // As a shell does: a file that may not be run is only named when no other of that name may.
      if (found !== 'missing') refusal ??= notExecutable(candidate, found.reason, context);
    }
  }
  throw refusal ?? notFound(command, context);
}

/**
 * @throws SwitchyardError `path_not_found`, `wrong_kind_of_path`, `path_not_readable`
 */
export async function assertFolder(folder: string, backend: string): Promise<void> {
  const details = { backend, name: 'Working directory', expected: 'folder', path: folder } as const;
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
  } catch (error) {
    throw new SwitchyardError('path_not_found', details, { cause: error });
  }
  if (!isFolder) throw new SwitchyardError('wrong_kind_of_path', details);
  try {
    await access(folder, constants.X_OK);
  } catch (error) {
    const reason = 'it may not be entered';
    throw new SwitchyardError('path_not_readable', { ...details, reason }, { cause: error });
  }
}

function searchPath({ environment, platform, cwd }: CommandContext): string[] {
  const value = environmentValue(environment, 'PATH', platform);
  if (platform === 'win32') return [cwd, ...(value ?? '').split(';').filter((folder) => folder !== '')];
  // An empty entry means the working directory; without any PATH, the system's own folders.
  return (value ?? '/usr/local/bin:/usr/bin:/bin').split(':');
}

function endings(command: string, { environment, platform }: CommandContext): string[] {
  if (platform !== 'win32') return [''];
  const listed = environmentValue(environment, 'PATHEXT', platform) ?? '.COM;.EXE;.BAT;.CMD';
  const known = listed.split(';').filter((ending) => ending.startsWith('.'));
  return known.some((ending) => command.toLowerCase().endsWith(ending.toLowerCase()))
    ? ['', ...known]
    : known;
}

type Finding = 'runs' | 'missing' | { reason: string };

async function examine(path: string, { platform }: CommandContext): Promise<Finding> {
  let isFile: boolean;
  let isFolder: boolean;
  try {
    const found = await stat(path);
    isFile = found.isFile();
    isFolder = found.isDirectory();
  } catch (error) {
    return isPermission(error) ? { reason: 'a folder above it may not be entered' } : 'missing';
  }
  if (isFolder) return { reason: 'it is a folder' };
  if (!isFile) return { reason: 'it is not a file' };
  if (platform === 'win32') return examineWindows(path);
  try {
    await access(path, constants.X_OK);
  } catch {
    return { reason: 'permission denied' };
  }
  return examineFormat(path);
}

function examineWindows(path: string): Finding {
  const ending = win32.extname(path).toLowerCase();
  if (WINDOWS_PROGRAMS.includes(ending)) return 'runs';
  if (WINDOWS_SCRIPTS.includes(ending))
    return {
      reason:
        'it is a batch file, whose arguments Windows would interpret once more; name the program that it starts',
    };
  return { reason: 'it is not a program' };
}

/**
 * A script without a first line that names its interpreter is refused: the kernel would not run it, and a shell would
 * guess. Binary formats are left to the kernel, which may know more of them than we do.
 */
async function examineFormat(path: string): Promise<Finding> {
  const head = Buffer.alloc(256);
  let length: number;
  try {
    const file = await open(path, 'r');
    try {
      length = (await file.read(head, 0, head.length, 0)).bytesRead;
    } finally {
      await file.close();
    }
  } catch {
    // A program may be runnable but not readable.
    return 'runs';
  }
  if (length === 0) return { reason: 'it is empty' };
  const interpreter = /^#!\s*(\S+)/.exec(head.toString('utf8', 0, length))?.[1];
  if (interpreter !== undefined) return examineInterpreter(interpreter);
  if (head.subarray(0, length).some((byte) => byte < 9)) return 'runs';
  return { reason: 'it is a script whose first line does not name its interpreter, such as #!/bin/sh' };
}

/** A virtual environment that was moved or removed leaves scripts behind that name a Python which is gone. */
async function examineInterpreter(interpreter: string): Promise<Finding> {
  try {
    await access(interpreter, constants.X_OK);
    return 'runs';
  } catch {
    return { reason: `its interpreter ${interpreter} is not there or may not be run` };
  }
}

const isPermission = (error: unknown): boolean => codeOf(error) === 'EACCES';

const notFound = (command: string, { backend }: CommandContext) =>
  new SwitchyardError('command_not_found', { backend, command });

const notExecutable = (path: string, reason: string, { backend }: CommandContext) =>
  new SwitchyardError('command_not_executable', { backend, path, reason });
