/** Reads the numbers and names of a GGUF header one after another, and refuses a file that ends before them. */

import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';

const of = texts(modelFileWords);

export interface GgufProblem {
  code: 'not_a_model' | 'model_damaged' | 'model_unsupported';
  /** For `model_damaged` and `model_unsupported` it completes the sentence "The file …". */
  reason: Text;
}

/** @returns fewer bytes than `length` only at the end of the file */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** Limit of our own, several times what the largest models have. */
const MAX_HEADER_BYTES = 128 * 1024 ** 2;
/** So much is read at a time, and no more is ever in memory. */
const CHUNK_BYTES = 256 * 1024;
/** No file is larger, so a header that says so is not believed in that. */
const MAX_PLAUSIBLE_BYTES = 10n ** 14n;
export class RefusedHeader extends Error {
  readonly problem: GgufProblem;

  constructor(problem: GgufProblem) {
    super(problem.reason.text);
    this.problem = problem;
  }
}

/** @param problem follows “its header …” */
export const damaged = (problem: Text) =>
  new RefusedHeader({ code: 'model_damaged', reason: of('header', { problem }) });
export const unsupported = (reason: Text) => new RefusedHeader({ code: 'model_unsupported', reason });

/** A position in the file that only moves forward. One chunk is in memory. */
export class GgufCursor {
  readonly fileBytes: number;
  position = 0;
  readonly #read: ReadBytes;
  #chunk: Buffer = Buffer.alloc(0);
  #chunkStart = 0;

  constructor(read: ReadBytes, fileBytes: number) {
    this.#read = read;
    this.fileBytes = fileBytes;
  }

  async uint32(): Promise<number> {
    const at = this.#has(4) ? this.#advance(4) : await this.#load(4);
    return this.#chunk.readUInt32LE(at);
  }

  async uint16(): Promise<number> {
    const at = this.#has(2) ? this.#advance(2) : await this.#load(2);
    return this.#chunk.readUInt16LE(at);
  }

  async uint64(): Promise<bigint> {
    const at = this.#has(8) ? this.#advance(8) : await this.#load(8);
    return this.#chunk.readBigUInt64LE(at);
  }

  /** @param length at most a few hundred bytes */
  async latin1(length: number): Promise<string> {
    const at = this.#has(length) ? this.#advance(length) : await this.#load(length);
    return this.#chunk.toString('latin1', at, at + length);
  }

  skip(length: bigint): void {
    if (BigInt(this.position) + length > BigInt(this.fileBytes)) throw this.cutShort();
    this.position += Number(length);
  }

  /** @param expected the bytes that the file should have, where they are known */
  cutShort(expected?: bigint): RefusedHeader {
    return new RefusedHeader({
      code: 'model_damaged',
      reason: describeEnd(this.fileBytes, expected),
    });
  }

  #has(length: number): boolean {
    const at = this.position - this.#chunkStart;
    return at >= 0 && at + length <= this.#chunk.length;
  }

  /** @returns where in the chunk the value is */
  #advance(length: number): number {
    this.position += length;
    return this.position - length - this.#chunkStart;
  }

  async #load(length: number): Promise<number> {
    if (this.position + length > this.fileBytes) throw this.cutShort();
    if (this.position > MAX_HEADER_BYTES)
      throw damaged(of('header_tooLong', { size: formatFileSize(MAX_HEADER_BYTES) }));
    const bytes = await this.#read(this.position, CHUNK_BYTES);
    this.#chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#chunkStart = this.position;
    // The file has become shorter since it was measured.
    if (bytes.length < length) throw this.cutShort();
    return this.#advance(length);
  }
}

export const formatCount = (count: number | bigint): string => count.toLocaleString('en-US');

export function formatFileSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['', 'kB', 'MB', 'GB'][power]}`;
}

/** @param whole bytes; left out where they are not known, or where no file has so many */
function describeEnd(bytes: number, whole: bigint | undefined): Text {
  if (whole === undefined || whole > MAX_PLAUSIBLE_BYTES)
    return of('endsEarly', { some: formatFileSize(bytes) });
  const [some, all] = [formatFileSize(bytes), formatFileSize(Number(whole))];
  return of(
    'endsEarly_of',
    some === all ? { some: formatCount(bytes), all: `${formatCount(whole)} bytes` } : { some, all },
  );
}

export const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');
