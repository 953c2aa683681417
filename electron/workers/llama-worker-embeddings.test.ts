/** The llama worker as a real process that serves a tiny BERT model of random weights. */
import { Buffer } from 'node:buffer';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  EMBEDDING_CONTEXT,
  EMBEDDING_WIDTH,
  embeddingModel,
  POOLING,
} from '../../e2e/testkit/embedding-model.ts';
import { type ErrorReply, TestBench, type TestWorker } from '../../e2e/testkit/process/llama-worker-bench.ts';
import { FREE_PATH } from '../backend-types/llama/llama-protocol.ts';

interface EmbeddingReply {
  object: string;
  model: string;
  data: { object: string; index: number; embedding: number[] }[];
  usage: { prompt_tokens: number; total_tokens: number };
}

let bench: TestBench;
let worker: TestWorker;

beforeAll(async () => {
  bench = new TestBench();
  await bench.bundle();
  const modelPath = join(bench.folder, 'bert.gguf');
  await writeFile(modelPath, embeddingModel());
  worker = await bench.start({ modelPath, modelId: 'bert', isEmbeddingModel: true, maxUsages: 2 });
  await worker.ready();
});
afterAll(() => bench.close());

async function embed(body: object): Promise<EmbeddingReply> {
  const response = await worker.post('/v1/embeddings', { model: 'bert', ...body });
  expect(response.status).toBe(200);
  return (await response.json()) as EmbeddingReply;
}
const vectorOf = async (text: string) => (await embed({ input: text })).data[0]?.embedding ?? [];

async function refusal(path: string, body: unknown) {
  const response = await worker.post(path, body);
  return { status: response.status, ...((await response.json()) as ErrorReply) };
}

test('it is ready with the context that the model was made for, not with that of the settings', async () => {
  expect(await worker.ready()).toMatchObject({ contextSize: EMBEDDING_CONTEXT });
});

test('texts become vectors of the length 1, in their order, and their tokens are counted', async () => {
  const reply = await embed({ input: ['the cat sits', 'the dog runs on the mat'] });
  expect(reply).toMatchObject({
    object: 'list',
    model: 'bert',
    data: [
      { object: 'embedding', index: 0 },
      { object: 'embedding', index: 1 },
    ],
    // With one token before and one after each text.
    usage: { prompt_tokens: 13, total_tokens: 13 },
  });
  for (const { embedding } of reply.data) {
    expect(embedding).toHaveLength(EMBEDDING_WIDTH);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  }
  expect(await vectorOf('the cat sits')).toEqual(reply.data[0]?.embedding);
  expect(reply.data[0]?.embedding).not.toEqual(reply.data[1]?.embedding);
});

test('the same numbers come as base64 for clients that ask for it', async () => {
  const reply = await embed({ input: 'the cat', encoding_format: 'base64' });
  const bytes = Buffer.from(reply.data[0]?.embedding as unknown as string, 'base64');
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  expect([...numbers]).toEqual((await vectorOf('the cat')).map(Math.fround));
});

test('many requests at once get the same vectors as one after another', async () => {
  const texts = ['the cat', 'the dog', 'a house', 'a mat', 'the cat is big', 'a small dog runs'];
  const together = await Promise.all(texts.map(vectorOf));
  for (const [index, text] of texts.entries()) expect(await vectorOf(text)).toEqual(together[index]);
});

test('a text that fills the context is read, and a longer one is refused with both numbers', async () => {
  const words = (count: number) => Array.from({ length: count }, () => 'cat').join(' ');
  expect((await embed({ input: words(EMBEDDING_CONTEXT - 2) })).usage.prompt_tokens).toBe(EMBEDDING_CONTEXT);
  expect(await refusal('/v1/embeddings', { input: ['cat', words(EMBEDDING_CONTEXT - 1)] })).toMatchObject({
    status: 400,
    error: {
      code: 'context_length_exceeded',
      message: 'The model reads 64 tokens at a time, and text 2 of 2 has 65. Split it into shorter ones.',
    },
  });
});

test.each([
  [{}, /input must be a text/],
  [{ input: '' }, /none of them empty/],
  [{ input: [] }, /none of them empty/],
  [{ input: [[1, 2]] }, /tokens are those of another vocabulary/],
  [{ input: [1, 2] }, /tokens are those of another vocabulary/],
  [{ input: 'a', dimensions: 8 }, /dimensions is not supported/],
  [{ input: 'a', encoding_format: 'hex' }, /'float' or 'base64'/],
])('%j is refused in words', async (body, message) => {
  expect(await refusal('/v1/embeddings', body)).toMatchObject({
    status: 400,
    error: { message: expect.stringMatching(message) },
  });
});

test.each([
  ['/v1/chat/completions', { messages: [{ role: 'user', content: 'Hello' }] }],
  ['/v1/completions', { prompt: 'Hello' }],
])('%s is refused in words, since the model generates no text', async (path, body) => {
  expect(await refusal(path, body)).toMatchObject({
    status: 400,
    error: {
      code: 'not_supported',
      message:
        'bert is an embedding model: it turns texts into vectors (/v1/embeddings) and generates no text.',
    },
  });
});

test('its memory is freed, and the next request loads it again', async () => {
  const before = await vectorOf('the cat');
  const freed = await worker.post(FREE_PATH, {}, { headers: { 'x-switchyard-token': 'test-token' } });
  expect(await freed.json()).toMatchObject({ freed: true });
  expect(await vectorOf('the cat')).toEqual(before);
});

test('a model that does not name how it pools is served, and a notice says so', async () => {
  const modelPath = join(bench.folder, 'unpooled.gguf');
  await writeFile(modelPath, embeddingModel(POOLING.none));
  const other = await bench.start({ modelPath, isEmbeddingModel: true });
  await other.ready();
  expect(await other.message('notice')).toMatchObject({
    message: { text: expect.stringContaining('last token') },
  });
  expect((await other.post('/v1/embeddings', { input: 'the cat' })).status).toBe(200);
  await other.kill();
});

test('a model that generates text says that it makes no embeddings', async () => {
  const other = await bench.start({ modelPath: await bench.model('sample.gguf') });
  await other.ready();
  const response = await other.post('/v1/embeddings', { input: 'the cat' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error: { code: 'not_supported', message: expect.stringContaining('needs an embedding model') },
  });
  await other.kill();
});
