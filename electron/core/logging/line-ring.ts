/** The newest lines of a log in memory, within bounds of lines and bytes. */
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import { LineChunk } from '../line-chunk.ts';
import { makeBatch, type TextBatch } from '../text-batch.ts';
import type { LogPageBuilder } from './log-page.ts';

/** Bytes of a ring beside its {@link MAX_LOG_LINES}: of text, and of what a line costs besides. */
export const MAX_RING_BYTES = 4 * 1024 * 1024;
const LINE_COST = 100;
/** Bytes of the buffers into which chunks are copied, and below which a chunk is kept as it is. */
const SLOT_BYTES = 64 * 1024;
const MIN_COPIED_BYTES = 4096;

export class LineRing {
  /** In order of their numbers, which have no gap; those before `#head` are dropped. */
  #batches: TextBatch[] = [];
  #head = 0;
  /** Lines of the first batch that are dropped, and the bytes that the others count. */
  #dropped = 0;
  #headBytes = 0;
  #lines = 0;
  #bytes = 0;
  /** Buffers of chunks that were dropped. Memory that lives long and is freed often would keep the garbage collector busy. */
  readonly #freeSlots: Buffer[] = [];

  /** Number of the oldest line that is kept; undefined where there is none. */
  get firstSeq(): number | undefined {
    const first = this.#batches[this.#head];
    return first && first.firstSeq + this.#dropped;
  }

  /** @param batch has one line at least */
  push(added: TextBatch): void {
    const batch = this.#toKeep(added);
    if (this.#lines === 0) this.#headBytes = costOf(batch);
    this.#batches.push(batch);
    this.#lines += batch.count;
    this.#bytes += costOf(batch);
    while (this.#lines > MAX_LOG_LINES) this.#drop(this.#lines - MAX_LOG_LINES);
    while (this.#bytes > MAX_RING_BYTES && this.#lines > 1) this.#drop(1);
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
      if (batch.firstSeq > last) continue;
      const { at, count, firstSeq, stream, texts } = batch;
      const oldest = index === this.#head ? this.#dropped : 0;
      for (let place = Math.min(count - 1, last - firstSeq); place >= oldest; place -= 1) {
        if (!visit({ seq: firstSeq + place, at, stream, text: texts[place] ?? '' })) return;
      }
    }
  }

  /** Drops the oldest lines, `count` at most and all of one batch. */
  #drop(count: number): void {
    const oldest = this.#batches[this.#head];
    if (oldest === undefined) return;
    const left = oldest.count - this.#dropped;
    const dropped = Math.min(count, left);
    const bytes = dropped === left ? this.#headBytes : this.#costOfOldest(oldest, dropped, left);
    this.#bytes -= bytes;
    this.#headBytes -= bytes;
    this.#lines -= dropped;
    this.#dropped += dropped;
    if (dropped < left) return;
    if (oldest.chunk !== undefined && isInSlot(oldest.chunk)) this.#freeSlots.push(slotOf(oldest.chunk));
    this.#dropped = 0;
    this.#head += 1;
    const next = this.#batches[this.#head];
    this.#headBytes = next === undefined ? 0 : costOf(next);
  }

  /** A large chunk is copied, because it is part of a buffer that its pipe has filled. */
  #toKeep(batch: TextBatch): TextBatch {
    const { chunk } = batch;
    if (chunk === undefined || chunk.bytes.length < MIN_COPIED_BYTES || chunk.bytes.length > SLOT_BYTES)
      return batch;
    const slot = this.#freeSlots.pop() ?? Buffer.allocUnsafeSlow(SLOT_BYTES);
    chunk.bytes.copy(slot);
    return makeBatch(batch, new LineChunk(slot.subarray(0, chunk.bytes.length), chunk.count));
  }

  /** What the first `count` of the `left` lines of the first batch count. Those of a chunk count alike: they are not made texts for this. */
  #costOfOldest(oldest: TextBatch, count: number, left: number): number {
    if (oldest.chunk !== undefined) return (this.#headBytes * count) / left;
    return oldest.texts
      .slice(this.#dropped, this.#dropped + count)
      .reduce((sum, text) => sum + text.length + LINE_COST, 0);
  }
}

const isInSlot = ({ bytes }: LineChunk) =>
  bytes.length >= MIN_COPIED_BYTES && bytes.buffer.byteLength === SLOT_BYTES;

const slotOf = ({ bytes }: LineChunk) => Buffer.from(bytes.buffer, 0, SLOT_BYTES);

function costOf(batch: TextBatch): number {
  if (batch.chunk !== undefined) return batch.chunk.bytes.length + batch.count * LINE_COST;
  return batch.texts.reduce((sum, text) => sum + text.length + LINE_COST, 0);
}
