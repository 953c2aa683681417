/** Lists folders and checks paths on this machine, for choosing a path in a form. */
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { codeOf, messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { OperationOutput } from '../../../shared/operations.ts';
import { isMissing } from '../storage/durable-file.ts';

/** More than anybody scrolls through; the panel shows that the others are left out. */
const MAX_ENTRIES = 1000;

type Folder = OperationOutput<'BrowseFolder'>;

/** @param path empty for the home folder. @throws SwitchyardError `folder_unreadable` */
export async function browseFolder(path: string): Promise<Folder> {
  const folder = path.trim() === '' ? homedir() : resolve(homedir(), path);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new SwitchyardError('folder_unreadable', { path: folder, reason: formatReason(error) });
  }
  const visible = names.filter((name) => !name.startsWith('.')).sort((a, b) => a.localeCompare(b));
  const entries = await Promise.all(
    visible.slice(0, MAX_ENTRIES).map(async (name) => {
      try {
        const stats = await stat(join(folder, name));
        return { name, is_folder: stats.isDirectory(), bytes: stats.isDirectory() ? 0 : stats.size };
      } catch {
        // A dangling link, or a file that was just removed: it is listed, but nothing is known of it.
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
  };
}

export async function findPathKind(path: string): Promise<OperationOutput<'CheckPath'>['kind']> {
  if (!isAbsolute(path)) return 'missing';
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return isMissing(error) || codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

function formatReason(error: unknown): string {
  const code = codeOf(error);
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'ENOTDIR') return 'it is not a folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  return messageOf(error);
}
