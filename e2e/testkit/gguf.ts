/** Writes headers of GGUF files, damaged ones too. Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
import { Buffer } from 'node:buffer';

export const ggufTypes = { uint8: 0, uint32: 4, float32: 6, text: 8, array: 9, uint64: 10 } as const;

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

/** Without parts: the shortest header that is correct, of a file without metadata and tensors. */
export function ggufHeader({
  version = 3,
  entries = [],
  tensors = [],
  entryCount = entries.length,
  tensorCount = tensors.length,
}: GgufParts = {}): Buffer {
  return Buffer.concat([
    Buffer.from('GGUF'),
    uint32(version),
    uint64(tensorCount),
    uint64(entryCount),
    ...entries,
    ...tensors,
  ]);
}
