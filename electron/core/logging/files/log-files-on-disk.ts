/**
 * The files of one log, their names, sizes and removal: `<name>.log` is the newest, `<name>.log.1` the one before it, and so
 * on. Only {@link RotatingFile} writes into the newest.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { ReasonError } from '../../../../shared/words/reason-error.ts';

const say = texts(systemReasonWords);

/** Bytes of one file. Reading takes a file as a whole. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** The number of files into which even a small log is divided. */
export const MIN_FILES = 4;

export const LINE_FEED = 10;
const NOTHING = Buffer.alloc(0);

/** @param path of the newest file @param index 0 is the newest */
export const logFilePath = (path: string, index: number): string => (index === 0 ? path : `${path}.${index}`);

/** How a log of so many bytes is divided into files. */
export function divideLog(bytes: number): { fileBytes: number; fileCount: number } {
  const fileCount = Math.max(MIN_FILES, Math.ceil(bytes / MAX_FILE_BYTES));
  return { fileBytes: Math.floor(bytes / fileCount), fileCount };
}

/** Gives each file the next number, so that a new one can begin; the oldest is replaced. None of them may be open. */
export async function shiftLogFiles(path: string, fileCount: number): Promise<void> {
  for (let index = fileCount - 2; index >= 0; index -= 1) {
    const file = logFilePath(path, index);
    if (existsSync(file)) await rename(file, logFilePath(path, index + 1));
  }
}

/**
 * Removes the oldest files that exceed the limits. The newest file stays, without its beginning where it is too large
 * itself. Synchronous, so that nobody can start to write in between; the log must not be open elsewhere.
 * @param notBefore files but the newest that were last written to before this are removed; ms since 1970
 * @param first index of the newest file that counts
 * @returns how many files are left, and the bytes that were removed from the beginning of the oldest of them
 */
export function trimLogFiles(
  path: string,
  bytes: number,
  notBefore: number,
  first = 0,
): { count: number; removed: Buffer } {
  let bytesLeft = bytes;
  for (let index = first; ; index += 1) {
    const file = logFilePath(path, index);
    const stats = statsOf(file);
    if (!stats) return { count: index, removed: NOTHING };
    if (index > 0 && (bytesLeft <= 0 || stats.mtimeMs < notBefore)) {
      removeLogFiles(path, index);
      return { count: index, removed: NOTHING };
    }
    if (stats.size > bytesLeft) {
      removeLogFiles(path, index + 1);
      return { count: index + 1, removed: cutBeginning(file, stats, bytesLeft) };
    }
    bytesLeft -= stats.size;
  }
}

/** Keeps the last whole lines of a file that fit into `maxBytes`. @returns the bytes that were removed */
function cutBeginning(path: string, { atime, mtime }: Stats, maxBytes: number): Buffer {
  const bytes = readFileSync(path);
  // After the line feed that ends the last line which does not fit.
  const end = bytes.indexOf(LINE_FEED, Math.max(0, bytes.length - maxBytes - 1)) + 1;
  const cut = end === 0 ? bytes.length : end;
  const temporary = `${path}.cutting`;
  writeFileSync(temporary, bytes.subarray(cut), { mode: 0o600 });
  // The time of the last write decides when the file is removed.
  utimesSync(temporary, atime, mtime);
  renameSync(temporary, path);
  return bytes.subarray(0, cut);
}

/** Removes the files from an index on, also those behind a gap in the numbers. */
export function removeLogFiles(path: string, index: number): void {
  for (const file of listLogFiles(path)) if (file.index >= index) rmSync(file.path, { force: true });
}

/** When any of the files was last written to; ms since 1970. */
export function lastLogWrite(path: string): number {
  return Math.max(...listLogFiles(path).map((file) => statsOf(file.path)?.mtimeMs ?? 0));
}

function listLogFiles(path: string): { path: string; index: number }[] {
  const folder = dirname(path);
  const name = basename(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((entry) => {
    const index =
      entry === name ? 0 : entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : -1;
    return index >= 0 ? [{ path: join(folder, entry), index }] : [];
  });
}

/** @throws Error where a pipe lies in the place of a log file: opening it would wait until somebody opens its other end */
export function assertNoPipe(path: string): void {
  if (statsOf(path)?.isFIFO()) throw new ReasonError(say('pipeInPlace'));
}

/**
 * The last bytes of a file, at most so many, and whether that is all of it; nothing where it cannot be read. Synchronous: it
 * happens at start.
 */
export function readTail(path: string, bytes: number): { text: string; isWhole: boolean } {
  try {
    assertNoPipe(path);
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      const length = Math.min(size, bytes);
      const tail = Buffer.alloc(length);
      const read = readSync(file, tail, 0, length, size - length);
      return { text: tail.toString('utf8', 0, read), isWhole: length === size };
    } finally {
      closeSync(file);
    }
  } catch {
    // There is no such file, or it cannot be read. Writing to it will report why.
    return { text: '', isWhole: true };
  }
}

/** Undefined where there is no such file. */
export const sizeOf = (path: string): number | undefined => statsOf(path)?.size;

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // There is no such file yet.
    return undefined;
  }
}
