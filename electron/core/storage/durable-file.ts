/**
 * Writes one file durably: it is written whole, synced, read back and only then put in place, and previous generations are
 * kept beside it. Ready-made atomic writers are not used: on a full disk they replaced a good file by a cut one
 * (docs/decisions/002-own-file-writer.md).
 */
import { copyFile, type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../../shared/errors.ts';
import { untilReleased } from './held-files.ts';

/** Previous generations that are kept; `file.1` is the newest. */
export const GENERATIONS = 5;

export const generationPath = (file: string, generation: number): string => `${file}.${generation}`;

/** The beginning of the name under which an unreadable file is set aside; the time follows. */
export const asidePrefix = (name: string): string => `${name}.corrupt-`;

/** The beginning of the name under which the own version is kept where another program has changed the file; the time follows. */
export const keptPrefix = (name: string): string => `${name}.kept-`;

/** @param wall ms since 1970 */
export const keptName = (name: string, wall: number): string => keptPrefix(name) + timeForName(wall);

/** @param wall ms since 1970 */
export const asideName = (name: string, wall: number): string => asidePrefix(name) + timeForName(wall);

const timeForName = (wall: number): string => new Date(wall).toISOString().replace(/[:.]/g, '-');

/**
 * Replaces the content of `file` by `text` and keeps the old content as generation 1. Resolves when the new content is safe
 * against a SIGKILL or a power cut. On any error the file is as it was.
 * @param check throws where the text is not good; it runs while the text is synced, and what is read back is compared with it
 * @param mayReplace awaited before anything but the temporary file is touched; rejects where the file may not be replaced
 */
export async function writeDurably(
  file: string,
  text: string,
  check: (text: string) => void,
  mayReplace: Promise<void> = Promise.resolve(),
): Promise<void> {
  await replaceFile(file, text, {
    check,
    mayReplace,
    makeRoom: () => freeGeneration(file),
    keepOld: () => keepGeneration(file),
  });
}

/** Replaces the content of `file` as durably and keeps no generation: for old content that must not stay on the disk. */
export async function overwriteDurably(file: string, text: string): Promise<void> {
  const nothing = async () => undefined;
  await replaceFile(file, text, {
    check: () => undefined,
    mayReplace: Promise.resolve(),
    makeRoom: nothing,
    keepOld: nothing,
  });
}

/** The file that is written first and then renamed. One that a crash left behind is useless. */
export const temporaryPath = (file: string): string => `${file}.writing`;

interface Replacement {
  check: (text: string) => void;
  mayReplace: Promise<void>;
  /** Called once the file may be replaced, at the same time as the new content is synced. */
  makeRoom: () => Promise<void>;
  /** Called once the new content is safe, before it is put in place. */
  keepOld: () => Promise<void>;
}

/** What does not depend on each other happens at the same time, since each step waits for the disk or for a thread. */
async function replaceFile(
  file: string,
  text: string,
  { check, mayReplace, makeRoom, keepOld }: Replacement,
): Promise<void> {
  const temporary = temporaryPath(file);
  // It may be refused before it is asked for below.
  mayReplace.catch(() => undefined);
  try {
    const handle = await openNew(temporary);
    try {
      await handle.writeFile(text);
      const isSafe = handle.sync().then(() => assertReadBack(handle, text));
      await allDone([isSafe, mayReplace.then(makeRoom), Promise.resolve(text).then(check)]);
    } catch (error) {
      await handle.close();
      throw error;
    }
    await allDone([handle.close(), keepOld()]);
    await untilReleased(() => rename(temporary, file));
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** As Promise.all, but waits for all of them before it rejects: nothing goes on behind an error. */
async function allDone(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx+', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    await rm(path, { force: true });
    return await open(path, 'wx+', 0o600);
  }
}

/** One byte more is asked for than there should be. @throws Error where the file holds anything else than the text */
async function assertReadBack(handle: FileHandle, text: string): Promise<void> {
  const written = Buffer.from(text);
  const found = Buffer.alloc(written.length + 1);
  let length = 0;
  let bytesRead: number;
  do {
    ({ bytesRead } = await handle.read(found, length, found.length - length, length));
    length += bytesRead;
  } while (bytesRead > 0 && length < found.length);
  if (!written.equals(found.subarray(0, length)))
    throw new Error('what is in the file is not what was written to it');
}

/** Files whose generation 1 is free, because a write failed after it was made so. No other generation moves until it is used. */
const freed = new Set<string>();

async function freeGeneration(file: string): Promise<void> {
  if (freed.has(file)) return;
  for (let generation = GENERATIONS - 1; generation >= 1; generation--)
    await ignoreMissing(
      untilReleased(() => rename(generationPath(file, generation), generationPath(file, generation + 1))),
    );
  freed.add(file);
}

async function keepGeneration(file: string): Promise<void> {
  // Whether the link was made or not: what lies there then is not known any more.
  freed.delete(file);
  try {
    await link(file, generationPath(file, 1));
  } catch (error) {
    if (isMissing(error)) return;
    // File systems without hard links (exFAT, some network shares) get a copy.
    await copyFile(file, generationPath(file, 1));
  }
}

/** Makes a rename survive a power cut. Windows cannot sync a folder and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    // Nothing depends on it, so nobody waits for it.
    void handle.close().catch(() => undefined);
  }
}

async function ignoreMissing(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}
