/**
 * Writes the files of a log: appends lines to the newest file, and starts a new one when that is full.
 * Invariant: lines are written whole and in order, by one writer at a time, and a disk that fails costs lines and nothing
 * else. Only this file writes into the files of a log.
 * Why it is our own: docs/decisions/002-own-file-writer.md.
 */

import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostText } from '../../../../shared/words/phrase.ts';
import { nextTurn } from '../../clock.ts';
import { describeSystemError } from '../../system-errors.ts';
import type { EncodedLines, LineBatch, LineIndex } from './line-index.ts';
import {
  assertNoPipe,
  divideLog,
  LINE_FEED,
  logFilePath,
  removeLogFiles,
  shiftLogFiles,
  sizeOf,
  trimLogFiles,
} from './log-files-on-disk.ts';
import { WriteQueue } from './write-queue.ts';

/** Bytes that wait to be written: above the first a caller should wait, until fewer than the second are left. */
const HIGH_WATER = 4 * 1024 * 1024;
const LOW_WATER = 2 * 1024 * 1024;
/** Milliseconds until a failing disk is tried again. Lines that come meanwhile are lost. */
export const RETRY_INTERVAL = 10_000;
/** Is written to try a disk that was full: more than is left of the file's last block. It is one line, for it may stay there. */
const TRIED_LINE = Buffer.from(`${' '.repeat(8191)}\n`);

export interface RotatingFileOptions {
  /** Of the newest file. */
  path: string;
  /** Bytes of all files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Is kept up to date with what is written and moved. */
  index?: LineIndex;
  /** Called once when the disk begins to fail. */
  onFailure?: (reason: HostText) => void;
  /** Called once when the disk works again. @param lost lines that are not in the file */
  onRecovery?: (lost: number) => void;
  /** Whether a write begins a turn later, so that it does not delay the reply to what is written about. */
  repliesFirst?: boolean;
  /** Makes a line for the file itself, ended by a line feed, which is written where lines are missing. */
  formatGap?: (lost: number) => string;
}

export class RotatingFile {
  readonly path: string;
  readonly #options: RotatingFileOptions;
  readonly #index: LineIndex | undefined;
  #handle: FileHandle | null = null;
  #size = 0;
  readonly #queue = new WriteQueue();
  /** Bytes that were taken from the queue and are not written yet. */
  #takenBytes = 0;
  #work: Promise<unknown> = Promise.resolve();
  #isWriteDue = false;
  #waiters: (() => void)[] = [];
  #failedAt: number | null = null;
  #lost = 0;
  /** The last line has no end: a crash of this program or of the machine cut it, or a disk that failed. */
  #endsTorn = false;

  constructor(options: RotatingFileOptions) {
    this.path = options.path;
    this.#options = options;
    this.#index = options.index;
  }

  /** Must be called once, before anything else. Synchronous: it happens at start. @returns bytes of the files, newest first */
  openExisting(): number[] {
    const sizes: number[] = [];
    for (
      let size = sizeOf(this.path);
      size !== undefined;
      size = sizeOf(logFilePath(this.path, sizes.length))
    )
      sizes.push(size);
    this.#size = sizes[0] ?? 0;
    this.#endsTorn = this.#size > 0 && !endsWithLineFeed(this.path, this.#size);
    this.#index?.opened(sizes);
    return sizes;
  }

  /** Queues lines with numbers above those before. Never throws and never waits. */
  append(batch: LineBatch): void {
    if (this.#failedAt !== null && this.#options.now() - this.#failedAt < RETRY_INTERVAL) {
      this.#lost += batch.count;
      return;
    }
    this.#queue.add(batch);
    this.#scheduleWrite();
  }

