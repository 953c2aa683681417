/**
 * Writes one file durably: it is written whole, synced, read back and only then put in place, and previous generations are
 * kept beside it. Ready-made atomic writers are not used: on a full disk they replaced a good file by a cut one
 * (docs/decisions/002-own-file-writer.md).
 */
import { dirname } from 'node:path';
import { codeOf } from '../../../../shared/errors/caught-error.ts';
import { disk, type OpenFile } from './disk.ts';
import { dropPendingGeneration, keepGeneration, settleGenerations } from './generations.ts';
import { closeQuietly, release, releaseWhile, untilReleased } from './held-files.ts';
import { readExpected } from './read-data-file.ts';

/** The beginning of the name under which an unreadable file is set aside; the time follows. */
export const asidePrefix = (name: string): string => `${name}.corrupt-`;

/** The beginning of the name under which the own version is kept where another program has changed the file; the time follows. */
export const keptPrefix = (name: string): string => `${name}.kept-`;

/** @param wall ms since 1970 */
export const keptName = (name: string, wall: number): string => keptPrefix(name) + timeForName(wall);

/** @param wall ms since 1970 */
export const asideName = (name: string, wall: number): string => asidePrefix(name) + timeForName(wall);

const timeForName = (wall: number): string => new Date(wall).toISOString().replace(/[:.]/g, '-');

/** The file that is written first and then renamed. One that a crash left behind is useless. */
export const temporaryPath = (file: string): string => `${file}.writing`;

/** How a writer gets the temporary file, and removes it where it is not put in place. */
export interface TemporaryFile {
  /** @returns a new file of that name, for reading and writing */
  open(): Promise<OpenFile>;
  discard(): Promise<void>;
}

export interface DurableWrite {
  /** Throws where the text is not good. It runs while the text is synced, and what is read back is compared with the text. */
  check(text: string): void;
  /** Awaited before anything but the temporary file is touched; rejects where the file may not be replaced. */
  mayReplace?(): Promise<void>;
  /** Left out: one that lies there is removed. */
  temporary?: TemporaryFile;
  /** Left out: what was opened is closed. */
  keeper?: FileKeeper;
}

/** Keeps files open for the next write, for to open and to close one are steps too. Not on Windows, where an open file cannot be replaced. */
export interface FileKeeper {
  /** The open folder of the file; null where it is to be opened. It is closed where the write fails. */
  folder(): Promise<OpenFile | null>;
  /** Called with the new file, once it is in place and safe, and with its folder. */
  keep(file: OpenFile, folder: OpenFile | null): void;
}

/**
 * Replaces the content of `file` by `text` and keeps the old content as generation 0: the caller moves it on to generation 1
 * (`settleGenerations`). Resolves when the new content is safe against a SIGKILL or a power cut. On any error the file is as it
 * was, unless it is the error of the last step, the sync of the folder.
 */
export async function replaceDurably(file: string, text: string, write: DurableWrite): Promise<void> {
  await replaceFile(file, text, {
    ...write,
    keepOld: () => keepGeneration(file),
    dropOld: () => dropPendingGeneration(file),
  });
}

/** As {@link replaceDurably}, and waits until the old content is generation 1. */
export async function writeDurably(file: string, text: string, write: DurableWrite): Promise<void> {
  await replaceDurably(file, text, write);
  await settleGenerations(file);
}

/** Replaces the content of `file` as durably and keeps no generation: for old content that must not stay on the disk. */
export async function overwriteDurably(file: string, text: string): Promise<void> {
  const nothing = async () => undefined;
  await replaceFile(file, text, { check: () => undefined, keepOld: nothing, dropOld: nothing });
}

interface Replacement extends DurableWrite {
  /** Called once the file may be replaced, while the new content is written. */
  keepOld: () => Promise<void>;
  /** Undoes that, where the file could not be replaced. */
  dropOld: () => Promise<void>;
}

/**
 * What does not depend on each other happens at the same time, since each step waits for the disk or for a thread. To hand a step
 * over to a thread takes time as well. So each step of the longest chain (open, write, sync, rename, sync of the folder) is handed
 * over before all else, which is done while it waits.
 */
async function replaceFile(
  file: string,
  text: string,
  { check, dropOld, keepOld, keeper, mayReplace = async () => undefined, temporary }: Replacement,
): Promise<void> {
  const { discard, open: openTemporary } = temporary ?? newTemporary(file);
  const handle = await openTemporary();
  let folder: Promise<OpenFile | null> | undefined;
  let isKept = false;
  // It touches nothing but its own generation, so it need not wait until the new content is safe.
  const keep = async () => {
    await mayReplace();
    isKept = true;
    await keepOld();
  };
  try {
    const isWritten = handle.writeFile(text);
    const isSynced = isWritten.then(() => handle.sync());
    // It reads what is in memory, before the sync as after it: of what the disk did not take the sync alone tells.
    const isReadBack = isWritten.then(() => assertReadBack(handle, text));
    const isChecked = isWritten.then(() => check(text));
    const isOldKept = keep();
    folder = findFolder(dirname(file), keeper);
    await allDone([isSynced, isReadBack, isChecked, isOldKept, folder]);
    const putInPlace = () => untilReleased(() => disk.rename(temporaryPath(file), file));
    if (keeper) await putInPlace();
    else await releaseWhile(handle, putInPlace);
  } catch (error) {
    await release(handle);
    if (isKept) await dropOld();
    await discard();
    closeQuietly((await folder?.catch(() => null)) ?? null);
    throw error;
  }
  const synced = await folder;
  try {
    await synced?.sync();
  } catch (error) {
    closeQuietly(synced);
    if (keeper) closeQuietly(handle);
    throw error;
  }
  if (keeper) keeper.keep(handle, synced);
  else closeQuietly(synced);
}

const newTemporary = (file: string): TemporaryFile => ({
  open: () => openNew(temporaryPath(file)),
  discard: () => disk.rm(temporaryPath(file), { force: true }),
});

/** As Promise.all, but waits for all of them before it rejects: nothing goes on behind an error. */
async function allDone(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function openNew(path: string): Promise<OpenFile> {
  try {
    return await disk.open(path, 'wx+', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await disk.rm(path, { force: true });
    return await disk.open(path, 'wx+', 0o600);
  }
}

/** @throws Error where the file holds anything else than the text */
async function assertReadBack(handle: OpenFile, text: string): Promise<void> {
  const written = Buffer.from(text);
  if (!written.equals(await readExpected(handle, written.length)))
    throw new Error('what is in the file is not what was written to it');
}

/**
 * The folder, to make a rename in it survive a power cut. Null on Windows, which cannot sync a folder and does not need it. It may
 * reject before it is awaited.
 */
function findFolder(folder: string, keeper: FileKeeper | undefined): Promise<OpenFile | null> {
  if (process.platform === 'win32') return Promise.resolve(null);
  const found = keeper?.folder().then((kept) => kept ?? disk.open(folder, 'r')) ?? disk.open(folder, 'r');
  found.catch(() => undefined);
  return found;
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
