/**
 * Walks through the header of a GGUF file without keeping it, so that a damaged one is refused before an engine believes its
 * counts. node-llama-cpp reads as many values as the header names: 1.4 GB of memory, and then it hangs until the time-out.
 * Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export interface GgufProblem {
  code: 'not_a_model' | 'model_damaged' | 'model_unsupported';
  /** For `model_damaged` and `model_unsupported` it completes the sentence "The file …". */
  reason: string;
}

/** @returns fewer bytes than `length` only at the end of the file */
export type ReadBytes = (offset: number, length: number) => Promise<Uint8Array>;

/** Limits of our own, several times what the largest models have (a vocabulary of 262,144 tokens, 2,000 tensors). */
export const GGUF_LIMITS = {
  tensors: 65_536,
  entries: 65_536,
  /** In bytes. Engines split keys at their dots into nested objects. */
  keyBytes: 256,
  /** In bytes. llama.cpp allows 63. */
  tensorNameBytes: 256,
  /** Of a tensor. llama.cpp allows 4. */
  dimensions: 8,
  /** In bytes, of one text. */
  textBytes: 16 * 1024 ** 2,
  /** Of all arrays together. node-llama-cpp keeps each element as a value of JavaScript. */
  arrayElements: 4 * 1024 ** 2,
  headerBytes: 128 * 1024 ** 2,
} as const;

/** So much is read at a time, and no more is ever in memory. */
const CHUNK_BYTES = 256 * 1024;
const SUPPORTED_VERSIONS = [2, 3];
/** The least that a tensor and a metadata entry take: an empty name, and no dimensions or one byte of value. */
const MIN_TENSOR_BYTES = 8 + 4 + 4 + 8;
const MIN_ENTRY_BYTES = 8 + 4 + 1;

const TYPE_UINT32 = 4;
const TYPE_TEXT = 8;
const TYPE_ARRAY = 9;
/** In bytes, by type: u8, i8, u16, i16, u32, i32, f32, bool, text, array, u64, i64, f64. */
const VALUE_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/**
 * Takes bounded memory, and time in proportion to {@link GGUF_LIMITS} at most.
 * @param fileBytes the size of the file
 * @returns null where the header is plausible @throws what `read` throws
 */
export async function findGgufProblem(read: ReadBytes, fileBytes: number): Promise<GgufProblem | null> {
  try {
    await new HeaderWalk(new Cursor(read, fileBytes)).walk();
    return null;
  } catch (error) {
    if (error instanceof RefusedHeader) return error.problem;
    throw error;
  }
}

class RefusedHeader extends Error {
  readonly problem: GgufProblem;

  constructor(problem: GgufProblem) {
    super(problem.reason);
    this.problem = problem;
  }
}

const damaged = (what: string) =>
  new RefusedHeader({ code: 'model_damaged', reason: `is damaged: its header ${what}` });
const unsupported = (what: string) => new RefusedHeader({ code: 'model_unsupported', reason: what });

class HeaderWalk {
  readonly #cursor: Cursor;
  #arrayElements = 0;
  #alignment = 32;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  async walk(): Promise<void> {
    const cursor = this.#cursor;
    if (cursor.fileBytes === 0) throw new RefusedHeader({ code: 'model_damaged', reason: 'is empty' });
    if (cursor.fileBytes < 4 || (await cursor.latin1(4)) !== 'GGUF')
      throw new RefusedHeader({ code: 'not_a_model', reason: 'it does not begin as a GGUF file' });
    checkVersion(await cursor.uint32());
    const tensors = await cursor.uint64();
    const entries = await cursor.uint64();
    this.#checkCount(tensors, 'tensors', MIN_TENSOR_BYTES, GGUF_LIMITS.tensors);
    this.#checkCount(entries, 'metadata entries', MIN_ENTRY_BYTES, GGUF_LIMITS.entries);
    for (let entry = 0n; entry < entries; entry++) await this.#walkEntry();
    let lastOffset = 0n;
    for (let tensor = 0n; tensor < tensors; tensor++) {
      const offset = await this.#walkTensor();
      if (offset > lastOffset) lastOffset = offset;
    }
    const data = BigInt(Math.ceil(cursor.position / this.#alignment) * this.#alignment);
    if (tensors > 0n && data + lastOffset > BigInt(cursor.fileBytes)) throw cursor.cutShort();
  }

  #checkCount(count: bigint, what: string, minBytes: number, limit: number): void {
    const { fileBytes } = this.#cursor;
    if (count * BigInt(minBytes) > BigInt(fileBytes))
      throw damaged(`names ${formatCount(count)} ${what} in a file of ${formatFileSize(fileBytes)}`);
    if (count > BigInt(limit))
      throw damaged(`names ${formatCount(count)} ${what}, and no model has more than ${formatCount(limit)}`);
  }

