/** Writes GGUF files, damaged ones too. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
import { Buffer } from 'node:buffer';

export const ggufTypes = {
  uint8: 0,
  uint16: 2,
  uint32: 4,
  int32: 5,
  float32: 6,
  bool: 7,
  text: 8,
  array: 9,
  uint64: 10,
} as const;

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export const uint64 = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return bytes;
};

export const ggufText = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
};

/** A metadata entry. @param value its bytes */
export const ggufEntry = (key: string, type: number, value: Uint8Array): Buffer =>
  Buffer.concat([ggufText(key), uint32(type), value]);

/** The value of an entry of the type `array`. */
export const ggufArray = (type: number, elements: readonly Uint8Array[], length = elements.length): Buffer =>
  Buffer.concat([uint32(type), uint64(length), ...elements]);

/** A tensor of 32-bit floats. */
export const ggufTensor = (name: string, dimensions: readonly number[] = [1], offset = 0): Buffer =>
  Buffer.concat([
    ggufText(name),
    uint32(dimensions.length),
    ...dimensions.map(uint64),
    uint32(0),
    uint64(offset),
  ]);

export interface GgufParts {
  version?: number;
  entries?: readonly Uint8Array[];
  tensors?: readonly Uint8Array[];
  /** What the header says, where it lies. */
  entryCount?: number | bigint;
  tensorCount?: number | bigint;
}

/** Without parts, `{}`: the shortest header that is correct, of a file without metadata and tensors. */
export function ggufHeader({
  version = 3,
  entries = [],
  tensors = [],
  entryCount = entries.length,
  tensorCount = tensors.length,
}: GgufParts): Buffer {
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensorCount),
    uint64(entryCount),
    ...entries,
    ...tensors,
  ]);
}

/** Values of metadata: texts, whole numbers of 32 bits, or bytes made by {@link ggufEntry}'s caller. */
export type GgufMetadata = Readonly<
  Record<string, string | number | boolean | readonly string[] | Uint8Array>
>;

/** An entry whose type follows from the value: a number is one of 32 bits without sign, a list one of texts. */
function entryOf(key: string, value: GgufMetadata[string]): Buffer {
  if (typeof value === 'string') return ggufEntry(key, ggufTypes.text, ggufText(value));
  if (typeof value === 'number') return ggufEntry(key, ggufTypes.uint32, uint32(value));
  if (typeof value === 'boolean') return ggufEntry(key, ggufTypes.bool, Buffer.from([value ? 1 : 0]));
  if (value instanceof Uint8Array) return Buffer.from(value);
  return ggufEntry(key, ggufTypes.array, ggufArray(ggufTypes.text, value.map(ggufText)));
}

export interface GgufTensorData {
  name: string;
  dimensions: readonly number[];
  data: Float32Array;
}

const ALIGNMENT = 32;
const align = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(align(bytes.length) - bytes.length)]);

/** A whole file with its data. */
export function ggufFile(metadata: GgufMetadata, tensors: readonly GgufTensorData[]): Buffer {
  let offset = 0;
  const infos = tensors.map(({ name, dimensions, data }) => {
    const info = ggufTensor(name, dimensions, offset);
    offset = align(offset + data.byteLength);
    return info;
  });
  const entries = Object.entries(metadata).map(([key, value]) => entryOf(key, value));
  const data = tensors.map((tensor) => padded(Buffer.from(tensor.data.buffer)));
  return Buffer.concat([padded(ggufHeader({ entries, tensors: infos })), ...data]);
}

/** The shortest file that looks like a model by its header. No engine could load it. @param metadata more of it, or other */
export const ggufModel = (metadata: GgufMetadata = {}): Buffer =>
  ggufFile({ 'general.architecture': 'llama', ...metadata }, [
    { name: 'token_embd.weight', dimensions: [4], data: new Float32Array(4) },
  ]);
