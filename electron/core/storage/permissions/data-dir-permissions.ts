/**
 * Keeps other users of this machine out of the data directory: whoever can write there starts programs as this user, and
 * whoever can read there has the token and the secrets. Modes are those of POSIX; on Windows the folder of a user is closed
 * to others by the access list that it inherits, and nothing is checked.
 */
import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../../shared/errors.ts';
import type { Notice } from '../../../../shared/events.ts';
import { DataDirError } from '../data-dir.ts';

const WRITABLE_BY_OTHERS = 0o022;
const WRITABLE_BY_ALL = 0o002;
const READABLE_BY_OTHERS = 0o044;
const FOR_OTHERS = 0o077;
const STICKY = 0o1000;
const ROOT = 0;
/** Files of which at least one is in every data directory that was used before. */
const OWN_FILES = ['server-id', 'backends.json', 'token', 'instance-lock'];
/** Names or facts that a notice lists. */
const MAX_LISTED = 5;

export interface PermissionOptions {
  platform?: NodeJS.Platform;
  /** The user as whom this program runs; undefined where users have no numbers. */
  uid?: number | undefined;
}

/**
 * Takes the rights of other users away. To be called before anything is read from the folder.
 * @returns notices of what was changed, and of what others can do still
 * @throws DataDirError where others could replace what is in it, and that cannot be changed here
 */
export async function closeDataDirToOthers(
  dataDir: string,
  { platform = process.platform, uid = process.getuid?.() }: PermissionOptions = {},
): Promise<Notice[]> {
  if (platform === 'win32' || uid === undefined) return [];
  const folder = await realpath(dataDir);
  const found = new Findings(folder);
  await checkParents(folder, uid, found);
  await closeFolder(folder, uid, found);
  await closeFiles(folder, uid, found);
  return found.notices();
}

const listed = (items: readonly string[], separator: string): string =>
  [...items.slice(0, MAX_LISTED), ...(items.length > MAX_LISTED ? ['…'] : [])].join(separator);

class Findings {
  readonly #folder: string;
  readonly written: string[] = [];
  readonly read: string[] = [];
  readonly warnings: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  refuse(what: string, remedy: string): DataDirError {
    return new DataDirError(
      `The data directory ${this.#folder} cannot be used: ${what}. Who can do that could start programs as you. ${remedy}`,
    );
  }

  notices(): Notice[] {
    const notices: Notice[] = [];
    const closed = [...new Set([...this.written, ...this.read])];
    if (closed.length > 0) {
      notices.push({
        id: 'data-directory-was-open',
        level: 'warning',
        message: `Other users of this machine could ${this.written.length > 0 ? 'change' : 'read'} what Switchyard keeps in ${this.#folder} (${listed(closed, ', ')}). They cannot any more.`,
        hint:
          this.written.length > 0
            ? 'If one of them may have done so, look through the backends, make a new token in Preferences, and replace the keys of remotes.'
            : 'If one of them may have done so, make a new token in Preferences, and replace the keys of remotes.',
      });
    }
    if (this.warnings.length > 0)
      notices.push({
        id: 'data-directory-is-open',
        level: 'warning',
        message: `Others can get at what Switchyard keeps in ${this.#folder}: ${listed(this.warnings, '; ')}.`,
        hint: 'If they are not meant to, keep the data in a folder of your own: start with --data-dir.',
      });
    return notices;
  }
}

/** Whoever can write a parent can put another folder in the place of this one, unless the sticky bit prevents it. */
async function checkParents(folder: string, uid: number, found: Findings): Promise<void> {
  for (let parent = dirname(folder); ; parent = dirname(parent)) {
    const stats = await stat(parent);
    if ((stats.mode & WRITABLE_BY_ALL) !== 0 && (stats.mode & STICKY) === 0)
      throw found.refuse(
        `every user of this machine can write its parent ${parent}, and so replace it`,
        `Run "chmod o-w ${parent}", or choose another folder with --data-dir.`,
      );
    if (stats.uid !== uid && stats.uid !== ROOT)
      found.warnings.push(`the folder ${parent} belongs to another user (${stats.uid})`);
    if (parent === dirname(parent)) return;
  }
}

