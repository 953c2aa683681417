/**
 * Writes one file durably: it is written whole, synced, read back and only then put in place, and previous generations are
 * kept beside it. Ready-made atomic writers are not used: on a full disk they replaced a good file by a cut one
 * (docs/decisions/002-own-file-writer.md).
 */
import { copyFile, link, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../../../shared/errors.ts';

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
 * @param check gets the text as it was read back; throws where it is not good
 */
export async function writeDurably(file: string, text: string, check: (text: string) => void): Promise<void> {
  await replaceFile(file, text, check, () => keepGeneration(file));
}

/** Replaces the content of `file` as durably and keeps no generation: for old content that must not stay on the disk. */
export async function overwriteDurably(file: string, text: string): Promise<void> {
  await replaceFile(
    file,
    text,
    () => undefined,
    async () => undefined,
  );
}

/** The file that is written first and then renamed. One that a crash left behind is useless. */
export const temporaryPath = (file: string): string => `${file}.writing`;

async function replaceFile(
  file: string,
  text: string,
  check: (text: string) => void,
  beforeReplacing: () => Promise<void>,
): Promise<void> {
  const temporary = temporaryPath(file);
  await rm(temporary, { force: true });
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    check(await readFile(temporary, 'utf8'));
    await beforeReplacing();
    await rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function keepGeneration(file: string): Promise<void> {
  for (let generation = GENERATIONS - 1; generation >= 1; generation--)
    await ignoreMissing(rename(generationPath(file, generation), generationPath(file, generation + 1)));
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
    await handle.close();
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
