/** The body of a request to a model: what was read of it to find the model, and the rest, which is read when it is needed. */
import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

/** Bytes up to which the rest of a body is held in memory, so that it can be looked at and sent again. Images make a body larger. */
const MAX_KEPT_BYTES = 1024 * 1024;

export interface RequestBody {
  /** Whether all of it can be had (again) by {@link chunks}. */
  readonly canRepeat: boolean;
  /** The body, with that name in place of the one that was found; null leaves it. Can be read once, or again with `canRepeat`. */
  chunks(model: string | null): AsyncIterable<Buffer>;
  /** Bytes of {@link chunks}; null where the client did not say. */
  length(model: string | null): number | null;
}

/** `start` and `end`: where in the head the text of the model begins and ends, in bytes. */
export interface BodyHead {
  kind: 'json' | 'form';
  read: Buffer;
  model: { name: string; start: number; end: number };
}

export class IncomingBody implements RequestBody {
  readonly #request: IncomingMessage;
  readonly #head: BodyHead;
  readonly #rest: AsyncIterator<Buffer>;
  /** Bytes of the whole body; NaN where the client did not say. */
  readonly #declared: number;
  /** What was read of the rest; null where that is not held. */
  readonly #kept: Buffer[] | null;
  /** Whether a part of the rest was read that is not held. */
  #isPartGone = false;
  #reading: Promise<boolean> | null = null;

  /** @param rest what follows the head; nobody else reads it */
  constructor(request: IncomingMessage, head: BodyHead, rest: AsyncIterator<Buffer>) {
    this.#request = request;
    this.#head = head;
    this.#rest = rest;
    this.#declared = Number(request.headers['content-length'] ?? Number.NaN);
    this.#kept = this.#declared <= MAX_KEPT_BYTES ? [] : null;
  }

  get canRepeat(): boolean {
    return this.#kept !== null || (!this.#isPartGone && this.#isHeadWhole);
  }

  async *chunks(model: string | null): AsyncGenerator<Buffer> {
    yield this.#headWith(model);
    if (this.#kept === null) {
      for (let next = await this.#rest.next(); next.done !== true; next = await this.#rest.next()) {
        this.#isPartGone = true;
        yield next.value;
      }
      return;
    }
    for (let index = 0; index < this.#kept.length || (await this.#readMore(this.#kept)); index++)
      yield this.#kept[index] as Buffer;
  }

  length(model: string | null): number | null {
    if (!Number.isFinite(this.#declared)) return null;
    return this.#declared + this.#headWith(model).length - this.#head.read.length;
  }

  /**
   * Whether its JSON has `"stream": true` at the top. Reads the rest of the body to know it; false for what is no JSON or too
   * large to be held. May be called while {@link chunks} is read.
   */
  async wantsStream(): Promise<boolean> {
    const { kind, read } = this.#head;
    if (kind !== 'json' || read.length > MAX_KEPT_BYTES) return false;
    if (this.#kept === null && !this.#isHeadWhole) return false;
    try {
      while (this.#kept !== null && (await this.#readMore(this.#kept)));
      const json: unknown = JSON.parse(Buffer.concat([read, ...(this.#kept ?? [])]).toString());
      return typeof json === 'object' && json !== null && 'stream' in json && json.stream === true;
    } catch {
      // The client has gone away, or the worker will say what is wrong with its JSON.
      return false;
    }
  }

  get #isHeadWhole(): boolean {
    return Number.isFinite(this.#declared)
      ? this.#head.read.length === this.#declared
      : this.#request.complete;
  }

  #headWith(model: string | null): Buffer {
    const { kind, read, model: found } = this.#head;
    if (model === null || model === found.name) return read;
    const text = Buffer.from(kind === 'json' ? JSON.stringify(model) : model);
    return Buffer.concat([read.subarray(0, found.start), text, read.subarray(found.end)]);
  }

  /** All who wait for the next chunk get the same one. @returns false at the end */
  #readMore(kept: Buffer[]): Promise<boolean> {
    const read = async () => {
      const next = await this.#rest.next();
      if (next.done !== true) kept.push(next.value);
      return next.done !== true;
    };
    this.#reading ??= read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }
}
