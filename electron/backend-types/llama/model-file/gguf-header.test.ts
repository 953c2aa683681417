import { expect, test } from 'vitest';
import {
  type GgufParts,
  ggufArray,
  ggufEntry,
  ggufHeader,
  ggufTensor,
  ggufText,
  ggufTypes,
  uint32,
  uint64,
} from '../../../../e2e/testkit/gguf.ts';
import { type InEnglish, inEnglish } from '../../../../e2e/testkit/in-language.ts';
import type { GgufProblem, ReadBytes } from './gguf-cursor.ts';
import { GGUF_LIMITS, type GgufFacts, readGgufHeader } from './gguf-header.ts';

const KIB = 1024;
/** The tensor data that follows the header. */
const DATA = Buffer.alloc(160);

const readFrom =
  (file: Uint8Array): ReadBytes =>
  async (offset, length) =>
    file.subarray(offset, offset + length);

async function findProblem(read: ReadBytes, fileBytes: number): Promise<InEnglish<GgufProblem> | null> {
  const result = await readGgufHeader(read, fileBytes);
  return 'problem' in result ? inEnglish(result.problem) : null;
}

const check = (file: Uint8Array, fileBytes = file.length): Promise<InEnglish<GgufProblem> | null> =>
  findProblem(readFrom(file), fileBytes);

async function factsOf(file: Uint8Array): Promise<GgufFacts> {
  const result = await readGgufHeader(readFrom(file), file.length);
  if ('problem' in result) throw new Error(result.problem.reason.text);
  return result.facts;
}

const checkHeader = (parts: GgufParts, fileBytes?: number) =>
  check(Buffer.concat([ggufHeader(parts), DATA]), fileBytes);

const words = Array.from({ length: 1000 }, (_, index) => ggufText(`word ${index}`));
const whole: GgufParts = {
  entries: [
    ggufEntry('general.architecture', ggufTypes.text, ggufText('llama')),
    ggufEntry('general.alignment', ggufTypes.uint32, uint32(32)),
    ggufEntry('llama.context_length', ggufTypes.uint32, uint32(2048)),
    ggufEntry('tokenizer.ggml.tokens', ggufTypes.array, ggufArray(ggufTypes.text, words)),
    ggufEntry(
      'tokenizer.ggml.scores',
      ggufTypes.array,
      ggufArray(
        ggufTypes.float32,
        words.map(() => uint32(0)),
      ),
    ),
  ],
  tensors: [ggufTensor('token_embd.weight', [8, 2]), ggufTensor('output.weight', [8, 2], 64)],
};

test('a whole header is accepted, of version 2 and 3, with or without tensors', async () => {
  expect(await checkHeader(whole)).toBeNull();
  expect(await checkHeader({ ...whole, version: 2 })).toBeNull();
  expect(await check(ggufHeader({}))).toBeNull();
});

test('a header that was cut short is refused, wherever the cut is', async () => {
  const header = ggufHeader(whole);
  for (let length = 4; length < header.length; length += length < 200 ? 1 : 97)
    expect(await check(header.subarray(0, length)), `${length} bytes`).toMatchObject({
      code: 'model_damaged',
    });
  expect(await check(header.subarray(0, 5000))).toMatchObject({
    reason: 'is damaged: it ends too early, after 5 kB',
  });
  expect(await check(Buffer.concat([header, DATA.subarray(0, 8)]))).toMatchObject({
    reason: expect.stringMatching(/^is damaged: it ends too early, after [\d.]+ kB of [\d.]+ kB$/),
  });
});

