/** How much room the values of a tensor take. Source: ggml.h and gguf-py of llama.cpp 0.4.0. */

/** Of each type that ggml knows, by its number: how many values make a block, and how many bytes the block takes. */
const BLOCKS: ReadonlyMap<number, readonly [values: number, bytes: number]> = new Map([
  [0, [1, 4]],
  [1, [1, 2]],
  [2, [32, 18]],
  [3, [32, 20]],
  [6, [32, 22]],
  [7, [32, 24]],
  [8, [32, 34]],
  [9, [32, 40]],
  [10, [256, 84]],
  [11, [256, 110]],
  [12, [256, 144]],
  [13, [256, 176]],
  [14, [256, 210]],
  [15, [256, 292]],
  [16, [256, 66]],
  [17, [256, 74]],
  [18, [256, 98]],
  [19, [256, 50]],
  [20, [32, 18]],
  [21, [256, 110]],
  [22, [256, 82]],
  [23, [256, 136]],
  [24, [1, 1]],
  [25, [1, 2]],
  [26, [1, 4]],
  [27, [1, 8]],
  [28, [1, 8]],
  [29, [256, 56]],
  [30, [1, 2]],
  [34, [256, 54]],
  [35, [256, 66]],
  [39, [32, 17]],
  [40, [64, 36]],
  [41, [128, 18]],
  [42, [64, 18]],
]);

/** The numbers of types that ggml had once: Q4_2, Q4_3, and the layouts Q4_0_4_4 to IQ4_NL_8_8 for certain processors. */
const REMOVED: ReadonlySet<number> = new Set([4, 5, 31, 32, 33, 36, 37, 38]);

export const isRemovedTensorType = (type: number): boolean => REMOVED.has(type);

/** @returns bytes; null for a type that is not known here */
export function tensorBytes(type: number, elements: bigint): bigint | null {
  const block = BLOCKS.get(type);
  if (!block) return null;
  const [values, bytes] = block;
  return ((elements + BigInt(values) - 1n) / BigInt(values)) * BigInt(bytes);
}
