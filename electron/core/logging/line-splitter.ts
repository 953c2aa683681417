/** Splits chunks of bytes into lines, in bounded memory, whatever the chunks contain. */
import { isAscii } from 'node:buffer';
import type { Clock } from '../clock.ts';
import { LineChunk } from '../line-chunk.ts';

/** Bytes after which a line is cut; the rest of the line is dropped. */
export const MAX_LINE_BYTES = 64 * 1024;
/** Bytes of {@link LineSplitter.unfinished}. */
const MAX_UNFINISHED_BYTES = 1024;
/** Milliseconds between two states that are kept of a progress bar which takes longer than that. */
const PROGRESS_INTERVAL = 60_000;

const LF = 10;
const CR = 13;

/**
 * Splits at LF and CRLF. A lone CR means that the line is rewritten, as progress bars do: its last state is the line, as on a terminal,
 * and one is kept every {@link PROGRESS_INTERVAL} until then. Invalid UTF-8 becomes U+FFFD. A character across two chunks stays whole, because lines are decoded whole.
 */
export class LineSplitter {
  readonly #clock: Clock;
  readonly #decode: (line: Buffer) => string;
  readonly #isUtf8: boolean;
  #parts: Buffer[] = [];
  #length = 0;
  /** The line was cut and returned; the rest of it is dropped. */
  #isCut = false;
  #endedWithCr = false;
  /** Last state of a line that is being rewritten, not returned yet. */
  #progress: string | undefined;
  /** When its last state was returned, or it was first rewritten; undefined where it was not. */
  #progressAt: number | undefined;

  /** @param decode the text of a line; UTF-8 when left out */
  constructor(clock: Clock, decode?: (line: Buffer) => string) {
    this.#clock = clock;
    this.#isUtf8 = decode === undefined;
    this.#decode = decode ?? ((line) => line.toString('utf8'));
  }

  /** @returns the lines that `chunk` completes. The chunk must not be changed until its last line is complete. */
  push(chunk: Buffer): string[] {
    return this.takeWholeLines(chunk)?.flatMap(({ texts }) => texts) ?? this.#pushAny(chunk);
  }

