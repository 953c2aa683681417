/**
 * The rotated file behind a backend's log: `<id>.log`, then `<id>.log.1` (the one before) and so on. Invariant: lines
 * are written whole and in order, by one writer at a time, and a disk that fails costs lines and nothing else.
 *
 * Our own and not rotating-file-stream, because that is a Writable: on a full disk it emits an error and is destroyed,
 * with a half-written line in the file and no word of what was lost; and it has no reading by line number, which needs to
 * know what rotation moved where.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
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
import { type FileHandle, open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf } from '../../../shared/errors.ts';
import type { LogLine } from '../../../shared/events.ts';

/** Bytes of one file at most, for reading takes a file as a whole; and the least number of files that a log is divided into. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MIN_FILES = 4;

/** Bytes of a line without text: `2026-11-24T05:31:54.123Z out ` and the line feed. */
const MIN_LINE_BYTES = 30;
/** Bytes that wait to be written, above which the worker is paused, and below which it goes on. */
const HIGH_WATER = 1024 * 1024;
const LOW_WATER = 256 * 1024;
/** Milliseconds until a failing disk is tried again. */
const RETRY_AFTER = 10_000;
/** Bytes up to which stretches that follow each other are kept as one: reading decodes a stretch as a whole. */
const STRETCH_BYTES = 256 * 1024;

/** A stretch of a file whose lines are numbered without a gap. */
interface Stretch {
  from: number;
  to: number;
  /** Number of the first line and how many there are; unknown for what an earlier run wrote, until it is counted. */
  firstSeq: number | undefined;
  count: number;
}

/** Lines that wait to be written, numbered without a gap. */
interface Batch {
  firstSeq: number;
  count: number;
  text: string;
}

export interface LogFileOptions {
  path: string;
  /** Bytes of all files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Told once when the disk begins to fail, and once when it works again. */
  onTrouble: (text: string) => void;
}

export class LogFile {
  readonly path: string;
  readonly #options: LogFileOptions;
  /** Newest first, as the files are numbered. */
  #files: Stretch[][] = [];
  #handle: FileHandle | null = null;
  #size = 0;
  #queue: Batch[] = [];
  #queueBytes = 0;
  #work: Promise<unknown> = Promise.resolve();
  #isWriteDue = false;
  #roomWaiters: (() => void)[] = [];
  #failedAt: number | null = null;
  #lost = 0;
  /** A line without end, left by a crash of this program or of the machine. */
  #endsTorn = false;
  /** Number of the last line of earlier runs. */
  #earlierLastSeq = 0;

  constructor(options: LogFileOptions) {
    this.path = options.path;
    this.#options = options;
  }

