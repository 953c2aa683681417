/** Headers of GGUF files, mutated. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { mutatedBytes, property } from '../../../../e2e/testkit/fuzz.ts';
import {
  ggufArray,
  ggufEntry,
  ggufHeader,
  ggufTensor,
  ggufText,
  ggufTypes,
  uint32,
  uint64,
} from '../../../../e2e/testkit/gguf.ts';
import { GGUF_LIMITS, readGgufHeader } from './gguf-header.ts';

const seeds = [
  ggufHeader({}),
  ggufHeader({
    entries: [
      ggufEntry('general.architecture', ggufTypes.text, ggufText('llama')),
      ggufEntry('general.alignment', ggufTypes.uint32, uint32(64)),
      ggufEntry('tokens', ggufTypes.array, ggufArray(ggufTypes.text, ['a', 'b', ''].map(ggufText))),
      ggufEntry('scores', ggufTypes.array, ggufArray(ggufTypes.float32, [uint32(0), uint32(1)])),
    ],
    tensors: [ggufTensor('token_embd.weight', [8, 2]), ggufTensor('output.weight', [8, 2], 64)],
  }),
];

/** Puts a number where the header has one, or anything else. */
const header = fc
  .record({
    bytes: fc.oneof(mutatedBytes(seeds), fc.constantFrom(...seeds)),
    at: fc.nat(400),
    number: fc.oneof(
      fc.constant(null),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.bigInt({ min: 0n, max: 300n }),
    ),
    rest: fc.nat(300),
  })
  .map(({ bytes, at, number, rest }) => {
    const file = Buffer.concat([bytes, Buffer.alloc(rest)]);
    if (number !== null) uint64(number).copy(file, Math.min(at, Math.max(0, file.length - 8)));
    return file;
  });

property(
  'it is accepted or refused in words, whatever the size of the file is, after a bounded number of reads',
  fc.tuple(header, fc.constantFrom(0, 10, 2 ** 30, 2 ** 50)),
  async ([file, more]) => {
    let reads = 0;
    const result = await readGgufHeader(async (offset, length) => {
      expect(Number.isSafeInteger(offset) && offset >= 0).toBe(true);
      reads++;
      return file.subarray(offset, offset + length);
    }, file.length + more);
    expect(reads).toBeLessThan(10);
    if ('facts' in result) return;
    const { text } = result.problem.reason;
    expect(text).toMatch(
      /^(is damaged: (its header|it ends)|has version|has tensors|was made for|is empty|is not a GGUF model)/,
    );
    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text.length).toBeLessThan(GGUF_LIMITS.keyBytes + 200);
  },
  400,
);
