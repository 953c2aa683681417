/**
 * Lines that wait to be written to a file. A chunk is copied at once into a block of memory that is used again and again: so its
 * worker prints the next one meanwhile, and a flood leaves no garbage.
 */

import { PrefixedLines, SLACK } from '../prefixed-lines.ts';
import { divideLines, type EncodedLines, type LineBatch, MAX_STRETCH_BYTES } from './line-index.ts';

const BLOCK_BYTES = 1024 * 1024;
/** Blocks that are kept for all logs together. */
const MAX_SPARE_BLOCKS = 6;
const spareBlocks: Buffer[] = [];

interface TextItem {
  firstSeq: number;
  count: number;
  text: string;
}

/** Lines of chunks, which follow each other in the buffer. */
interface Block {
  buffer: Buffer;
  /** Bytes that are in use. */
  length: number;
  batches: EncodedLines[];
}

export class WriteQueue {
  #items: (TextItem | Block)[] = [];
  #bytes = 0;
  #lines = 0;

  /** Of a text, its characters. */
  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  /** @param batch its numbers are above those before */
  add({ firstSeq, count, lines }: LineBatch): void {
    this.#bytes += lines.length;
    this.#lines += count;
    const last = this.#items.at(-1);
    if (lines instanceof PrefixedLines) {
      const block = this.#blockFor(lines.length);
      const bytes = block.buffer.subarray(block.length, block.length + lines.length);
      lines.writeTo(block.buffer, block.length);
      block.length += bytes.length;
      block.batches.push({ firstSeq, count, bytes });
    } else if (last !== undefined && 'text' in last && last.firstSeq + last.count === firstSeq) {
      last.text += lines;
      last.count += count;
    } else {
      this.#items.push({ firstSeq, count, text: lines });
    }
  }

  /** Empties it. @returns what was in it, in batches of at most `maxBytes`; `free` is to be called when these are used no more */
  take(maxBytes: number): { batches: EncodedLines[]; free: () => void } {
    const items = this.#items;
    this.clear();
    const batches = items
      .flatMap((item) => ('text' in item ? { ...item, bytes: Buffer.from(item.text) } : item.batches))
      .flatMap((batch) => divideLines(batch, Math.min(maxBytes, MAX_STRETCH_BYTES)));
    return { batches, free: () => keepBlocks(items) };
  }

  clear(): void {
    this.#items = [];
    this.#bytes = 0;
    this.#lines = 0;
  }

  #blockFor(bytes: number): Block {
    const last = this.#items.at(-1);
    if (last !== undefined && 'buffer' in last && last.length + bytes + SLACK <= last.buffer.length)
      return last;
    const isLarge = bytes + SLACK > BLOCK_BYTES;
    const buffer = isLarge
      ? Buffer.allocUnsafeSlow(bytes + SLACK)
      : (spareBlocks.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES));
    const block = { buffer, length: 0, batches: [] };
    this.#items.push(block);
    return block;
  }
}

function keepBlocks(items: readonly (TextItem | Block)[]): void {
  for (const item of items)
    if ('buffer' in item && item.buffer.length === BLOCK_BYTES && spareBlocks.length < MAX_SPARE_BLOCKS)
      spareBlocks.push(item.buffer);
}
