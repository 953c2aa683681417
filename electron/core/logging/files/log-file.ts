/**
 * The part of a backend's log that is on disk: lines are written with their time and stream, and read by their number. Lines of
 * earlier runs of the program are numbered downwards from those of this one, when somebody first asks for them.
 */

import { type FileHandle, open } from 'node:fs/promises';
import type { LogLine } from '../../../../shared/events.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { TextBatch } from '../../text-batch.ts';
import { type CountedLines, countFileLines } from '../count-lines.ts';
import { formatLines, linePrefix, MIN_LINE_BYTES, parseLine } from '../line-format.ts';
import type { LogPageBuilder } from '../log-page.ts';
import { PrefixedLines } from '../prefixed-lines.ts';
import type { FoundMarker } from '../runs/run-list.ts';
import { LineIndex, type Stretch } from './line-index.ts';
import { assertNoPipe, logFilePath, readTail } from './log-files-on-disk.ts';
import { RotatingFile } from './rotating-file.ts';

export interface LogFileOptions {
  /** Of the newest file. */
  path: string;
  /** Bytes of all files together; asked whenever it matters, for it may change. */
  bytes: () => number;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Called once when the disk begins to fail, with the reason as a sentence without its full stop. */
  onFailure: (reason: HostText) => void;
  /** Called once when it works again. @param lost lines that are not in the files */
  onRecovery: (lost: number) => void;
  /** Called with the marks of runs that were found in files of an earlier run of the program, in the order of their lines. */
  onMarkers: (markers: FoundMarker[]) => void;
}

/** A stretch whose lines are numbered. */
export type NumberedStretch = Stretch & { firstSeq: number };

export class LogFile {
  readonly #file: RotatingFile;
  readonly #index = new LineIndex();
  readonly #onMarkers: LogFileOptions['onMarkers'];
  /** Number of the last line of earlier runs. */
  #earlierLastSeq = 0;