async function closeFolder(folder: string, uid: number, found: Findings): Promise<void> {
  const before = await stat(folder);
  if (before.uid !== uid && before.uid !== ROOT) {
    if (uid !== ROOT)
      throw found.refuse(
        `it belongs to another user (${before.uid})`,
        'Choose a folder of your own with --data-dir.',
      );
    found.warnings.push(`it belongs to another user (${before.uid})`);
    return;
  }
  if ((before.mode & FOR_OTHERS) === 0) return;
  if (!(await isOurs(folder))) {
    // It is used for other things as well, so its mode is not for this program to change.
    if ((before.mode & WRITABLE_BY_OTHERS) !== 0)
      throw found.refuse(
        'others can write it, and it has files of other programs',
        'Choose a folder for Switchyard alone with --data-dir.',
      );
    return;
  }
  const after = await close(folder, before, 0o700);
  if ((after.mode & WRITABLE_BY_ALL) !== 0 && after.isChanged === false)
    throw found.refuse(
      'every user of this machine can write it',
      `Run "chmod 700 ${folder}" as its owner, or choose another folder with --data-dir.`,
    );
  report(before, after, { name: 'the folder itself', found });
}

/** Files of this program, and its logs. What lies deeper is out of reach behind the closed folder. */
async function closeFiles(folder: string, uid: number, found: Findings): Promise<void> {
  for (const inner of ['.', 'logs', 'instance-lock']) {
    const names = await readdir(join(folder, inner)).catch(() => []);
    for (const name of names) {
      const path = join(folder, inner, name);
      const before = await lstat(path).catch(() => null);
      // A link is not followed: what it leads to may belong to another program.
      if (!before || !(before.isFile() || before.isDirectory())) continue;
      if (inner === '.' && !isOwnName(name)) continue;
      const shown = inner === '.' ? name : `${inner}/${name}`;
      if (before.uid !== uid && before.uid !== ROOT) {
        if (uid !== ROOT)
          throw found.refuse(
            `the file ${shown} belongs to another user (${before.uid})`,
            `Look at it, and move it away or run "chown ${uid} ${path}" as root.`,
          );
        if (before.isFile()) found.warnings.push(`the file ${shown} belongs to another user (${before.uid})`);
        continue;
      }
      if ((before.mode & FOR_OTHERS) === 0) continue;
      report(before, await close(path, before, before.isDirectory() ? 0o700 : 0o600), { name: shown, found });
    }
  }
}

interface Closed {
  mode: number;
  /** False where this user may not change it. */
  isChanged: boolean;
}

async function close(path: string, before: Stats, mode: number): Promise<Closed> {
  try {
    await chmod(path, mode);
    // A file system without permissions accepts the change and ignores it.
    return { mode: (await stat(path)).mode, isChanged: true };
  } catch (error) {
    if (!['EPERM', 'EACCES', 'EROFS', 'ENOTSUP', 'ENOENT'].includes(codeOf(error))) throw error;
    return { mode: before.mode, isChanged: false };
  }
}

function report(before: Stats, after: Closed, { name, found }: { name: string; found: Findings }): void {
  if ((after.mode & (READABLE_BY_OTHERS | WRITABLE_BY_OTHERS)) !== 0) {
    found.warnings.push(
      `the mode of ${name} is ${(after.mode & 0o777).toString(8)} and cannot be changed here`,
    );
    return;
  }
  if ((before.mode & WRITABLE_BY_OTHERS) !== 0) found.written.push(name);
  else if ((before.mode & READABLE_BY_OTHERS) !== 0) found.read.push(name);
}

/** Whether the folder is empty, or was used by this program before. */
async function isOurs(folder: string): Promise<boolean> {
  const names = await readdir(folder);
  return names.length === 0 || OWN_FILES.some((name) => names.includes(name));
}

const isOwnName = (name: string): boolean =>
  /^(?:token|server-id|logs|instance-lock|(?:backends|preferences|signed-in-browsers|api-keys)\.json.*)$/.test(
    name,
  );
