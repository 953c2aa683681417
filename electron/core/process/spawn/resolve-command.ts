/** Finds the program that the user named as Command, or says why there is none. */

import { posix, win32 } from 'node:path';
import { codeOf, SwitchyardError } from '../../../../shared/errors.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import { settingText } from '../../../../shared/words/setting-text.ts';
import { type FileChecks, type FileFacts, NotAnsweringError } from '../../files/file-checks.ts';
import { isBatchFile } from '../windows/command/batch-command.ts';
import { environmentValue } from './worker-environment.ts';

const say = texts(systemReasonWords);

export interface CommandContext {
  /** displayName of the backend, for errors. */
  backend: string;
  /** Working directory. As in a shell, a relative command with a separator is resolved from there. */
  cwd: string;
  /** The worker's own environment, whose PATH is searched. */
  environment: Record<string, string>;
  platform: NodeJS.Platform;
  files: FileChecks;
}

/** Programs that CreateProcess can start. Everything else in PATHEXT needs an interpreter. */
const WINDOWS_PROGRAMS = ['.com', '.exe'];

/**
 * The absolute path of the program that `command` names.
 * @throws SwitchyardError `command_not_found`, `command_not_executable`
 * @throws NotAnsweringError where the command names a folder. A folder of the PATH that does not answer is passed over.
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
      const found = await checkFile(candidate, context, hasFolder);
      if (found === 'executable') return candidate;
      // As in a shell, a file that may not be run is reported only when no other file of that name may.
      if (found !== 'missing') refusal ??= notExecutable(candidate, found.reason, context);
    }
  }
  throw refusal ?? notFound(command, context);
}

/** @throws SwitchyardError `path_not_found`, `wrong_kind_of_path`, `path_not_readable`; NotAnsweringError */
export async function assertFolder(folder: string, backend: string, files: FileChecks): Promise<void> {
  const details = {
    backend,
    name: settingText('command_WorkingDirectory'),
    expected: 'folder',
    path: folder,
  } as const;
  let isFolder: boolean;
  try {
    isFolder = (await files.stat(folder)).kind === 'folder';
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    throw new SwitchyardError('path_not_found', details, { cause: error });
  }
  if (!isFolder) throw new SwitchyardError('wrong_kind_of_path', details);
  try {
    await files.access(folder, 'executable');
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    const reason = say('program_closed');
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
  // A file that is named with its extension is told from one that is not there, also where it is no program.
  return win32.extname(command) === '' ? known : ['', ...known];
}

type FileCheck = 'executable' | 'missing' | { reason: HostText };

/** @param mustAnswer false: a path that does not answer counts as a file that may not be run */
async function checkFile(path: string, context: CommandContext, mustAnswer: boolean): Promise<FileCheck> {
  try {
    return await checkAnsweringFile(path, context);
  } catch (error) {
    if (error instanceof NotAnsweringError && !mustAnswer) return { reason: error.message };
    throw error;
  }
}

/** @throws NotAnsweringError */
async function checkAnsweringFile(path: string, { files, platform }: CommandContext): Promise<FileCheck> {
  let kind: FileFacts['kind'];
  try {
    kind = (await files.stat(path)).kind;
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    return isPermission(error) ? { reason: say('program_closedFolder') } : 'missing';
  }
  if (kind === 'folder') return { reason: say('program_folder') };
  if (kind === 'other') return { reason: say('program_notFile') };
  if (platform === 'win32') return checkWindowsFile(path);
  try {
    await files.access(path, 'executable');
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    return { reason: say('denied') };
  }
  return checkFormat(path, files);
}

function checkWindowsFile(path: string): FileCheck {
  const isProgram = WINDOWS_PROGRAMS.includes(win32.extname(path).toLowerCase());
  if (isProgram || isBatchFile(path)) return 'executable';
  return { reason: say('program_notProgram') };
}

/**
 * Refuses a script whose first line does not name its interpreter: the kernel would not run it, and a shell would guess.
 * Binary formats are left to the kernel, which may know more of them than we do.
 */
async function checkFormat(path: string, files: FileChecks): Promise<FileCheck> {
  let head: Uint8Array;
  try {
    head = await files.readStart(path, 256);
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    // A program may be executable and still not readable.
    return 'executable';
  }
  if (head.length === 0) return { reason: say('program_empty') };
  const interpreter = /^#!\s*(\S+)/.exec(Buffer.from(head).toString('utf8'))?.[1];
  if (interpreter !== undefined) return checkInterpreter(interpreter, files);
  if (head.some((byte) => byte < 9)) return 'executable';
  return { reason: say('program_noInterpreter') };
}

/** Scripts of a virtual environment that was moved or removed name a Python that is gone. */
async function checkInterpreter(interpreter: string, files: FileChecks): Promise<FileCheck> {
  try {
    await files.access(interpreter, 'executable');
    return 'executable';
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    return { reason: say('program_interpreterMissing', { interpreter }) };
  }
}

const isPermission = (error: unknown): boolean => codeOf(error) === 'EACCES';

const notFound = (command: string, { backend }: CommandContext) =>
  new SwitchyardError('command_not_found', { backend, command });

const notExecutable = (path: string, reason: HostText, { backend }: CommandContext) =>
  new SwitchyardError('command_not_executable', { backend, path, reason });
