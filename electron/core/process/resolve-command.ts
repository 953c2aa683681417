/** Finds the program that the user named as Command, or says why there is none. */
import { access, constants, open, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { environmentValue } from './worker-environment.ts';

export interface CommandContext {
  /** displayName of the backend, for errors. */
  backend: string;
  /** Working directory. As in a shell, a relative command with a separator is resolved from there. */
  cwd: string;
  /** The worker's own environment, whose PATH is searched. */
  environment: Record<string, string>;
  platform: NodeJS.Platform;
}

/** Programs that CreateProcess can start. Everything else in PATHEXT needs an interpreter. */
const WINDOWS_PROGRAMS = ['.com', '.exe'];
/** cmd.exe parses the arguments of these once more, and has no quoting that is safe for every argument. */
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
    for (const extension of extensions(command, context)) {
      const candidate = path.resolve(context.cwd, folder, command + extension);
      const found = await checkFile(candidate, context);
      if (found === 'executable') return candidate;
      // As in a shell, a file that may not be run is reported only when no other file of that name may.
      if (found !== 'missing') refusal ??= notExecutable(candidate, found.reason, context);
    }
  }
  throw refusal ?? notFound(command, context);
}

/** @throws SwitchyardError `path_not_found`, `wrong_kind_of_path`, `path_not_readable` */
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
  // An empty entry means the working directory. Without a PATH, the system's own folders are searched.
  return (value ?? '/usr/local/bin:/usr/bin:/bin').split(':');
}

function extensions(command: string, { environment, platform }: CommandContext): string[] {
  if (platform !== 'win32') return [''];
  const listed = environmentValue(environment, 'PATHEXT', platform) ?? '.COM;.EXE;.BAT;.CMD';
  const known = listed.split(';').filter((extension) => extension.startsWith('.'));
  return known.some((extension) => command.toLowerCase().endsWith(extension.toLowerCase()))
    ? ['', ...known]
    : known;
}

type FileCheck = 'executable' | 'missing' | { reason: string };

async function checkFile(path: string, { platform }: CommandContext): Promise<FileCheck> {
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
  if (platform === 'win32') return checkWindowsFile(path);
  try {
    await access(path, constants.X_OK);
  } catch {
    return { reason: 'permission denied' };
  }
  return checkFormat(path);
}

function checkWindowsFile(path: string): FileCheck {
  const extension = win32.extname(path).toLowerCase();
  if (WINDOWS_PROGRAMS.includes(extension)) return 'executable';
  if (WINDOWS_SCRIPTS.includes(extension))
    return {
      reason:
        'it is a batch file, whose arguments Windows would interpret once more; name the program that it starts',
    };
  return { reason: 'it is not a program' };
}

/**
 * Refuses a script whose first line does not name its interpreter: the kernel would not run it, and a shell would guess.
 * Binary formats are left to the kernel, which may know more of them than we do.
 */
async function checkFormat(path: string): Promise<FileCheck> {
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
    // A program may be executable and still not readable.
    return 'executable';
  }
  if (length === 0) return { reason: 'it is empty' };
  const interpreter = /^#!\s*(\S+)/.exec(head.toString('utf8', 0, length))?.[1];
  if (interpreter !== undefined) return checkInterpreter(interpreter);
  if (head.subarray(0, length).some((byte) => byte < 9)) return 'executable';
  return { reason: 'it is a script whose first line does not name its interpreter, such as #!/bin/sh' };
}

/** Scripts of a virtual environment that was moved or removed name a Python that is gone. */
async function checkInterpreter(interpreter: string): Promise<FileCheck> {
  try {
    await access(interpreter, constants.X_OK);
    return 'executable';
  } catch {
    return { reason: `its interpreter ${interpreter} is not there or may not be run` };
  }
}

const isPermission = (error: unknown): boolean => codeOf(error) === 'EACCES';

const notFound = (command: string, { backend }: CommandContext) =>
  new SwitchyardError('command_not_found', { backend, command });

const notExecutable = (path: string, reason: string, { backend }: CommandContext) =>
  new SwitchyardError('command_not_executable', { backend, path, reason });