  /** Resolves when more may be appended; undefined where that is now. */
  whenWritable(): Promise<void> | undefined {
    if (this.#queue.bytes + this.#takenBytes < HIGH_WATER) return undefined;
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  /** Tries a disk that failed, for a log to which nothing is appended. Never rejects. @returns whether it can be written */
  retry(): Promise<boolean> {
    return this.#exclusively(async () => {
      if (this.#failedAt === null) return true;
      try {
        await this.#writeBytes(TRIED_LINE);
        await this.#handle?.truncate(this.#size - TRIED_LINE.length);
        this.#size -= TRIED_LINE.length;
      } catch {
        this.#failedAt = this.#options.now();
        await this.#dropHandle();
        return false;
      }
      this.#reportRecovery();
      return true;
    });
  }

  /** Runs `work` after everything that was appended is written, and before anything later is. */
  afterWrites<T>(work: () => Promise<T>): Promise<T> {
    this.#scheduleWrite();
    return this.#exclusively(work);
  }

  /** Writes what is queued and closes the file. A later line opens it again. */
  close(): Promise<void> {
    return this.afterWrites(() => this.#closeHandle());
  }

  /** Drops what is queued and removes all files. */
  async remove(): Promise<void> {
    this.#queue.clear();
    await this.close();
    await this.#exclusively(async () => {
      removeLogFiles(this.path, 0);
      this.#index?.removed();
      this.#size = 0;
    });
  }

  /** Brings the files within the limits. @param notBefore see {@link trimLogFiles} */
  trim(notBefore: number): Promise<void> {
    return this.afterWrites(async () => {
      // The next line opens it again; on Windows an open file cannot be replaced.
      await this.#closeHandle();
      const { count, removed } = this.#trim(this.#options.bytes(), notBefore, 0);
      const size = sizeOf(this.path) ?? 0;
      // As in #open: somebody else has changed the file.
      if (size !== this.#size - (count === 1 ? removed.length : 0)) this.#index?.newestChanged();
      this.#size = size;
    });
  }

  #trim(bytes: number, notBefore: number, first: number): { count: number; removed: Buffer } {
    const trimmed = trimLogFiles(this.path, bytes, notBefore, first);
    this.#index?.trimmed(trimmed.count, trimmed.removed);
    return trimmed;
  }

