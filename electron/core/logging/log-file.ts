/** The part of a backend's log that is on disk: lines are written with their time and stream, and read by their number. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { LogLine } from '../../../shared/events.ts';
import { LineIndex } from './line-index.ts';
import { assertNoPipe, logFilePath } from './log-files-on-disk.ts';
import type { LogPageBuilder } from './log-page.ts';
import { RotatingFile } from './rotating-file.ts';

/** Bytes of a line without text: `2026-11-24T05:31:54.123Z out ` and the line feed. */
const MIN_LINE_BYTES = 30;

export interface LogFileOptions {
  /** Of the newest file. */
  path: string;
  /** Bytes of all files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Called once when the disk begins to fail, and once when it works again, with a text for the user. */
  onMessage: (text: string) => void;
}

export class LogFile {
  readonly #file: RotatingFile;
  readonly #index = new LineIndex();
  /** Number of the last line of earlier runs. */
  #earlierLastSeq = 0;

  constructor({ path, bytes, now, onMessage }: LogFileOptions) {
    this.#file = new RotatingFile({
      path,
      bytes,
      now,
      index: this.#index,
      onFailure: (reason) =>
        onMessage(`This log cannot be written to its file (${reason}); new lines are kept in memory only.`),
      onRecovery: (lost) =>
        onMessage(`This log is written to its file again; ${lost} lines in between are not in the file.`),
    });
  }

  /**
   * The last lines of an earlier run, at most `limit` and from the last `bytes`, and the number of the last one.
   * Synchronous: it happens at start.
   */
  openExisting(limit: number, bytes: number): { lines: LogLine[]; lastSeq: number } {
    const sizes = this.#file.openExisting();
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const tail = (sizes[0] ?? 0) > 0 ? readTail(this.#file.path, bytes) : { text: '', isWhole: true };
    const texts = splitLines(tail.text);
    if (!tail.isWhole) texts.shift();
    const kept = texts.slice(-limit);
    // Older lines are numbered downwards from here when somebody reads them; there are numbers for all of them.
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
    let text = '';
    for (const line of lines) text += `${line.at} ${line.stream} ${line.text}\n`;
    this.#file.append({ firstSeq: first.seq, count: lines.length, text });
  }

  /** Resolves when more may be appended; undefined where that is now. */
  whenWritable(): Promise<void> | undefined {
    return this.#file.whenWritable();
  }

  /** Offers lines to a page, the newest first, until it is full. @param before only lines with a smaller number */
  read(page: LogPageBuilder, before = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#file.afterWrites(() => this.#read(page, before));
  }

  /** Writes what is queued and closes the file. A later line opens it again. */
  close(): Promise<void> {
    return this.#file.close();
  }

  /** Removes all files. */
  async remove(): Promise<void> {
    await this.#file.remove();
    this.#earlierLastSeq = 0;
  }

  /** Brings the files within the limits. @param notBefore see {@link RotatingFile.trim} */
  trim(notBefore: number): Promise<void> {
    return this.#file.trim(notBefore);
  }

  async #read(page: LogPageBuilder, ringStart: number): Promise<void> {
    const before = Math.min(ringStart, page.before);
    // Number of the line after the present stretch, from which a stretch without numbers gets them.
    let nextSeq = this.#earlierLastSeq + 1;
    for (const [index, stretches] of this.#index.files.entries()) {
      let bytes: Buffer | undefined;
      for (const stretch of [...stretches].reverse()) {
        if (stretch.firstSeq === undefined || stretch.firstSeq < before) {
          try {
            const path = logFilePath(this.#file.path, index);
            assertNoPipe(path);
            bytes ??= await readFile(path);
          } catch {
            // Somebody removed or replaced it; without it the older lines cannot be numbered either.
            return;
          }
          const texts = splitLines(bytes.toString('utf8', stretch.from, stretch.to));
          stretch.firstSeq ??= nextSeq - texts.length;
          for (let at = texts.length - 1; at >= 0; at -= 1) {
            const seq = stretch.firstSeq + at;
            if (seq >= before) continue;
            if (!page.offer(parseLine(texts[at] ?? '', seq, page.oldest?.at))) return;
          }
          if (stretch.firstSeq < before) page.countRead(stretch.to - stretch.from);
          if (page.isFull) return;
          await new Promise<void>((resolve) => setImmediate(resolve));
        }
        nextSeq = Math.min(nextSeq, stretch.firstSeq);
      }
    }
  }
}

function readTail(path: string, bytes: number): { text: string; isWhole: boolean } {
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
    // The file cannot be read, so the log starts without it. Writing to it will report why.
    return { text: '', isWhole: true };
  }
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const LINE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) (out|err|host) (.*)$/s;

/** A line of another form was cut by a crash or written by somebody else; it gets the time of its neighbour. */
function parseLine(text: string, seq: number, neighbourAt = new Date(0).toISOString()): LogLine {
  const [, at = neighbourAt, stream = 'host', rest = text] = LINE.exec(text) ?? [];
  return { seq, at, stream: stream as LogLine['stream'], text: rest };
}
