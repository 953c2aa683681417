/** The lines of a chunk, each with the same text before it, as they are written into the file of a log. */
import type { LineChunk } from '../line-chunk.ts';

const LINE_FEED = 10;
/**
 * Bytes that are copied at once, as a number: V8 makes one instruction of each. The bits of a number stay as they are unless it is
 * NaN, which would need a byte from 0xF0 on with 0x7F or 0xFF behind it, and no valid UTF-8 has that.
 */
const WORD = 8;
/** Bytes up to which a line is copied word by word. For a longer one, a call that copies any length is faster. */
const MAX_COPIED_BY_WORDS = 200;

export class PrefixedLines {
  readonly #chunk: LineChunk;
  readonly #prefix: Buffer;

  /** @param prefix ASCII */
  constructor(chunk: LineChunk, prefix: string) {
    this.#chunk = chunk;
    this.#prefix = Buffer.from(prefix, 'latin1');
  }

  /** Bytes. */
  get length(): number {
    return this.#chunk.bytes.length + this.#chunk.count * this.#prefix.length;
  }

  /**
   * Writes them at `start`. It runs for each line of a flood, so it makes no object for a line, and calls no function of the
   * system but to find its end.
   * @param target has {@link SLACK} bytes behind them, which may be changed
   */
  writeTo(target: Buffer, start: number): void {
    const { bytes } = this.#chunk;
    const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const to = new DataView(target.buffer, target.byteOffset, target.length);
    const prefix = wholeWords(this.#prefix);
    const prefixLength = this.#prefix.length;
    let written = start;
    for (let line = 0; line < bytes.length; ) {
      const end = bytes.indexOf(LINE_FEED, line) + 1;
      for (let at = 0; at < prefixLength; at += WORD)
        to.setFloat64(written + at, prefix.getFloat64(at, true), true);
      written += prefixLength;
      const length = end - line;
      // The last word of a line may reach beyond it; what it writes there is written over by the next line.
      if (length <= MAX_COPIED_BY_WORDS && end + WORD <= bytes.length)
        for (let at = 0; at < length; at += WORD)
          to.setFloat64(written + at, from.getFloat64(line + at, true), true);
      else target.set(bytes.subarray(line, end), written);
      written += length;
      line = end;
    }
  }
}

/** Bytes. */
export const SLACK = WORD;

function wholeWords(bytes: Buffer): DataView {
  const padded = new Uint8Array(Math.ceil(bytes.length / WORD) * WORD);
  padded.set(bytes);
  return new DataView(padded.buffer);
}