test.each<[string, GgufParts, RegExp | string]>([
  [
    'tensors',
    { tensorCount: 2n ** 63n - 1n },
    'is damaged: its header names 9,223,372,036,854,775,807 tensors in a file of 4 kB',
  ],
  ['a negative number of tensors', { tensorCount: -1n }, /names 18,446,744,073,709,551,615 tensors/],
  ['metadata entries', { entryCount: 2n ** 40n }, /names 1,099,511,627,776 metadata entries in a file of/],
  [
    'dimensions',
    { tensors: [Buffer.concat([ggufText('t'), uint32(4_000_000_000)])] },
    /has a tensor of 4,000,000,000 dimensions \(t\)/,
  ],
  [
    'elements of a list',
    { entries: [ggufEntry('a.list', ggufTypes.array, ggufArray(ggufTypes.text, [], 2 ** 40))] },
    /has a list of 1,099,511,627,776 values \(a\.list\)/,
  ],
  [
    'bytes of a text',
    { entries: [ggufEntry('a.text', ggufTypes.text, uint64(2n ** 62n))] },
    /has a text of 4,611,686,018,427,387,904 bytes \(a\.text\)/,
  ],
  [
    'bytes of a key',
    { entries: [ggufEntry('k'.repeat(300), ggufTypes.uint32, uint32(1))] },
    /has a name of a metadata entry of 300 bytes/,
  ],
  [
    'lists inside a list, a thousand deep',
    {
      entries: [
        ggufEntry(
          'deep',
          ggufTypes.array,
          Buffer.concat(Array.from({ length: 1000 }, () => ggufArray(ggufTypes.array, [], 1))),
        ),
      ],
    },
    /has lists inside a list \(deep\)/,
  ],
  [
    'a type that is none',
    { entries: [ggufEntry('odd', 77, uint64(0))] },
    /has a value of the unknown type 77 \(odd\)/,
  ],
  [
    'an alignment of zero',
    { entries: [ggufEntry('general.alignment', ggufTypes.uint32, uint32(0))] },
    /alignment that is no power of two/,
  ],
  [
    'a key that would change the prototype of an object',
    { entries: [ggufEntry('__proto__.polluted', ggufTypes.uint32, uint32(1))] },
    /has the name of a metadata entry "__proto__\.polluted"/,
  ],
  ['version 0', { version: 0 }, /has the version 0/],
])('damaged: %s', async (_name, parts, reason) => {
  const file = Buffer.concat([ggufHeader(parts), Buffer.alloc(4000)]).subarray(0, 4000);
  expect(await check(file)).toEqual({
    code: 'model_damaged',
    reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
  });
});

test('counts beyond the limits are refused in a file that is large enough for them, as a sparse one is', async () => {
  const large = 2 ** 40;
  expect(await checkHeader({ tensorCount: 100_000_000 }, large)).toMatchObject({
    reason: expect.stringMatching(/names 100,000,000 tensors, and no model has more than 65,536/),
  });
  expect(await checkHeader({ entryCount: 100_000 }, large)).toMatchObject({ code: 'model_damaged' });
  const list = (key: string) =>
    ggufEntry(
      key,
      ggufTypes.array,
      ggufArray(
        ggufTypes.uint8,
        [Buffer.alloc(GGUF_LIMITS.arrayElements - 10)],
        GGUF_LIMITS.arrayElements - 10,
      ),
    );
  expect(await checkHeader({ entries: [list('one')] })).toBeNull();
  expect(await checkHeader({ entries: [list('one'), list('two')] })).toMatchObject({ code: 'model_damaged' });
});

test.each([
  [1, 'has version 1 of the GGUF format, which llama.cpp does not read any more'],
  [4, 'has version 4 of the GGUF format, and versions 2 and 3 are known here'],
  [0x03000000, 'was made for big-endian processors, and this one is little-endian'],
])('version %i is refused in words', async (version, reason) => {
  expect(await checkHeader({ version })).toEqual({ code: 'model_unsupported', reason });
});

test('what is not GGUF is no model, and an empty file is empty', async () => {
  expect(await check(Buffer.from('PK\x03\x04 a safetensors or PyTorch file'))).toMatchObject({
    code: 'not_a_model',
  });
  expect(await check(Buffer.from('GG'))).toMatchObject({ code: 'not_a_model' });
  expect(await check(Buffer.alloc(0))).toEqual({ code: 'model_damaged', reason: 'is empty' });
});

test('a file that becomes shorter while it is read is refused', async () => {
  const header = ggufHeader(whole);
  expect(await check(header.subarray(0, 500), header.length + DATA.length)).toMatchObject({
    code: 'model_damaged',
  });
});

test('it reads in chunks, skips long texts, and reads no tensor data', async () => {
  const long = 8 * 1024 * KIB;
  const file = Buffer.concat([
    ggufHeader({
      entries: [
        ggufEntry('tokenizer.chat_template', ggufTypes.text, ggufText('x'.repeat(long))),
        ...(whole.entries ?? []),
      ],
      tensors: whole.tensors ?? [],
    }),
    Buffer.alloc(long),
  ]);
  let bytes = 0;
  const problem = await findProblem(async (offset, length) => {
    bytes += length;
    return file.subarray(offset, offset + length);
  }, file.length);
  expect(problem).toBeNull();
  expect(bytes).toBeLessThanOrEqual(1024 * KIB);
});

test('an endless header costs a bounded number of reads', async () => {
  // Each entry is an empty text, in a file that has no end.
  const entry = ggufEntry('k', ggufTypes.text, uint64(GGUF_LIMITS.textBytes));
  const head = ggufHeader({ entryCount: 60_000 });
  let reads = 0;
  const problem = await findProblem(async (offset, length) => {
    reads++;
    return offset === 0 ? Buffer.concat([head, entry, Buffer.alloc(length)]).subarray(0, length) : entry;
  }, 2 ** 50);
  expect(problem).toMatchObject({
    code: 'model_damaged',
    reason: expect.stringMatching(/header is longer than/),
  });
  expect(reads).toBeLessThan(20);
});