  /**
   * The last lines of an earlier run, at most `limit` and from the last `bytes`, and the number of the last one. Reads
   * at once: it happens at start.
   */
  openAt(limit: number, bytes: number): { lines: LogLine[]; lastSeq: number } {
    let total = 0;
    for (let index = 0; ; index += 1) {
      const size = sizeOf(pathOf(this.path, index));
      if (size === undefined) break;
      total += size;
      this.#files.push(size > 0 ? [{ from: 0, to: size, firstSeq: undefined, count: 0 }] : []);
    }
    if (this.#files.length === 0) this.#files.push([]);
    this.#size = sizeOf(this.path) ?? 0;
    const tail = this.#size > 0 ? readTail(this.path, bytes) : { text: '', isWhole: true };
    this.#endsTorn = tail.text !== '' && !tail.text.endsWith('\n');
    const texts = splitLines(tail.text);
    if (!tail.isWhole) texts.shift();
    const kept = texts.slice(-limit);
    // Older lines are numbered downwards from here when somebody reads them; this leaves room for all of them.
    this.#earlierLastSeq = Math.max(kept.length, Math.ceil(total / MIN_LINE_BYTES));
    const lines: LogLine[] = [];
    for (const [index, text] of kept.entries())
      lines.push(parseLine(text, this.#earlierLastSeq - kept.length + 1 + index, lines.at(-1)?.at));
    return { lines, lastSeq: this.#earlierLastSeq };
  }

  /** Queues lines with numbers that follow those before. Never throws and never waits. */
  append(lines: LogLine[]): void {
    const [first] = lines;
    if (first === undefined) return;
    if (this.#failedAt !== null && this.#options.now() - this.#failedAt < RETRY_AFTER) {
      this.#lost += lines.length;
      return;
    }
    let batch = this.#queue.at(-1);
    if (batch === undefined || batch.firstSeq + batch.count !== first.seq) {
      batch = { firstSeq: first.seq, count: 0, text: '' };
      this.#queue.push(batch);
    }
    let text = '';
    for (const line of lines) text += `${line.at} ${line.stream} ${line.text}\n`;
    batch.text += text;
    batch.count += lines.length;
    this.#queueBytes += text.length;
    this.#write();
  }

  /** Resolves when there is room again; undefined where there is room now. */
  room(): Promise<void> | undefined {
    if (this.#queueBytes < HIGH_WATER) return undefined;
    return new Promise((resolve) => this.#roomWaiters.push(resolve));
  }

  /** Lines before number `before`, newest last, at most `limit`, that `isWanted`. */
  read(before: number, limit: number, isWanted: (text: string) => boolean): Promise<LogLine[]> {
    this.#write();
    return this.#exclusively(() => this.#read(before, limit, isWanted));
  }

  async close(): Promise<void> {
    this.#write();
    await this.#exclusively(async () => {
      await this.#handle?.close();
      this.#handle = null;
    });
  }

  async remove(): Promise<void> {
    this.#queue = [];
    this.#queueBytes = 0;
    await this.close();
    await this.#exclusively(async () => {
      removeFrom(this.path, 0);
      this.#files = [[]];
      this.#size = 0;
      this.#earlierLastSeq = 0;
    });
  }

  /** Brings the files within the limits. @param notBefore files but the newest that were last written to before this go; ms since 1970 */
  async trim(notBefore: number): Promise<void> {
    this.#write();
    await this.#exclusively(async () => {
      // It is opened again by the next line; on Windows an open file cannot be replaced.
      await this.#handle?.close();
      this.#handle = null;
      const { count, removed } = this.#trim(this.#options.bytes(), notBefore, 0);
      const size = sizeOf(this.path) ?? 0;
      // As when it is opened: somebody else has been at it.
      if (size !== this.#size - (count === 1 ? removed.length : 0)) this.#files[0] = [];
      this.#size = size;
    });
  }

  #trim(bytes: number, notBefore: number, first: number): { count: number; removed: Buffer } {
    const { count, removed } = trimFiles(this.path, bytes, notBefore, first);
    this.#files = this.#files.slice(0, Math.max(1, count));
    const cut = this.#files[count - 1];
    if (cut && removed.length > 0) this.#files[count - 1] = withoutBeginning(cut, removed);
    return { count, removed };
  }

