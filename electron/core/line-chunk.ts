/**
 * Lines of output as the bytes in which they came. A worker that floods prints them faster than they can be made strings, and
 * nearly all of them are only copied into a file.
 */
import { isAscii, isUtf8 } from 'node:buffer';

const LINE_FEED = 10;

export class LineChunk {
  /** One line at least, each ended by a line feed; valid UTF-8 without carriage returns. */
  readonly bytes: Buffer;
  readonly isAscii: boolean;
  #count: number | undefined;
  #texts: readonly string[] | undefined;

  /**
   * @param bytes whole lines, each ended by a line feed, without carriage returns; what is no UTF-8 in them becomes U+FFFD
   * @param count how many lines, where that is known
   */
  constructor(bytes: Buffer, count?: number) {
    this.#count = count;
    this.isAscii = isAscii(bytes);
    this.bytes = this.isAscii || isUtf8(bytes) ? bytes : Buffer.from(bytes.toString('utf8'));
  }

  get count(): number {
    this.#count ??= this.#countLines();
    return this.#count;
  }

  /** The lines without their line feeds. They are made when somebody asks for them first. */
  get texts(): readonly string[] {
    this.#texts ??= this.bytes
      .toString(this.isAscii ? 'latin1' : 'utf8', 0, this.bytes.length - 1)
      .split('\n');
    return this.#texts;
  }

  /** A character for each byte, to search: it is the text where the chunk is ASCII. Made anew each time, so that it is soon gone. */
  asLatin1(): string {
    return this.bytes.toString('latin1');
  }

  /** Its first line where all are the same, as programs that flood often print them; undefined where they differ. */
  get onlyLine(): string | undefined {
    const { bytes } = this;
    const length = bytes.indexOf(LINE_FEED) + 1;
    // A text that is the same when it is shifted by a line repeats that line.
    if (!bytes.subarray(length).equals(bytes.subarray(0, bytes.length - length))) return undefined;
    return bytes.toString('utf8', 0, length - 1);
  }

  #countLines(): number {
    let count = 0;
    for (let at = this.bytes.indexOf(LINE_FEED); at >= 0; at = this.bytes.indexOf(LINE_FEED, at + 1))
      count += 1;
    return count;
  }
}
