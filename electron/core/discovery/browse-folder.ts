/** Lists folders and checks paths on this machine, for choosing a path in a form. */

import { homedir } from 'node:os';
import { isAbsolute, posix, win32 } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { type FileChecks, NotAnsweringError } from '../files/file-checks.ts';
import { expandHome } from '../files/home-folder.ts';
import { isMissing } from '../storage/files/durable-file.ts';
import { describeSystemError } from '../system-errors.ts';
import { findDrives } from './drives.ts';

/** More than anybody scrolls through; the panel shows that the others are left out. */
const MAX_ENTRIES = 1000;

type Folder = OperationOutput<'BrowseFolder'>;

/**
 * @param path empty for the home folder
 * @param hidden whether entries are listed whose names begin with a dot
 * @throws SwitchyardError `folder_unreadable`
 */
export async function browseFolder(
  path: string,
  files: FileChecks,
  platform: NodeJS.Platform = process.platform,
  hidden = false,
): Promise<Folder> {
  const { dirname, join, resolve } = platform === 'win32' ? win32 : posix;
  const typed = expandHome(path.trim());
  // Windows takes `C:` without a backslash for the current folder on that drive.
  const named = platform === 'win32' && /^[a-z]:$/i.test(typed) ? `${typed}\\` : typed;
  const folder = named === '' ? homedir() : resolve(homedir(), named);
  let names: string[];
  try {
    names = (await files.readFolder(folder, Number.POSITIVE_INFINITY)).map(({ name }) => name);
  } catch (error) {
    throw new SwitchyardError('folder_unreadable', { path: folder, reason: describeReason(error) });
  }
  const visible = names.filter((name) => hidden || !name.startsWith('.')).sort((a, b) => a.localeCompare(b));
  const entries = await Promise.all(
    visible.slice(0, MAX_ENTRIES).map(async (name) => {
      try {
        const { kind, bytes } = await files.stat(join(folder, name));
        return { name, is_folder: kind === 'folder', bytes: kind === 'folder' ? 0 : bytes };
      } catch {
        // A dangling link, a file that was just removed, or a drive that does not answer: it is listed, but nothing is known of it.
        return { name, is_folder: false, bytes: 0 };
      }
    }),
  );
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: entries.sort((a, b) => Number(b.is_folder) - Number(a.is_folder)),
    truncated: visible.length > MAX_ENTRIES,
    // The root of a drive has no parent from which the other drives could be reached.
    drives: parent === folder ? await findDrives(files, platform) : [],
  };
}

/** @throws NotAnsweringError */
export async function findPathKind(
  path: string,
  files: FileChecks,
): Promise<OperationOutput<'CheckPath'>['kind']> {
  const fullPath = expandHome(path);
  if (!isAbsolute(fullPath)) return 'missing';
  try {
    return (await files.stat(fullPath)).kind === 'folder' ? 'folder' : 'file';
  } catch (error) {
    if (error instanceof NotAnsweringError) throw error;
    return isMissing(error) || codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

function describeReason(error: unknown): HostText {
  const code = codeOf(error);
  if (code === 'ENOTDIR') return texts(systemReasonWords)('notFolder');
  return describeSystemError(error);
}
