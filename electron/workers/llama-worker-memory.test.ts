/** The llama worker as a real process: how it loads and unloads its model. */
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type CompletionReply,
  chatBody,
  type ErrorReply,
  TestBench,
} from '../../e2e/testkit/process/llama-worker-bench.ts';
import { FREE_PATH, SETTINGS_PATH } from '../backend-types/llama/llama-protocol.ts';

let bench: TestBench;
let samplePath: string;

beforeAll(async () => {
  bench = new TestBench();
  [samplePath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
});
afterAll(() => bench.close());

test('freeing memory unloads the model, and the next request loads it again', async () => {
  const modelPath = await bench.model('large.gguf', {
    embedding: 512,
    layers: 8,
    heads: 8,
    keyValueHeads: 8,
    feedForward: 1408,
  });
  const worker = await bench.start({ modelPath, modelId: 'large' });
  const ready = await worker.ready();
  const request = () => worker.post('/v1/chat/completions', chatBody('Hello', { max_tokens: 3 }));
  expect((await request()).status).toBe(200);
  const loaded = await worker.rss();

  const freed = await worker.control(FREE_PATH, { system_ram: true });
  expect(await freed.json()).toEqual({
    freed: true,
    message: expect.objectContaining({
      text: 'The model was unloaded. The next request loads it again.',
    }),
  });
  const after = await worker.rss();
  expect(loaded - after).toBeGreaterThan(60e6);
  await worker.message('model', ({ model }) => model === null);
  expect(await (await fetch(worker.url('/health'))).json()).toEqual({ status: 'ok', model_loaded: false });
  expect(await (await worker.control(FREE_PATH)).json()).toMatchObject({ freed: false });

  const from = worker.messages.length;
  const replies = await Promise.all([request(), request(), request()]);
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
  const again = await worker.rss();
  expect(again - after).toBeGreaterThan(60e6);
  expect(worker.messages.slice(from).filter((message) => message.kind === 'model')).toEqual([
    { kind: 'model', model: 'large' },
  ]);
  const mb = (bytes: number) => Math.round(bytes / 1e6);
  console.log(
    `ready ${ready.loadMs} ms; RSS ${mb(loaded)} MB loaded, ${mb(after)} freed, ${mb(again)} again`,
  );
  await worker.kill();
});

test('a request says that the file of the model is gone, and the worker goes on running', async () => {
  const modelPath = await bench.model('moved.gguf');
  const worker = await bench.start({ modelPath });
  await worker.ready();
  await worker.control(FREE_PATH);
  const content = await readFile(modelPath);
  await writeFile(modelPath, 'gone');
  const refused = await worker.post('/v1/chat/completions', chatBody('Hello'));
  expect(refused.status).toBe(503);
  expect(((await refused.json()) as ErrorReply).error).toMatchObject({
    code: 'not_a_model',
    type: 'server_error',
  });
  await writeFile(modelPath, content);
  expect((await worker.post('/v1/chat/completions', chatBody('Hello', { max_tokens: 1 }))).status).toBe(200);
  await worker.kill();
});

test('the model is unloaded when it was not used for long enough; settings change while the worker runs', async () => {
  const worker = await bench.start({ modelPath: samplePath, keepLoadedMs: 50 });
  await worker.ready();
  await worker.message('model', ({ model }) => model === null);
  const from = worker.messages.length;
  const settings = await worker.control(SETTINGS_PATH, { alwaysFree: true, keepLoadedMs: 0 });
  expect(settings.status).toBe(204);
  await worker.post('/v1/chat/completions', chatBody('Hello', { max_tokens: 1 }));
  await worker.message('model', ({ model }) => model === null, from);
  await worker.kill();
});

test('freeing memory is refused with a message while a request takes long', async () => {
  const worker = await bench.start({ modelPath: samplePath, contextSize: 2048 });
  await worker.ready();
  const from = worker.messages.length;
  const long = worker.post('/v1/completions', { prompt: 'Your', max_tokens: 2000, temperature: 0 });
  await worker.message('usage', ({ inFlight }) => inFlight === 1, from);
  const reply = (await (await worker.control(FREE_PATH)).json()) as { message: { text: string } };
  // Whether the long request ends before the time-out depends on the machine. Its reply is complete in both cases.
  expect([
    'The model was unloaded. The next request loads it again.',
    expect.stringContaining('still in use'),
  ]).toContainEqual(reply.message.text);
  expect(((await (await long).json()) as CompletionReply).usage.completion_tokens).toBeGreaterThan(1);
  await worker.kill();
});