test('a file whose last tensor is not there as a whole is refused, whatever its type and the alignment', async () => {
  for (const [type, values, bytes] of [
    [0, 64, 256],
    [1, 64, 128],
    [8, 64, 68],
    [12, 256, 144],
    [39, 32, 17],
    [24, 3, 3],
  ] as const) {
    const tensor = Buffer.concat([ggufText('t'), uint32(1), uint64(values), uint32(type), uint64(0)]);
    const header = ggufHeader({ tensors: [tensor] });
    const whole = Math.ceil(header.length / 32) * 32 + bytes;
    const file = Buffer.concat([header, Buffer.alloc(whole - header.length)]);
    expect(await check(file), `type ${type}`).toBeNull();
    expect(await check(file.subarray(0, -1)), `type ${type}`).toEqual({
      code: 'model_damaged',
      reason: `is damaged: it ends too early, after ${whole - 1} bytes of ${whole} bytes`,
    });
  }
});

test('where only a little is missing, the bytes are counted', async () => {
  const header = ggufHeader({ tensors: [ggufTensor('t', [1_000_000])] });
  const start = Math.ceil(header.length / 32) * 32;
  const file = Buffer.concat([header, Buffer.alloc(start + 4_000_000 - header.length - 1)]);
  expect(await check(file)).toMatchObject({
    reason: 'is damaged: it ends too early, after 4,000,063 of 4,000,064 bytes',
  });
});

test('a size that no file has is not given as the size of the whole file', async () => {
  const tensor = Buffer.concat([
    ggufText('t'),
    uint32(4),
    ...[2n ** 62n, 2n ** 62n, 2n ** 62n, 2n ** 62n].map(uint64),
    uint32(0),
    uint64(0),
  ]);
  expect(await checkHeader({ tensors: [tensor] })).toEqual({
    code: 'model_damaged',
    reason: expect.stringMatching(/^is damaged: it ends too early, after \d+ bytes$/),
  });
});

test('tensors of a type that ggml has removed are refused, and those of an unknown type are a fact', async () => {
  const tensor = (type: number) =>
    Buffer.concat([ggufText('t'), uint32(1), uint64(32), uint32(type), uint64(0)]);
  expect(await checkHeader({ tensors: [tensor(31)] })).toEqual({
    code: 'model_unsupported',
    reason: 'has tensors of the type 31, which llama.cpp does not read any more',
  });
  const file = Buffer.concat([ggufHeader({ tensors: [tensor(99)] }), DATA]);
  expect(await factsOf(file)).toMatchObject({ unknownTensorType: 99, tensors: 1 });
});

test('it keeps the facts that tell what the file is, in whatever integer type they are written', async () => {
  const uint16 = (value: number) => uint32(value).subarray(0, 2);
  const entries = [
    ggufEntry('general.architecture', ggufTypes.text, ggufText('bert')),
    ggufEntry('general.type', ggufTypes.text, ggufText('model')),
    ggufEntry('bert.context_length', ggufTypes.uint32, uint32(512)),
    ggufEntry('bert.pooling_type', ggufTypes.int32, uint32(2)),
    ggufEntry('general.file_type', ggufTypes.uint32, uint32(15)),
    ggufEntry('split.no', ggufTypes.uint16, uint16(1)),
    ggufEntry('split.count', ggufTypes.uint16, uint16(3)),
    ggufEntry('split.tensors.count', ggufTypes.int32, uint32(40)),
    ggufEntry('tokenizer.ggml.tokens', ggufTypes.array, ggufArray(ggufTypes.text, words)),
  ];
  const file = Buffer.concat([ggufHeader({ entries, tensors: [ggufTensor('blk.0.x.lora_a')] }), DATA]);
  expect(await factsOf(file)).toEqual({
    architecture: 'bert',
    type: 'model',
    contextLength: 512,
    poolingType: 2,
    fileType: 15,
    splitNumber: 1,
    splitCount: 3,
    splitTensors: 40,
    tensors: 1,
    hasVocabulary: true,
    hasAdapterTensors: true,
    unknownTensorType: null,
  });
});

test('a name that is none is shortened, and shown without characters that are not printable', async () => {
  const name = `\u001b[31m${'x'.repeat(100_000)}`;
  const entries = [ggufEntry('general.architecture', ggufTypes.text, ggufText(name))];
  const { architecture } = await factsOf(ggufHeader({ entries }));
  expect(architecture).toBe(`?[31m${'x'.repeat(123)}`);
});
