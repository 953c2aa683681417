/** The newest lines of a log in memory, within bounds of lines and bytes. */
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import type { LogPageBuilder } from './log-page.ts';

/** Bytes of a ring beside its {@link MAX_LOG_LINES}: of text, and of what a line costs besides. */
export const MAX_RING_BYTES = 4 * 1024 * 1024;
const LINE_COST = 100;

export class LineRing {
  /** Lines in order of their numbers, which have no gap; those before `#head` are dropped. */
  #lines: LogLine[] = [];
  #head = 0;
  #bytes = 0;

  /** Number of the oldest line that is kept; undefined where there is none. */
  get firstSeq(): number | undefined {
    return this.#lines[this.#head]?.seq;
  }

  push(line: LogLine): void {
    this.#lines.push(line);
    this.#bytes += line.text.length + LINE_COST;
    while (this.#lines.length - this.#head > MAX_LOG_LINES || this.#bytes > MAX_RING_BYTES) {
      const oldest = this.#lines[this.#head];
      if (oldest === undefined || oldest === line) break;
      this.#bytes -= oldest.text.length + LINE_COST;
      this.#head += 1;
    }
    // The lines move only when as many are dropped as are kept, so that a line costs the same however long the ring is.
    if (this.#head * 2 > this.#lines.length) {
      this.#lines = this.#lines.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The last `limit` lines that `isWanted`, oldest first. @param after only lines with a higher number */
  findLast(limit: number, isWanted: (line: LogLine) => boolean, after = 0): LogLine[] {
    const found: LogLine[] = [];
    for (let index = this.#lines.length - 1; index >= this.#head && found.length < limit; index -= 1) {
      const line = this.#lines[index];
      if (line === undefined || line.seq <= after) break;
      if (isWanted(line)) found.push(line);
    }
    return found.reverse();
  }

  /** Offers all lines, the newest first, until the page is full. */
  offerTo(page: Pick<LogPageBuilder, 'offer'>): void {
    for (let index = this.#lines.length - 1; index >= this.#head; index -= 1) {
      const line = this.#lines[index];
      if (line === undefined || !page.offer(line)) break;
    }
  }

  /** The lines from one number to another, both included. All of them must be kept. */
  range(from: number, to: number): LogLine[] {
    const start = this.#head + (from - (this.firstSeq ?? from));
    return this.#lines.slice(start, start + (to - from + 1));
  }
}
