/** The newest lines of a log in memory, within bounds of lines and bytes. */
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import type { TextBatch } from '../text-batch.ts';
import type { LogPageBuilder } from './log-page.ts';

/** Bytes of a ring beside its {@link MAX_LOG_LINES}: of text, and of what a line costs besides. */
export const MAX_RING_BYTES = 4 * 1024 * 1024;
const LINE_COST = 100;

export class LineRing {
  /** In order of their numbers, which have no gap; those before `#head` are dropped. */
  #batches: TextBatch[] = [];
  #head = 0;
  /** Lines of the first batch that are dropped. */
  #dropped = 0;
  #lines = 0;
  #bytes = 0;

  /** Number of the oldest line that is kept; undefined where there is none. */
  get firstSeq(): number | undefined {
    const first = this.#batches[this.#head];
    return first && first.firstSeq + this.#dropped;
  }

  /** @param batch has one line at least */
  push(batch: TextBatch): void {
    this.#batches.push(batch);
    this.#lines += batch.texts.length;
    for (const text of batch.texts) this.#bytes += text.length + LINE_COST;
    while (this.#lines > MAX_LOG_LINES || (this.#bytes > MAX_RING_BYTES && this.#lines > 1)) this.#dropLine();
    // The batches move only when as many are dropped as are kept, so that one costs the same however long the ring is.
    if (this.#head * 2 > this.#batches.length) {
      this.#batches = this.#batches.slice(this.#head);
      this.#head = 0;
    }
  }

  /** The last `limit` lines that `isWanted`, oldest first. @param after only lines with a higher number */
  findLast(limit: number, isWanted: (line: LogLine) => boolean, after = 0): LogLine[] {
    const found: LogLine[] = [];
    if (limit > 0)
      this.#eachBackwards((line) => {
        if (line.seq <= after) return false;
        if (isWanted(line)) found.push(line);
        return found.length < limit;
      });
    return found.reverse();
  }

  /** Offers all lines, the newest first, until the page is full. */
  offerTo(page: Pick<LogPageBuilder, 'offer'>): void {
    this.#eachBackwards((line) => page.offer(line));
  }

  /** The lines from one number to another, both included. All of them must be kept. */
  range(from: number, to: number): LogLine[] {
    const lines: LogLine[] = [];
    this.#eachBackwards((line) => {
      if (line.seq < from) return false;
      lines.push(line);
      return true;
    }, to);
    return lines.reverse();
  }

  /** @param visit returns false to end it @param last number of the first line that is visited, which is the newest one */
  #eachBackwards(visit: (line: LogLine) => boolean, last = Number.POSITIVE_INFINITY): void {
    for (let index = this.#batches.length - 1; index >= this.#head; index -= 1) {
      const batch = this.#batches[index];
      if (batch === undefined) return;
      const { at, firstSeq, stream, texts } = batch;
      const oldest = index === this.#head ? this.#dropped : 0;
      for (let place = Math.min(texts.length - 1, last - firstSeq); place >= oldest; place -= 1) {
        if (!visit({ seq: firstSeq + place, at, stream, text: texts[place] ?? '' })) return;
      }
    }
  }

  #dropLine(): void {
    const oldest = this.#batches[this.#head];
    if (oldest === undefined) return;
    this.#bytes -= (oldest.texts[this.#dropped]?.length ?? 0) + LINE_COST;
    this.#lines -= 1;
    this.#dropped += 1;
    if (this.#dropped < oldest.texts.length) return;
    this.#dropped = 0;
    this.#head += 1;
  }
}
