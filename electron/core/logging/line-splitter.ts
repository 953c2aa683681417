/** Turns chunks of bytes into lines, in bounded memory and whatever is in them. */
import type { Clock } from '../clock.ts';

/** Bytes after which a line is cut; what follows up to its end is dropped. */
export const MAX_LINE_BYTES = 64 * 1024;
/** Milliseconds between two states of a progress bar, which rewrites its line with a lone carriage return. */
const PROGRESS_INTERVAL = 500;

const LF = 10;
const CR = 13;

/**
 * Splits at LF and CRLF. A lone CR means that the line is written anew: of such states one is kept every half second,
 * and the last. Invalid UTF-8 becomes U+FFFD; a character across two chunks stays whole, for lines are decoded whole.
 */
export class LineSplitter {
  readonly #clock: Clock;
  #parts: Buffer[] = [];
  #length = 0;
  /** The line was cut and given out; the rest of it is passed over. */
  #isCut = false;
  #endedWithCr = false;
  /** Last state of a line that is being rewritten, not given out yet. */
  #state: string | undefined;
  #stateAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The lines that `chunk` completes. Keeps no reference to it longer than its last line needs. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    // The CR that ended the chunk before decides now: the first half of a CRLF, or a line to be rewritten.
    if (this.#endedWithCr && chunk.length > 0) {
      this.#endedWithCr = false;
      if (chunk[0] === LF) {
        this.#endLine(lines);
        start = 1;
      } else {
        this.#endState(lines);
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
          this.#endState(lines);
        }
        cr = chunk.indexOf(CR, start);
      } else {
        this.#append(chunk.subarray(start, lf), lines);
        this.#endLine(lines);
        start = lf + 1;
        lf = chunk.indexOf(LF, start);
      }
    }
    // A copy: the chunk may be a piece of a large buffer.
    if (start < chunk.length) this.#append(Buffer.from(chunk.subarray(start)), lines);
    return lines;
  }

  /** The line that has no end, at the end of the stream. */
  end(): string[] {
    const lines: string[] = [];
    this.#endedWithCr = false;
    if (this.#length > 0 && !this.#isCut) this.#endLine(lines);
    else if (this.#state !== undefined) lines.push(this.#state);
    this.#state = undefined;
    return lines;
  }

  #append(bytes: Buffer, lines: string[]): void {
    if (this.#isCut || bytes.length === 0) return;
    const room = MAX_LINE_BYTES - this.#length;
    if (bytes.length <= room) {
      this.#parts.push(bytes);
      this.#length += bytes.length;
      return;
    }
    this.#parts.push(bytes.subarray(0, wholeCharacters(bytes, room)));
    lines.push(`${this.#take()} … (line cut at 64 kB)`);
    this.#isCut = true;
  }

  #endLine(lines: string[]): void {
    // What replaces it has come, so the state that was held back is not needed any more.
    const isRewritten = this.#state !== undefined;
    const state = this.#state;
    this.#state = undefined;
    if (this.#isCut) this.#isCut = false;
    else {
      const text = this.#take();
      // A bare line feed after a progress bar ends the bar: its last state is the line.
      lines.push(isRewritten && text === '' ? (state ?? '') : text);
    }
  }

  #endState(lines: string[]): void {
    if (this.#isCut) {
      this.#isCut = false;
      return;
    }
    const text = this.#take();
    // Many bars begin with the CR, so that the first state is empty.
    if (text === '') return;
    const now = this.#clock.now();
    if (now - this.#stateAt < PROGRESS_INTERVAL) {
      this.#state = text;
      return;
    }
    this.#stateAt = now;
    this.#state = undefined;
    lines.push(text);
  }

  #take(): string {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return bytes.toString('utf8');
  }
}

/** At most `limit`, less the bytes of a UTF-8 character that would be cut in two. */
function wholeCharacters(bytes: Buffer, limit: number): number {
  let end = limit;
  while (end > 0 && limit - end < 3 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