  /** Runs one piece of work at a time, in order. A failure concerns its own caller only. */
  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#work.then(work);
    this.#work = result.catch(() => undefined);
    return result;
  }

  #scheduleWrite(): void {
    if (this.#isWriteDue || this.#queue.lines === 0) return;
    this.#isWriteDue = true;
    void this.#exclusively(async () => {
      if (this.#options.repliesFirst) await nextTurn();
      this.#isWriteDue = false;
      await this.#writeQueue();
    });
  }

  async #writeQueue(): Promise<void> {
    const { fileBytes } = divideLog(this.#options.bytes());
    const { batches, free } = this.#queue.take(fileBytes);
    this.#takenBytes = totalLength(batches);
    try {
      while (batches.length > 0) {
        const written = this.#firstThatFit(batches, fileBytes);
        await this.#writeBatches(written);
        batches.splice(0, written.length);
        this.#takenBytes -= totalLength(written);
        this.#resumeWriters();
      }
      this.#reportRecovery();
    } catch (error) {
      for (const batch of batches) this.#lost += batch.count;
      await this.#reportFailure(error);
    }
    free();
    this.#takenBytes = 0;
    this.#resumeWriters();
  }

  #resumeWriters(): void {
    if (this.#queue.bytes + this.#takenBytes < LOW_WATER)
      for (const resolve of this.#waiters.splice(0)) resolve();
  }

  /** The first batches, as many as follow each other in memory and fit into the file; one at least. */
  #firstThatFit(batches: readonly EncodedLines[], fileBytes: number): readonly EncodedLines[] {
    let size = this.#size;
    const end = batches.findIndex(({ bytes }, index) => {
      size += bytes.length;
      return index > 0 && (size > fileBytes || !isDirectlyAfter(bytes, batches[index - 1]?.bytes));
    });
    return end < 0 ? batches.slice() : batches.slice(0, end);
  }

  /** @param batches follow each other in memory */
  async #writeBatches(batches: readonly EncodedLines[]): Promise<void> {
    const { formatGap } = this.#options;
    const bytes = joined(batches);
    if (this.#lost > 0 && formatGap !== undefined) {
      // In one piece with the batches: where that fails again, no number is left that is soon wrong.
      await this.#writeBytes(Buffer.concat([Buffer.from(formatGap(this.#lost)), bytes]));
      this.#lost = 0;
    } else {
      await this.#writeBytes(bytes);
    }
    let from = this.#size - bytes.length;
    for (const batch of batches) {
      const to = from + batch.bytes.length;
      this.#index?.appended(batch, from, to);
      from = to;
    }
  }

  /** Appends whole lines. @throws Error of the file system; then nothing of them is left */
  async #writeBytes(bytes: Buffer): Promise<void> {
    if (this.#size > 0 && this.#size + bytes.length > divideLog(this.#options.bytes()).fileBytes)
      await this.#rotate();
    this.#handle ??= await this.#open();
    if (this.#endsTorn) {
      await this.#handle.appendFile('\n');
      this.#size += 1;
      this.#endsTorn = false;
      this.#index?.tornLineEnded(this.#size);
    }
    const from = this.#size;
    try {
      await writeAll(this.#handle, bytes);
    } catch (error) {
      // Half a line may stand at the end. Whether it can be cut off depends on the disk that just failed.
      await this.#handle.truncate(from).catch(() => {
        this.#endsTorn = true;
      });
      throw error;
    }
    this.#size += bytes.length;
  }

  async #open(): Promise<FileHandle> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    assertNoPipe(this.path);
    const handle = await open(this.path, 'a', 0o600);
    const { size } = await handle.stat();
    // Somebody else may have emptied or removed the file; then what was known of it is void.
    if (size !== this.#size) {
      this.#size = size;
      this.#index?.newestChanged();
    }
    if (size === 0) this.#endsTorn = false;
    return handle;
  }

  async #rotate(): Promise<void> {
    await this.#closeHandle();
    const bytes = this.#options.bytes();
    const { fileBytes, fileCount } = divideLog(bytes);
    await shiftLogFiles(this.path, fileCount);
    this.#index?.rotated(fileCount);
    this.#size = 0;
    // Files from before the limit was lowered are larger than those that are made now.
    this.#trim(bytes - fileBytes, Number.NEGATIVE_INFINITY, 1);
  }

  async #closeHandle(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  /** After a failure: the next try opens what lies at the path then. */
  async #dropHandle(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close().catch(() => {
      // It failed before, and that failure is reported.
    });
  }

  async #reportFailure(error: unknown): Promise<void> {
    const isNew = this.#failedAt === null;
    this.#failedAt = this.#options.now();
    this.#lost += this.#queue.lines;
    this.#queue.clear();
    await this.#dropHandle();
    if (isNew) this.#options.onFailure?.(describeSystemError(error));
  }

  #reportRecovery(): void {
    if (this.#failedAt === null) return;
    const lost = this.#lost;
    this.#failedAt = null;
    this.#lost = 0;
    this.#options.onRecovery?.(lost);
  }
}

const totalLength = (batches: readonly EncodedLines[]) =>
  batches.reduce((sum, { bytes }) => sum + bytes.length, 0);

const isDirectlyAfter = (bytes: Buffer, before: Buffer | undefined) =>
  bytes.buffer === before?.buffer && bytes.byteOffset === before.byteOffset + before.length;

/** @param batches follow each other in memory @returns all of their bytes, not copied */
function joined(batches: readonly EncodedLines[]): Buffer {
  const [first] = batches;
  if (first === undefined) return Buffer.alloc(0);
  return Buffer.from(first.bytes.buffer, first.bytes.byteOffset, totalLength(batches));
}

/** Appends it by as few calls as the system allows. `FileHandle.appendFile` makes one for each half megabyte. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; )
    written += (await handle.write(bytes, written, bytes.length - written)).bytesWritten;
}

function endsWithLineFeed(path: string, size: number): boolean {
  try {
    assertNoPipe(path);
    const file = openSync(path, 'r');
    try {
      const last = Buffer.alloc(1);
      return readSync(file, last, 0, 1, size - 1) === 0 || last[0] === LINE_FEED;
    } finally {
      closeSync(file);
    }
  } catch {
    // The file cannot be read. Writing to it will report why.
    return true;
  }
}