  /**
   * Splits at once what holds nothing unusual, in a fraction of the time. Null where it holds something unusual: then it is to be
   * pushed. What is returned shares its memory with the chunk.
   * @param lineFeeds in the chunk, where that is known
   */
  takeWholeLines(chunk: Buffer, lineFeeds?: number): LineChunk[] | null {
    if (this.#isCut || this.#endedWithCr || this.#progressAt !== undefined) return null;
    const first = chunk.indexOf(LF);
    // No line in it is too long, together with the beginning of the first that is there already.
    if (first < 0 || chunk.length > MAX_LINE_BYTES || first + this.#length > MAX_LINE_BYTES) return null;
    // Another encoding is decided on for each line.
    if (chunk.includes(CR) || (!this.#isUtf8 && !this.#isAscii(chunk))) return null;
    const chunks: LineChunk[] = [];
    let start = 0;
    if (this.#length > 0) {
      start = first + 1;
      chunks.push(new LineChunk(Buffer.concat([...this.#parts, chunk.subarray(0, start)]), 1));
    }
    const end = chunk.lastIndexOf(LF) + 1;
    const count = lineFeeds === undefined ? undefined : lineFeeds - chunks.length;
    if (end > start) chunks.push(new LineChunk(chunk.subarray(start, end), count));
    // A copy: the chunk may be a piece of a large buffer.
    this.#parts = end === chunk.length ? [] : [Buffer.from(chunk.subarray(end))];
    this.#length = chunk.length - end;
    return chunks;
  }

  #isAscii(chunk: Buffer): boolean {
    return isAscii(chunk) && this.#parts.every((part) => isAscii(part));
  }

  #pushAny(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    // The chunk before ended with a CR. Only now it is known whether that was half of a CRLF, or rewrites a line.
    if (this.#endedWithCr && chunk.length > 0) {
      this.#endedWithCr = false;
      if (chunk[0] === LF) {
        this.#endLine(lines);
        start = 1;
      } else {
        this.#endProgress(lines);
      }
    }
    let lf = chunk.indexOf(LF, start);
    let cr = chunk.indexOf(CR, start);
    while (lf >= 0 || cr >= 0) {
      if (cr >= 0 && (lf < 0 || cr < lf)) {
        this.#append(chunk.subarray(start, cr), lines);
        start = cr + 1;
        if (start === chunk.length) {
          this.#endedWithCr = true;
          return lines;
        }
        if (chunk[start] === LF) {
          this.#endLine(lines);
          start += 1;
          lf = chunk.indexOf(LF, start);
        } else {
          this.#endProgress(lines);
        }
        cr = chunk.indexOf(CR, start);
      } else {
        this.#append(chunk.subarray(start, lf), lines);
        this.#endLine(lines);
        start = lf + 1;
        lf = chunk.indexOf(LF, start);
      }
    }
    // A copy: the chunk may be a piece of a large buffer. The rest of a line that was cut is dropped, as large as it may be.
    if (start < chunk.length && !this.#isCut) this.#append(Buffer.from(chunk.subarray(start)), lines);
    return lines;
  }

  /** The end of the line that has no end yet, as it stands now; empty where there is none. */
  unfinished(): string {
    if (this.#length === 0) return this.#progress ?? '';
    const bytes: Buffer[] = [];
    let length = 0;
    for (let index = this.#parts.length - 1; index >= 0 && length < MAX_UNFINISHED_BYTES; index--) {
      const part = this.#parts[index] ?? Buffer.alloc(0);
      bytes.unshift(part);
      length += part.length;
    }
    return Buffer.concat(bytes).subarray(-MAX_UNFINISHED_BYTES).toString('utf8');
  }

  /** Must be called at the end of the stream. @returns the last line, where it has no end */
  end(): string[] {
    const lines: string[] = [];
    this.#endedWithCr = false;
    if (this.#length > 0 && !this.#isCut) this.#endLine(lines);
    else if (this.#progress !== undefined) lines.push(this.#progress);
    this.#progress = undefined;
    this.#progressAt = undefined;
    return lines;
  }

  #append(bytes: Buffer, lines: string[]): void {
    if (this.#isCut || bytes.length === 0) return;
    const bytesLeft = MAX_LINE_BYTES - this.#length;
    if (bytes.length <= bytesLeft) {
      this.#parts.push(bytes);
      this.#length += bytes.length;
      return;
    }
    this.#parts.push(bytes.subarray(0, lengthOfWholeCharacters(bytes, bytesLeft)));
    lines.push(`${this.#takeLine()} … (line cut at 64 kB)`);
    this.#isCut = true;
  }

  #endLine(lines: string[]): void {
    const isRewritten = this.#progressAt !== undefined;
    const progress = this.#progress;
    this.#progress = undefined;
    this.#progressAt = undefined;
    if (this.#isCut) {
      this.#isCut = false;
      return;
    }
    const text = this.#takeLine();
    // The line that replaces the state is complete, so the state is not needed any more. A line feed alone ends the bar, and
    // its last state is the line.
    if (!isRewritten || text !== '') lines.push(text);
    else if (progress !== undefined) lines.push(progress);
  }

  #endProgress(lines: string[]): void {
    if (this.#isCut) {
      this.#isCut = false;
      return;
    }
    const text = this.#takeLine();
    // Many bars begin with the CR, so that the first state is empty.
    if (text === '') return;
    const now = this.#clock.now();
    this.#progressAt ??= now;
    if (now - this.#progressAt < PROGRESS_INTERVAL) {
      this.#progress = text;
      return;
    }
    this.#progressAt = now;
    this.#progress = undefined;
    lines.push(text);
  }

  #takeLine(): string {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return this.#decode(bytes);
  }
}

/** At most `limit`, less the bytes of a UTF-8 character that would be cut in two. */
function lengthOfWholeCharacters(bytes: Buffer, limit: number): number {
  let end = limit;
  while (end > 0 && limit - end < 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
