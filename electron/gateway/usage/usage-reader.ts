/**
 * Reads how many tokens a request has cost from its reply as it passes: only the beginning and the end of the reply are held,
 * and looked at once, when it is over.
 */
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import type { Transform } from 'node:stream';
import type { TokenCount } from '../../../shared/backend.ts';
import { createDecompressor, encodingOf } from '../forwarding/decompress.ts';
import { findUsage } from './find-usage.ts';

/** Bytes that are held. In Anthropic's API, the first event of a stream has the prompt; all others tell it at their end. */
const MAX_START = 4 * 1024;
const MAX_END = 16 * 1024;
/** Bytes of a reply up to which it is decompressed, and that may wait for that. Others are not counted. */
const MAX_DECOMPRESSED = 64 * 1024 * 1024;
const MAX_WAITING = 1024 * 1024;

export interface UsageReader {
  /** To be called with each piece of the reply. */
  add(piece: Buffer): void;
  /** To be called once, when the reply is over or was cut off. Null where it does not say. */
  read(): Promise<TokenCount | null>;
}

/** Null where the reply can say nothing of tokens, such as a picture. */
export function createUsageReader(headers: IncomingHttpHeaders): UsageReader | null {
  const { 'content-type': type = '' } = headers;
  if (!/json|event-stream/.test(String(type))) return null;
  const encoding = encodingOf(headers);
  if (encoding === null) return new PlainUsageReader();
  const decompressor = createDecompressor(encoding);
  return decompressor === null ? null : new CompressedUsageReader(decompressor);
}

class PlainUsageReader implements UsageReader {
  readonly #start: Buffer[] = [];
  #startBytes = 0;
  readonly #end: Buffer[] = [];
  #endBytes = 0;

  add(piece: Buffer): void {
    if (this.#startBytes < MAX_START) {
      // A copy: the piece may be much larger, and the stream long.
      this.#start.push(Buffer.from(piece.subarray(0, MAX_START)));
      this.#startBytes += piece.length;
    }
    this.#end.push(piece);
    this.#endBytes += piece.length;
    for (let first = this.#end[0]; first && this.#endBytes - first.length >= MAX_END; first = this.#end[0]) {
      this.#end.shift();
      this.#endBytes -= first.length;
    }
  }

  async read(): Promise<TokenCount | null> {
    const end = Buffer.concat(this.#end).subarray(-MAX_END);
    return findUsage(Buffer.concat(this.#start).toString('latin1', 0, MAX_START), end.toString('latin1'));
  }
}

/** Decompresses the reply beside what the client gets. */
class CompressedUsageReader implements UsageReader {
  readonly #plain = new PlainUsageReader();
  readonly #decompressor: Transform;
  #bytes = 0;

  constructor(decompressor: Transform) {
    this.#decompressor = decompressor;
    decompressor.on('data', (piece: Buffer) => {
      this.#bytes += piece.length;
      this.#plain.add(piece);
      if (this.#bytes > MAX_DECOMPRESSED) decompressor.destroy();
    });
    // What is no compressed text tells nothing, and a reply that was cut off ends so.
    decompressor.on('error', () => undefined);
  }

  add(piece: Buffer): void {
    if (this.#decompressor.writableLength > MAX_WAITING) this.#decompressor.destroy();
    if (!this.#decompressor.destroyed) this.#decompressor.write(piece);
  }

  async read(): Promise<TokenCount | null> {
    if (this.#decompressor.destroyed) return null;
    this.#decompressor.end();
    await once(this.#decompressor, 'close').catch(() => undefined);
    return this.#plain.read();
  }
}