  /** One at a time, in order; a failure of one is its own. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }

  #write(): void {
    if (this.#isWriteDue || this.#queue.length === 0) return;
    this.#isWriteDue = true;
    void this.#exclusively(async () => {
      this.#isWriteDue = false;
      await this.#writeQueue();
    });
  }

  async #writeQueue(): Promise<void> {
    const { fileBytes } = divided(this.#options.bytes());
    const queue = this.#queue.flatMap((batch) => piecesOf(batch, fileBytes));
    const queued = this.#queueBytes;
    this.#queue = [];
    try {
      for (let batch = queue[0]; batch !== undefined; batch = queue[0]) {
        await this.#writeBatch(batch);
        queue.shift();
      }
      this.#recovered();
    } catch (error) {
      for (const batch of queue) this.#lost += batch.count;
      await this.#failed(error);
    }
    // A failure empties the queue, and so does a removal meanwhile.
    this.#queueBytes = Math.max(0, this.#queueBytes - queued);
    if (this.#queueBytes < LOW_WATER) for (const resolve of this.#roomWaiters.splice(0)) resolve();
  }

  async #writeBatch({ firstSeq, count, text }: Batch): Promise<void> {
    const bytes = Buffer.from(text);
    if (this.#size > 0 && this.#size + bytes.length > divided(this.#options.bytes()).fileBytes)
      await this.#rotate();
    this.#handle ??= await this.#open();
    if (this.#endsTorn) {
      await this.#handle.appendFile('\n');
      this.#size += 1;
      this.#endsTorn = false;
      const torn = this.#files[0]?.at(-1);
      if (torn) torn.to = this.#size;
    }
    const from = this.#size;
    try {
      await this.#handle.appendFile(bytes);
    } catch (error) {
      // Half a line may stand at the end. Whether it can be cut off depends on the disk that just failed.
      await this.#handle.truncate(from).catch(() => {
        this.#endsTorn = true;
      });
      throw error;
    }
    this.#size += bytes.length;
    const stretches = this.#files[0] ?? [];
    const last = stretches.at(-1);
    if (
      last?.firstSeq !== undefined &&
      last.firstSeq + last.count === firstSeq &&
      last.to === from &&
      this.#size - last.from <= STRETCH_BYTES
    ) {
      last.to = this.#size;
      last.count += count;
    } else {
      stretches.push({ from, to: this.#size, firstSeq, count });
    }
    this.#files[0] = stretches;
  }

  async #open(): Promise<FileHandle> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const handle = await open(this.path, 'a', 0o600);
    const { size } = await handle.stat();
    // The file may have been emptied or removed by somebody: then what was known of it is void.
    if (size !== this.#size) {
      this.#size = size;
      this.#files[0] = [];
    }
    if (size === 0) this.#endsTorn = false;
    return handle;
  }

  async #rotate(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
    const bytes = this.#options.bytes();
    const { fileBytes, fileCount } = divided(bytes);
    for (let index = fileCount - 2; index >= 0; index -= 1) {
      const path = pathOf(this.path, index);
      if (existsSync(path)) await rename(path, pathOf(this.path, index + 1));
    }
    this.#files = [[], ...this.#files].slice(0, fileCount);
    this.#size = 0;
    // Those from before the limit fell are larger than what is made now.
    this.#trim(bytes - fileBytes, Number.NEGATIVE_INFINITY, 1);
  }

  async #failed(error: unknown): Promise<void> {
    const isNews = this.#failedAt === null;
    this.#failedAt = this.#options.now();
    for (const batch of this.#queue) this.#lost += batch.count;
    this.#queue = [];
    this.#queueBytes = 0;
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => {
      // It failed before; that is what is being told.
    });
    if (!isNews) return;
    const reason = messageOf(error);
    this.#options.onTrouble(
      `This log cannot be written to its file (${reason}); new lines are kept in memory only.`,
    );
  }

  #recovered(): void {
    if (this.#failedAt === null) return;
    const lost = this.#lost;
    this.#failedAt = null;
    this.#lost = 0;
    this.#options.onTrouble(
      `This log is written to its file again; ${lost} lines in between are not in the file.`,
    );
  }

  async #read(before: number, limit: number, isWanted: (text: string) => boolean): Promise<LogLine[]> {
    const found: LogLine[] = [];
    // Number of the line after the stretch in hand, for those that are not numbered yet.
    let nextSeq = this.#earlierLastSeq + 1;
    for (const [index, stretches] of this.#files.entries()) {
      let bytes: Buffer | undefined;
      for (const stretch of [...stretches].reverse()) {
        if (stretch.firstSeq === undefined || stretch.firstSeq < before) {
          try {
            bytes ??= await readFile(pathOf(this.path, index));
          } catch {
            // Removed by somebody: without it those before cannot be numbered either.
            return found.reverse();
          }
          const texts = splitLines(bytes.toString('utf8', stretch.from, stretch.to));
          stretch.firstSeq ??= nextSeq - texts.length;
          for (let at = texts.length - 1; at >= 0; at -= 1) {
            const seq = stretch.firstSeq + at;
            if (seq >= before) continue;
            const line = parseLine(texts[at] ?? '', seq, found.at(-1)?.at);
            if (isWanted(line.text)) found.push(line);
            if (found.length >= limit) return found.reverse();
          }
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        nextSeq = Math.min(nextSeq, stretch.firstSeq);
      }
    }
    return found.reverse();
  }
}

const pathOf = (path: string, index: number): string => (index === 0 ? path : `${path}.${index}`);

/** How a log of so many bytes is divided into files. */
function divided(bytes: number): { fileBytes: number; fileCount: number } {
  const fileCount = Math.max(MIN_FILES, Math.ceil(bytes / MAX_FILE_BYTES));
  return { fileBytes: Math.floor(bytes / fileCount), fileCount };
}

/** The batch in pieces of which each fits into a file, cut between lines; a line that is larger has a file to itself. */
function piecesOf(batch: Batch, fileBytes: number): Batch[] {
  const bytes = Buffer.from(batch.text);
  if (bytes.length <= fileBytes) return [batch];
  const pieces: Batch[] = [];
  let { firstSeq } = batch;
  for (let start = 0; start < bytes.length; ) {
    const fits = bytes.lastIndexOf(LINE_FEED, Math.min(start + fileBytes, bytes.length) - 1);
    const end = (fits >= start ? fits : bytes.indexOf(LINE_FEED, start)) + 1;
    const piece = bytes.subarray(start, end);
    const count = countLines(piece);
    pieces.push({ firstSeq, count, text: piece.toString() });
    firstSeq += count;
    start = end;
  }
  return pieces;
}

/**
 * Removes what goes beyond the limits, the oldest first. The newest file stays, if need be without its beginning. Works at
 * once, so that nobody can begin to write meanwhile; the log must not be open elsewhere.
 * @param first number of the newest that counts
 * @returns how many files are left, and what went from the beginning of the oldest of them
 */
export function trimFiles(
  path: string,
  bytes: number,
  notBefore: number,
  first = 0,
): { count: number; removed: Buffer } {
  let room = bytes;
  for (let index = first; ; index += 1) {
    const part = pathOf(path, index);
    const stats = statsOf(part);
    if (!stats) return { count: index, removed: NOTHING };
    if (index > 0 && (room <= 0 || stats.mtimeMs < notBefore)) {
      removeFrom(path, index);
      return { count: index, removed: NOTHING };
    }
    if (stats.size > room) {
      removeFrom(path, index + 1);
      return { count: index + 1, removed: cutBeginning(part, stats, room) };
    }
    room -= stats.size;
  }
}

const NOTHING = Buffer.alloc(0);
const LINE_FEED = 10;

/** Leaves the last whole lines of a file that take at most `room` bytes. @returns what went */
function cutBeginning(path: string, { atime, mtime }: Stats, room: number): Buffer {
  const bytes = readFileSync(path);
  // After the line feed that ends the last line which does not fit.
  const end = bytes.indexOf(LINE_FEED, Math.max(0, bytes.length - room - 1)) + 1;
  const cut = end === 0 ? bytes.length : end;
  const temporary = `${path}.cutting`;
  writeFileSync(temporary, bytes.subarray(cut), { mode: 0o600 });
  // When it was last written to decides when it goes.
  utimesSync(temporary, atime, mtime);
  renameSync(temporary, path);
  return bytes.subarray(0, cut);
}

/** The stretches of a file of which the beginning was removed. */
function withoutBeginning(stretches: Stretch[], removed: Buffer): Stretch[] {
  const cut = removed.length;
  return stretches
    .filter(({ to }) => to > cut)
    .map((stretch) => {
      const { from, to, firstSeq, count } = stretch;
      const gone = from < cut ? countLines(removed.subarray(from)) : 0;
      return {
        from: Math.max(from, cut) - cut,
        to: to - cut,
        // What is not numbered yet is numbered from its end.
        firstSeq: firstSeq === undefined ? undefined : firstSeq + gone,
        count: firstSeq === undefined ? count : count - gone,
      };
    });
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

/** Removes the files from a number on, those beyond a gap in the numbers too. */
export function removeFrom(path: string, index: number): void {
  for (const file of filesOf(path)) if (file.index >= index) rmSync(file.path, { force: true });
}

/** When any of the files was last written to; ms since 1970. */
export function lastWriteOf(path: string): number {
  return Math.max(...filesOf(path).map((file) => statsOf(file.path)?.mtimeMs ?? 0));
}

function filesOf(path: string): { path: string; index: number }[] {
  const folder = dirname(path);
  const name = basename(path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((entry) => {
    const index =
      entry === name ? 0 : entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : -1;
    return index >= 0 ? [{ path: join(folder, entry), index }] : [];
  });
}

const sizeOf = (path: string): number | undefined => statsOf(path)?.size;

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // There is none yet.
    return undefined;
  }
}

function readTail(path: string, bytes: number): { text: string; isWhole: boolean } {
  try {
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
    // Unreadable: the log starts anew, and writing will tell what is wrong.
    return { text: '', isWhole: true };
  }
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (out|err|host) (.*)$/s;

/** A line of another form was cut by a crash, or written by somebody else: it takes the time of its neighbour. */
function parseLine(text: string, seq: number, neighbourAt = new Date(0).toISOString()): LogLine {
  const [, at = neighbourAt, stream = 'host', rest = text] = LINE.exec(text) ?? [];
  return { seq, at, stream: stream as LogLine['stream'], text: rest };
}
