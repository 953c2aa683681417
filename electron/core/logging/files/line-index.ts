/** Knows the positions of the lines in the files of a log. */

import type { PrefixedLines } from '../prefixed-lines.ts';
import { LINE_FEED } from './log-files-on-disk.ts';

/** Bytes up to which stretches that follow each other are kept as one: reading decodes a stretch as a whole. */
export const MAX_STRETCH_BYTES = 256 * 1024;

/** A part of a file whose lines are numbered without a gap. */
export interface Stretch {
  /** Byte offsets in the file. */
  from: number;
  to: number;
  /** Number of the first line and how many there are; unknown for what an earlier run wrote, until it is counted. */
  firstSeq: number | undefined;
  count: number;
}

/** Lines with numbers without a gap, each ended by a line feed. */
export interface LineBatch {
  firstSeq: number;
  count: number;
  lines: string | PrefixedLines;
}

/** A {@link LineBatch}, or a part of one, as its file gets it. */
export interface EncodedLines {
  firstSeq: number;
  count: number;
  bytes: Buffer;
}

/** The methods are called as the files change, in the same order. */
export class LineIndex {
  /** Newest file first, as the files are numbered. */
  #files: Stretch[][] = [[]];

  get files(): readonly (readonly Stretch[])[] {
    return this.#files;
  }

  /** The log was opened. @param sizes bytes of the files that an earlier run left, newest first */
  opened(sizes: readonly number[]): void {
    this.#files = sizes.map((size) =>
      size > 0 ? [{ from: 0, to: size, firstSeq: undefined, count: 0 }] : [],
    );
    if (this.#files.length === 0) this.#files.push([]);
  }

  /** A batch was appended to the newest file. */
  appended({ firstSeq, count }: Omit<EncodedLines, 'bytes'>, from: number, to: number): void {
    const stretches = this.#files[0] ?? [];
    const last = stretches.at(-1);
    if (
      last?.firstSeq !== undefined &&
      last.firstSeq + last.count === firstSeq &&
      last.to === from &&
      to - last.from <= MAX_STRETCH_BYTES
    ) {
      last.to = to;
      last.count += count;
    } else {
      stretches.push({ from, to, firstSeq, count });
    }
    this.#files[0] = stretches;
  }

  /** The last line of the newest file had no end and got one. */
  tornLineEnded(to: number): void {
    const torn = this.#files[0]?.at(-1);
    if (torn) torn.to = to;
  }

  /** Lines of an earlier run were counted. @param counted in place of `stretch`, which had no number */
  numbered(fileIndex: number, stretch: Stretch, counted: readonly Stretch[]): void {
    const stretches = this.#files[fileIndex] ?? [];
    const at = stretches.indexOf(stretch);
    if (at >= 0) stretches.splice(at, 1, ...counted);
  }

  /** A new file was started. @param fileCount of all files, the new one included */
  rotated(fileCount: number): void {
    this.#files = [[], ...this.#files].slice(0, fileCount);
  }

  /** Only `fileCount` files are left, the oldest without its beginning. */
  trimmed(fileCount: number, removed: Buffer): void {
    this.#files = this.#files.slice(0, Math.max(1, fileCount));
    const cut = this.#files[fileCount - 1];
    if (cut && removed.length > 0) this.#files[fileCount - 1] = withoutBeginning(cut, removed);
  }

  /** Somebody else has changed the newest file. */
  newestChanged(): void {
    this.#files[0] = [];
  }

  /** All files were removed. */
  removed(): void {
    this.#files = [[]];
  }
}

function withoutBeginning(stretches: Stretch[], removed: Buffer): Stretch[] {
  const cut = removed.length;
  return stretches
    .filter(({ to }) => to > cut)
    .map((stretch) => {
      const { from, to, firstSeq, count } = stretch;
      const removedLines = from < cut ? countLines(removed.subarray(from)) : 0;
      return {
        from: Math.max(from, cut) - cut,
        to: to - cut,
        // What is not numbered yet is numbered from its end.
        firstSeq: firstSeq === undefined ? undefined : firstSeq + removedLines,
        count: firstSeq === undefined ? count : count - removedLines,
      };
    });
}

/** Divides a batch between lines into parts of at most `maxBytes`; a line that is larger has a part to itself. */
export function divideLines(batch: EncodedLines, maxBytes: number): EncodedLines[] {
  const { bytes } = batch;
  if (bytes.length <= maxBytes) return [batch];
  const parts: EncodedLines[] = [];
  let { firstSeq } = batch;
  for (let start = 0; start < bytes.length; ) {
    const lastFitting = bytes.lastIndexOf(LINE_FEED, Math.min(start + maxBytes, bytes.length) - 1);
    const end = (lastFitting >= start ? lastFitting : bytes.indexOf(LINE_FEED, start)) + 1;
    const part = bytes.subarray(start, end);
    const count = countLines(part);
    parts.push({ firstSeq, count, bytes: part });
    firstSeq += count;
    start = end;
  }
  return parts;
}

export function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}
