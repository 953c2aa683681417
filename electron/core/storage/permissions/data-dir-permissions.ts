/**
 * Keeps other users of this computer out of the data directory: whoever can write there starts programs as this user, and
 * whoever can read there has the token and the secrets. Modes are those of POSIX; on Windows the folder of a user is closed
 * to others by the access list that it inherits, and nothing is checked.
 */
import type { Stats } from 'node:fs';
import { chmod, lstat, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../../shared/errors.ts';
import type { Notice } from '../../../../shared/events.ts';
import { hostNoticeWords } from '../../../../shared/words/en/host-notices.ts';
import { type HostText, type Text, texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';
import { DataDirError } from '../data-dir.ts';

const say = texts(hostNoticeWords);

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

const listed = (items: readonly HostText[]): readonly HostText[] => [
  ...items.slice(0, MAX_LISTED),
  ...(items.length > MAX_LISTED ? ['…'] : []),
];

class Findings {
  readonly #folder: string;
  readonly written: HostText[] = [];
  readonly read: HostText[] = [];
  readonly warnings: Text[] = [];

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
    const folder = this.#folder;
    const closed = [...this.written, ...this.read];
    const could = this.written.length > 0 ? 'change' : 'read';
    if (closed.length > 0)
      notices.push({
        id: 'data-directory-was-open',
        level: 'warning',
        ...onWire({
          message: say('dataWasOpen', { could, folder, names: listed(closed) }),
          hint: say('dataWasOpen_hint', { could }),
        }),
      });
    if (this.warnings.length > 0)
      notices.push({
        id: 'data-directory-is-open',
        level: 'warning',
        ...onWire({
          message: say('dataIsOpen', { folder, ways: listed(this.warnings) }),
          hint: say('dataIsOpen_hint'),
        }),
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
        `every user of this computer can write its parent ${parent}, and so replace it`,
        `Run "chmod o-w ${parent}", or choose another folder with --data-dir.`,
      );
    if (stats.uid !== uid && stats.uid !== ROOT)
      found.warnings.push(say('open_parent', { folder: parent, uid: String(stats.uid) }));
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
    found.warnings.push(say('open_itself', { uid: String(before.uid) }));
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
      'every user of this computer can write it',
      `Run "chmod 700 ${folder}" as its owner, or choose another folder with --data-dir.`,
    );
  report(before, after, { name: say('folderItself'), found });
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
        if (before.isFile()) found.warnings.push(say('open_file', { file: shown, uid: String(before.uid) }));
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

function report(before: Stats, after: Closed, { name, found }: { name: HostText; found: Findings }): void {
  if ((after.mode & (READABLE_BY_OTHERS | WRITABLE_BY_OTHERS)) !== 0) {
    found.warnings.push(say('open_mode', { name, mode: (after.mode & 0o777).toString(8) }));
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
