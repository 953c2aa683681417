/**
 * Writes GGUF files, version 3, with F32 tensors: header, metadata, tensor table, then the data of each tensor.
 * Layout: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (all numbers little-endian).
 */
import { Buffer } from 'node:buffer';
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * @typedef {'uint32' | 'int32' | 'float32' | 'bool' | 'string'} ScalarType
 * @typedef {{ type: ScalarType, value: number | boolean | string }} ScalarEntry
 * @typedef {{ type: ScalarType, values: readonly (number | boolean | string)[] }} ArrayEntry
 * @typedef {Record<string, ScalarEntry | ArrayEntry>} Metadata
 *
 * @typedef {object} Tensor
 * @property {string} name
 * @property {readonly number[]} dimensions The fastest-running first, as GGUF has it.
 * @property {(data: Float32Array) => void} fill Called once, with zeros, when the tensor's turn to be written comes.
 */

const VERSION = 3;
/** Tensor data starts at multiples of this, in bytes. */
const ALIGNMENT = 32;
const TENSOR_F32 = 0;
const ARRAY = 9;
const typeCodes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8 };

/** @param {number} length */
const aligned = (length) => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/** @param {readonly number[]} dimensions */
export const elementCount = (dimensions) => dimensions.reduce((product, size) => product * size, 1);

/** @param {number} value */
function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** @param {number} value */
function uint64(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** @param {string} text */
function string(text) {
  const bytes = Buffer.from(text, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

/**
 * @param {ScalarType} type
 * @param {number | boolean | string} value
 */
function scalar(type, value) {
  const bytes = Buffer.alloc(4);
  switch (type) {
    case 'uint32':
      return uint32(Number(value));
    case 'int32':
      bytes.writeInt32LE(Number(value));
      return bytes;
    case 'float32':
      bytes.writeFloatLE(Number(value));
      return bytes;
    case 'bool':
      return Buffer.from([value ? 1 : 0]);
    case 'string':
      return string(String(value));
  }
}

/**
 * @param {Metadata} metadata
 * @param {readonly Tensor[]} tensors
 */
function header(metadata, tensors) {
  const entries = Object.entries(metadata);
  const parts = [Buffer.from('GGUF'), uint32(VERSION), uint64(tensors.length), uint64(entries.length)];
  for (const [key, entry] of entries) {
    parts.push(string(key));
    if ('values' in entry) {
      parts.push(uint32(ARRAY), uint32(typeCodes[entry.type]), uint64(entry.values.length));
      for (const value of entry.values) parts.push(scalar(entry.type, value));
    } else parts.push(uint32(typeCodes[entry.type]), scalar(entry.type, entry.value));
  }
  let offset = 0;
  for (const { name, dimensions } of tensors) {
    parts.push(string(name), uint32(dimensions.length), ...dimensions.map(uint64));
    parts.push(uint32(TENSOR_F32), uint64(offset));
    offset = aligned(offset + elementCount(dimensions) * Float32Array.BYTES_PER_ELEMENT);
  }
  return Buffer.concat(parts);
}

/**
 * Writes the file tensor by tensor, so that a large one needs no more memory than its largest tensor. It appears under
 * its name only once it is whole.
 *
 * @param {string} path
 * @param {{ metadata: Metadata, tensors: readonly Tensor[] }} content
 * @returns {number} Bytes written.
 */
export function writeGguf(path, { metadata, tensors }) {
  const temporary = `${path}.${process.pid}.part`;
  const file = openSync(temporary, 'w');
  let written = 0;
  /** @param {Uint8Array} bytes */
  const write = (bytes) => {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    const padding = aligned(bytes.length) - bytes.length;
    if (padding > 0) writeSync(file, Buffer.alloc(padding));
    written += bytes.length + padding;
  };
  try {
    write(header(metadata, tensors));
    for (const { dimensions, fill } of tensors) {
      const data = new Float32Array(elementCount(dimensions));
      fill(data);
      write(new Uint8Array(data.buffer));
    }
  } catch (error) {
    closeSync(file);
    rmSync(temporary, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(temporary, path);
  return written;
}