  constructor({ path, bytes, now, onFailure, onRecovery, onMarkers }: LogFileOptions) {
    this.#onMarkers = onMarkers;
    this.#file = new RotatingFile({
      path,
      bytes,
      now,
      index: this.#index,
      onFailure,
      onRecovery,
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
    // Older lines are numbered downwards from here; there are numbers for all of them.
    this.#earlierLastSeq = Math.max(kept.length, Math.ceil(total / MIN_LINE_BYTES));
    const lines: LogLine[] = [];
    for (const [index, text] of kept.entries())
      lines.push(parseLine(text, this.#earlierLastSeq - kept.length + 1 + index, lines.at(-1)?.at));
    return { lines, lastSeq: this.#earlierLastSeq };
  }

  /** Queues lines with numbers that follow those before. Never throws and never waits. */
  append(batch: TextBatch): void {
    const { at, chunk, count, firstSeq, stream } = batch;
    const lines =
      chunk === undefined
        ? formatLines(at, stream, batch.texts)
        : new PrefixedLines(chunk, linePrefix(at, stream));
    this.#file.append({ firstSeq, count, lines });
  }

  /** Queues the mark of a run as a line. @param text its JSON */
  appendMarker({ at, firstSeq, text }: { at: string; firstSeq: number; text: string }): void {
    this.#file.append({ firstSeq, count: 1, lines: formatLines(at, 'run', [text]) });
  }

  /** See {@link RotatingFile.retry}. */
  retry(): Promise<boolean> {
    return this.#file.retry();
  }

  /** Resolves when more may be appended; undefined where that is now. */
  whenWritable(): Promise<void> | undefined {
    return this.#file.whenWritable();
  }

  /** Offers lines to a page, the newest first, until it is full. @param before only lines with a smaller number */
  read(page: LogPageBuilder, before = Number.POSITIVE_INFINITY): Promise<void> {
    return this.#file.afterWrites(() => this.#read(page, before));
  }

  /** Offers lines to a page, from the oldest that is not before `from` on, until it is full. */
  readForwards(page: LogPageBuilder, from: number): Promise<void> {
    return this.#file.afterWrites(async () => {
      for (const { stretch, index } of await this.#stretches()) {
        if (stretch.firstSeq + stretch.count <= from) continue;
        const texts = await this.#textsOf(index, stretch);
        let at: string | undefined;
        for (const [place, text] of texts.entries()) {
          const line = parseLine(text, stretch.firstSeq + place, at);
          at = line.at;
          if (line.seq >= from && !page.offerNext(line)) return;
        }
      }
    });
  }

  /** All lines that are in the files now, oldest first, each stretch with the number of its file. All of them are numbered then. */
  numberAll(): Promise<{ stretch: NumberedStretch; index: number }[]> {
    return this.#file.afterWrites(() => this.#stretches());
  }

  /**
   * Opens the files as they are now, so that their lines can be read while the log goes on.
   * @returns the stretches, oldest first, with the descriptor of their file; `close` must be called
   */
  openStretches(): Promise<{ stretches: (NumberedStretch & { fd: number })[]; close: () => Promise<void> }> {
    return this.#file.afterWrites(async () => {
      const handles = new Map<number, FileHandle>();
      const stretches: (NumberedStretch & { fd: number })[] = [];
      for (const { stretch, index } of await this.#stretches()) {
        const handle = handles.get(index) ?? (await this.#open(index));
        // Somebody removed or replaced it.
        if (handle === null) continue;
        handles.set(index, handle);
        stretches.push({ ...stretch, fd: handle.fd });
      }
      const close = async () => {
        await Promise.all([...handles.values()].map((handle) => handle.close()));
      };
      return { stretches, close };
    });
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
    for (const index of this.#index.files.keys()) {
      if (!(await this.#number(index))) return;
      for (const stretch of [...(this.#index.files[index] ?? [])].reverse()) {
        if (!isNumbered(stretch) || stretch.firstSeq >= before) continue;
        const texts = await this.#textsOf(index, stretch);
        for (let at = texts.length - 1; at >= 0; at -= 1) {
          const seq = stretch.firstSeq + at;
          if (seq >= before) continue;
          if (!page.offer(parseLine(texts[at] ?? '', seq, page.oldest?.at))) return;
        }
        page.countRead(stretch.to - stretch.from);
        if (page.isFull) return;
      }
    }
  }

  async #stretches(): Promise<{ stretch: NumberedStretch; index: number }[]> {
    const all: { stretch: NumberedStretch; index: number }[] = [];
    for (const index of this.#index.files.keys()) {
      if (!(await this.#number(index))) break;
      for (const stretch of [...(this.#index.files[index] ?? [])].reverse())
        if (isNumbered(stretch)) all.push({ stretch, index });
    }
    return all.reverse();
  }

  /**
   * Numbers the lines of a file. Those of all newer files must be numbered. @returns false where they cannot be: then
   * those of older files cannot be numbered either
   */
  async #number(index: number): Promise<boolean> {
    const stretches = this.#index.files[index] ?? [];
    for (const stretch of [...stretches].reverse()) {
      if (isNumbered(stretch)) continue;
      const file = await this.#open(index);
      if (file === null) return false;
      let counted: CountedLines;
      try {
        counted = await countFileLines(file, stretch.from, stretch.to);
      } catch {
        // It is not readable any more.
        return false;
      } finally {
        await file.close();
      }
      const total = counted.parts.reduce((sum, { count }) => sum + count, 0);
      const firstSeq = this.#nextSeqAfter(index, stretch) - total;
      let seq = firstSeq;
      const parts = counted.parts.map((part) => {
        const numbered = { ...part, firstSeq: seq };
        seq += part.count;
        return numbered;
      });
      this.#index.numbered(index, stretch, parts);
      this.#onMarkers(counted.markers.map(({ line, ...marker }) => ({ seq: firstSeq + line, ...marker })));
    }
    return true;
  }

  /** The number of the line that follows a stretch of an earlier run. */
  #nextSeqAfter(index: number, stretch: Stretch): number {
    const newer = this.#index.files.slice(0, index).reverse().flat();
    const after = (this.#index.files[index] ?? []).filter(({ from }) => from >= stretch.to);
    const next = [...after, ...newer].find(isNumbered);
    return Math.min(next?.firstSeq ?? Number.POSITIVE_INFINITY, this.#earlierLastSeq + 1);
  }

  async #textsOf(index: number, { from, to }: Stretch): Promise<string[]> {
    const file = await this.#open(index);
    if (file === null) return [];
    try {
      const bytes = Buffer.allocUnsafe(to - from);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
      return splitLines(bytes.toString('utf8', 0, bytesRead));
    } catch {
      // It is not readable any more.
      return [];
    } finally {
      await file.close();
    }
  }

  /** Null where somebody has removed or replaced the file. */
  async #open(index: number): Promise<FileHandle | null> {
    try {
      const path = logFilePath(this.#file.path, index);
      assertNoPipe(path);
      return await open(path, 'r');
    } catch {
      return null;
    }
  }
}

const isNumbered = (stretch: Stretch): stretch is NumberedStretch => stretch.firstSeq !== undefined;

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** The lines that are in no file. @param stretches of the files, in ascending order, as the lines are */
export function withoutStretches(
  lines: readonly LogLine[],
  stretches: readonly NumberedStretch[],
): LogLine[] {
  let index = 0;
  return lines.filter(({ seq }) => {
    for (let at = stretches[index]; at && at.firstSeq + at.count <= seq; at = stretches[index]) index += 1;
    return seq < (stretches[index]?.firstSeq ?? Number.POSITIVE_INFINITY);
  });
}