  async #walkEntry(): Promise<void> {
    const key = await this.#name('name of a metadata entry', GGUF_LIMITS.keyBytes);
    const type = await this.#cursor.uint32();
    if (type === TYPE_ARRAY) return await this.#walkArray(key);
    if (key !== 'general.alignment') return await this.#walkValue(key, type);
    const alignment = type === TYPE_UINT32 ? await this.#cursor.uint32() : 0;
    // A power of two, as llama.cpp wants it.
    if (alignment === 0 || (alignment & (alignment - 1)) !== 0)
      throw damaged('has an alignment that is no power of two');
    this.#alignment = alignment;
  }

  async #walkArray(key: string): Promise<void> {
    const type = await this.#cursor.uint32();
    const length = await this.#cursor.uint64();
    if (type === TYPE_ARRAY) throw damaged(`has lists inside a list (${printable(key)})`);
    const minBytes = type === TYPE_TEXT ? 8 : valueBytes(key, type);
    if (
      length > GGUF_LIMITS.arrayElements ||
      this.#arrayElements + Number(length) > GGUF_LIMITS.arrayElements
    )
      throw damaged(
        `has a list of ${formatCount(length)} values (${printable(key)}), and no model has more than ${formatCount(GGUF_LIMITS.arrayElements)}`,
      );
    this.#arrayElements += Number(length);
    if (type !== TYPE_TEXT) return this.#cursor.skip(length * BigInt(minBytes));
    for (let element = 0n; element < length; element++) await this.#walkValue(key, type);
  }

  async #walkValue(key: string, type: number): Promise<void> {
    if (type !== TYPE_TEXT) return this.#cursor.skip(BigInt(valueBytes(key, type)));
    const length = await this.#cursor.uint64();
    if (length > GGUF_LIMITS.textBytes)
      throw damaged(`has a text of ${formatCount(length)} bytes (${printable(key)})`);
    this.#cursor.skip(length);
  }

  /** @returns the offset of its data */
  async #walkTensor(): Promise<bigint> {
    const name = await this.#name('name of a tensor', GGUF_LIMITS.tensorNameBytes);
    const dimensions = await this.#cursor.uint32();
    if (dimensions > GGUF_LIMITS.dimensions)
      throw damaged(`has a tensor of ${formatCount(dimensions)} dimensions (${printable(name)})`);
    this.#cursor.skip(BigInt(dimensions * 8 + 4));
    return await this.#cursor.uint64();
  }

  async #name(what: string, limit: number): Promise<string> {
    const length = await this.#cursor.uint64();
    if (length > limit) throw damaged(`has a ${what} of ${formatCount(length)} bytes`);
    const name = await this.#cursor.latin1(Number(length));
    // Engines make objects of the keys.
    if (name.split('.').includes('__proto__')) throw damaged(`has the ${what} "${printable(name)}"`);
    return name;
  }
}

/** A place in the file that only moves forward. One chunk is in memory. */
class Cursor {
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

  cutShort(): RefusedHeader {
    return new RefusedHeader({
      code: 'model_damaged',
      reason: `is damaged: it ends too early, after ${formatFileSize(this.fileBytes)}`,
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
    if (this.position > GGUF_LIMITS.headerBytes)
      throw damaged(`is longer than ${formatFileSize(GGUF_LIMITS.headerBytes)}`);
    const bytes = await this.#read(this.position, CHUNK_BYTES);
    this.#chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#chunkStart = this.position;
    // The file has become shorter since it was measured.
    if (bytes.length < length) throw this.cutShort();
    return this.#advance(length);
  }
}

function checkVersion(version: number): void {
  if (SUPPORTED_VERSIONS.includes(version)) return;
  const swapped = Buffer.alloc(4);
  swapped.writeUInt32LE(version);
  if (SUPPORTED_VERSIONS.includes(swapped.readUInt32BE()))
    throw unsupported('was made for big-endian processors, and this one is little-endian');
  if (version === 0) throw damaged('has the version 0');
  throw unsupported(
    version === 1
      ? 'has version 1 of the GGUF format, which llama.cpp does not read any more'
      : `has version ${formatCount(version)} of the GGUF format, and versions 2 and 3 are known here`,
  );
}

function valueBytes(key: string, type: number): number {
  const bytes = VALUE_BYTES[type];
  if (bytes === undefined || bytes === 0)
    throw damaged(`has a value of the unknown type ${formatCount(type)} (${printable(key)})`);
  return bytes;
}

const formatCount = (count: number | bigint): string => count.toLocaleString('en-US');

function formatFileSize(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${['', 'kB', 'MB', 'GB'][power]}`;
}

const printable = (name: string): string => name.replace(/[^\x20-\x7e]/g, '?');
