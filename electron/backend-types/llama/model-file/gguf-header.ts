/**
 * Walks through the header of a GGUF file and keeps only the facts that tell what the file is. A damaged file is refused before
 * an engine believes its counts: node-llama-cpp reads as many values as the header names, which takes 1.4 GB of memory, and
 * then it hangs until the time-out. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

import { modelFileWords } from '../../../../shared/words/en/errors/model-files.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import {
  damaged,
  formatCount,
  formatFileSize,
  GgufCursor,
  type GgufProblem,
  printable,
  type ReadBytes,
  RefusedHeader,
  unsupported,
} from './gguf-cursor.ts';
import { isRemovedTensorType, tensorBytes } from './tensor-types.ts';

const of = texts(modelFileWords);

/** What the header says of its file; null where it says nothing. */
export interface GgufFacts {
  /** `general.architecture`, such as `llama`, `bert` or `clip`. */
  architecture: string | null;
  /** `general.type`: `model`, `adapter`, `mmproj` or `imatrix`. */
  type: string | null;
  /** `<architecture>.pooling_type`: 0 none, 1 mean, 2 first token, 3 last token, 4 a rank. */
  poolingType: number | null;
  /** `<architecture>.context_length`, in tokens. */
  contextLength: number | null;
  /** `general.file_type`: how most of its weights are quantised, as llama.cpp numbers it. */
  fileType: number | null;
  /** `split.no`, counted from 0: which part of a split model the file is. */
  splitNumber: number | null;
  /** `split.count`: the parts of the model. */
  splitCount: number | null;
  /** `split.tensors.count`: the tensors of all parts together. */
  splitTensors: number | null;
  /** How many tensors are in this file. */
  tensors: number;
  hasVocabulary: boolean;
  /** Whether the names of its tensors are those of a LoRA adapter. */
  hasAdapterTensors: boolean;
  /** The number of a tensor type that is not known here. Where its data ends is not known then. */
  unknownTensorType: number | null;
}

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
} as const;

const SUPPORTED_VERSIONS = [2, 3];
/** The least that a tensor and a metadata entry take: an empty name, and no dimensions or one byte of value. */
const MIN_TENSOR_BYTES = 8 + 4 + 4 + 8;
const MIN_ENTRY_BYTES = 8 + 4 + 1;

const TYPE_UINT16 = 2;
const TYPE_INT16 = 3;
const TYPE_UINT32 = 4;
const TYPE_INT32 = 5;
const TYPE_TEXT = 8;
const TYPE_ARRAY = 9;
const NUMBER_TYPES: readonly number[] = [TYPE_UINT16, TYPE_INT16, TYPE_UINT32, TYPE_INT32];
/** In bytes, by type: u8, i8, u16, i16, u32, i32, f32, bool, text, array, u64, i64, f64. */
const VALUE_BYTES = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

/** In bytes. A longer text is no name. */
const MAX_NAME_BYTES = 128;
/** The entries whose texts are kept. */
const TEXT_FACTS: ReadonlyMap<string, 'architecture' | 'type'> = new Map([
  ['general.architecture', 'architecture'],
  ['general.type', 'type'],
]);
/** The entries whose numbers are kept. Those of an architecture begin with its name instead of `*`. */
const NUMBER_FACTS: ReadonlyMap<
  string,
  'poolingType' | 'contextLength' | 'fileType' | 'splitNumber' | 'splitCount' | 'splitTensors'
> = new Map([
  ['*.pooling_type', 'poolingType'],
  ['*.context_length', 'contextLength'],
  ['general.file_type', 'fileType'],
  ['split.no', 'splitNumber'],
  ['split.count', 'splitCount'],
  ['split.tensors.count', 'splitTensors'],
]);

/**
 * Takes bounded memory, and time in proportion to {@link GGUF_LIMITS} at most.
 * @param fileBytes the size of the file
 * @returns the facts of a plausible header, or why an engine must not read it @throws what `read` throws
 */
export async function readGgufHeader(
  read: ReadBytes,
  fileBytes: number,
): Promise<{ facts: GgufFacts } | { problem: GgufProblem }> {
  try {
    return { facts: await new HeaderWalk(new GgufCursor(read, fileBytes)).walk() };
  } catch (error) {
    if (error instanceof RefusedHeader) return { problem: error.problem };
    throw error;
  }
}

class HeaderWalk {
  readonly #cursor: GgufCursor;
  readonly #facts: GgufFacts = {
    architecture: null,
    type: null,
    poolingType: null,
    contextLength: null,
    fileType: null,
    splitNumber: null,
    splitCount: null,
    splitTensors: null,
    tensors: 0,
    hasVocabulary: false,
    hasAdapterTensors: false,
    unknownTensorType: null,
  };
  #arrayElements = 0;
  #alignment = 32;

  constructor(cursor: GgufCursor) {
    this.#cursor = cursor;
  }

  async walk(): Promise<GgufFacts> {
    const cursor = this.#cursor;
    if (cursor.fileBytes === 0) throw new RefusedHeader({ code: 'model_damaged', reason: of('empty') });
    if (cursor.fileBytes < 4 || (await cursor.latin1(4)) !== 'GGUF')
      throw new RefusedHeader({ code: 'not_a_model', reason: of('notGguf') });
    checkVersion(await cursor.uint32());
    const tensors = await cursor.uint64();
    const entries = await cursor.uint64();
    this.#checkCount(tensors, 'tensors', MIN_TENSOR_BYTES, GGUF_LIMITS.tensors);
    this.#checkCount(entries, 'entries', MIN_ENTRY_BYTES, GGUF_LIMITS.entries);
    for (let entry = 0n; entry < entries; entry++) await this.#walkEntry();
    let dataBytes = 0n;
    for (let tensor = 0n; tensor < tensors; tensor++) {
      const end = await this.#walkTensor();
      if (end > dataBytes) dataBytes = end;
    }
    this.#facts.tensors = Number(tensors);
    const dataStart = BigInt(Math.ceil(cursor.position / this.#alignment) * this.#alignment);
    if (tensors > 0n && dataStart + dataBytes > BigInt(cursor.fileBytes))
      throw cursor.cutShort(dataStart + dataBytes);
    return this.#facts;
  }

  #checkCount(count: bigint, kind: 'tensors' | 'entries', minBytes: number, limit: number): void {
    const { fileBytes } = this.#cursor;
    if (count * BigInt(minBytes) > BigInt(fileBytes))
      throw damaged(
        of('header_tooMany', { count: formatCount(count), kind, size: formatFileSize(fileBytes) }),
      );
    if (count > BigInt(limit))
      throw damaged(of('header_moreThanAny', { count: formatCount(count), kind, limit: formatCount(limit) }));
  }

  async #walkEntry(): Promise<void> {
    const key = await this.#name('entry', GGUF_LIMITS.keyBytes);
    const type = await this.#cursor.uint32();
    if (key === 'tokenizer.ggml.tokens') this.#facts.hasVocabulary = true;
    if (type === TYPE_ARRAY) return await this.#walkArray(key);
    const textFact = TEXT_FACTS.get(key);
    if (textFact !== undefined && type === TYPE_TEXT) {
      this.#facts[textFact] = await this.#text(key);
      return;
    }
    const numberFact = NUMBER_FACTS.get(key) ?? NUMBER_FACTS.get(key.replace(/^[^.]*\./, '*.'));
    if (numberFact !== undefined && NUMBER_TYPES.includes(type)) {
      this.#facts[numberFact] = await this.#number(type);
      return;
    }
    if (key !== 'general.alignment') return await this.#walkValue(key, type);
    const alignment = type === TYPE_UINT32 ? await this.#cursor.uint32() : 0;
    // A power of two, as llama.cpp wants it.
    if (alignment === 0 || (alignment & (alignment - 1)) !== 0) throw damaged(of('header_alignment'));
    this.#alignment = alignment;
  }

  async #walkArray(key: string): Promise<void> {
    const type = await this.#cursor.uint32();
    const length = await this.#cursor.uint64();
    if (type === TYPE_ARRAY) throw damaged(of('header_nestedList', { name: printable(key) }));
    const minBytes = type === TYPE_TEXT ? 8 : valueBytes(key, type);
    if (
      length > GGUF_LIMITS.arrayElements ||
      this.#arrayElements + Number(length) > GGUF_LIMITS.arrayElements
    )
      throw damaged(
        of('header_longList', {
          count: formatCount(length),
          name: printable(key),
          limit: formatCount(GGUF_LIMITS.arrayElements),
        }),
      );
    this.#arrayElements += Number(length);
    if (type !== TYPE_TEXT) return this.#cursor.skip(length * BigInt(minBytes));
    for (let element = 0n; element < length; element++) await this.#walkValue(key, type);
  }

  async #walkValue(key: string, type: number): Promise<void> {
    if (type !== TYPE_TEXT) return this.#cursor.skip(BigInt(valueBytes(key, type)));
    const length = await this.#cursor.uint64();
    if (length > GGUF_LIMITS.textBytes)
      throw damaged(of('header_longText', { count: formatCount(length), name: printable(key) }));
    this.#cursor.skip(length);
  }

  /** A text that is kept. Where it is too long for a name, its beginning. */
  async #text(key: string): Promise<string> {
    const length = await this.#cursor.uint64();
    if (length > GGUF_LIMITS.textBytes)
      throw damaged(of('header_longText', { count: formatCount(length), name: printable(key) }));
    const kept = Math.min(Number(length), MAX_NAME_BYTES);
    const text = await this.#cursor.latin1(kept);
    this.#cursor.skip(length - BigInt(kept));
    return printable(text);
  }

  /** @param type one of {@link NUMBER_TYPES} */
  async #number(type: number): Promise<number> {
    if (type === TYPE_UINT32 || type === TYPE_INT32) return await this.#cursor.uint32();
    return await this.#cursor.uint16();
  }

  /** @returns where its data ends, or where it begins for a type that is not known; counted from the start of all data */
  async #walkTensor(): Promise<bigint> {
    const name = await this.#name('tensor', GGUF_LIMITS.tensorNameBytes);
    if (/\.lora_[ab]$/.test(name)) this.#facts.hasAdapterTensors = true;
    const dimensions = await this.#cursor.uint32();
    if (dimensions > GGUF_LIMITS.dimensions)
      throw damaged(of('header_dimensions', { count: formatCount(dimensions), name: printable(name) }));
    let elements = 1n;
    for (let dimension = 0; dimension < dimensions; dimension++) elements *= await this.#cursor.uint64();
    const type = await this.#cursor.uint32();
    const offset = await this.#cursor.uint64();
    if (isRemovedTensorType(type)) throw unsupported(of('removedType', { type: formatCount(type) }));
    const bytes = tensorBytes(type, elements);
    if (bytes === null) this.#facts.unknownTensorType = type;
    return offset + (bytes ?? 0n);
  }

  async #name(kind: 'tensor' | 'entry', limit: number): Promise<string> {
    const length = await this.#cursor.uint64();
    if (length > limit) throw damaged(of('header_longName', { kind, count: formatCount(length) }));
    const name = await this.#cursor.latin1(Number(length));
    // Engines make objects of the keys.
    if (name.split('.').includes('__proto__'))
      throw damaged(of('header_badName', { kind, name: printable(name) }));
    return name;
  }
}

function checkVersion(version: number): void {
  if (SUPPORTED_VERSIONS.includes(version)) return;
  const swapped = Buffer.alloc(4);
  swapped.writeUInt32LE(version);
  if (SUPPORTED_VERSIONS.includes(swapped.readUInt32BE())) throw unsupported(of('bigEndian'));
  if (version === 0) throw damaged(of('header_versionZero'));
  throw unsupported(
    version === 1 ? of('version_one') : of('version_other', { version: formatCount(version) }),
  );
}

function valueBytes(key: string, type: number): number {
  const bytes = VALUE_BYTES[type];
  if (bytes === undefined || bytes === 0)
    throw damaged(of('header_unknownType', { type: formatCount(type), name: printable(key) }));
  return bytes;
}
