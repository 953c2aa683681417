/** The llama worker as a real process: how it starts and stops. */
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../e2e/testkit/net/free-port.ts';
import { chatBody, TestBench } from '../../e2e/testkit/process/llama-worker-bench.ts';

let bench: TestBench;
let samplePath: string;

beforeAll(async () => {
  bench = new TestBench();
  [samplePath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
});
afterAll(() => bench.close());

test('it loads the model where its own executable runs no JavaScript, as in an installed desktop app', async () => {
  const worker = await bench.start({ modelPath: samplePath }, "process.execPath = '/bin/false';");
  expect((await worker.ready()).threads).toBe(1);
  await worker.kill();
});

test('SIGTERM ends it in the middle of a generation', async () => {
  const worker = await bench.start({ modelPath: samplePath, contextSize: 2048 });
  await worker.ready();
  const response = await worker.post('/v1/completions', {
    prompt: 'Your',
    max_tokens: 2000,
    temperature: 0,
    stream: true,
  });
  const reader = response.body?.getReader();
  await reader?.read();
  const since = performance.now();
  worker.signal('SIGTERM');
  expect(await worker.exited).toEqual({ code: null, signal: 'SIGTERM' });
  console.log(`SIGTERM to exit: ${Math.round(performance.now() - since)} ms`);
  await reader?.closed.catch(() => undefined);
});

test('it chooses what fits where the settings leave it open: layers, context, threads', async () => {
  const worker = await bench.start({ modelPath: samplePath, gpuLayers: -1, contextSize: 0, threads: 0 });
  const { contextSize, threads } = await worker.ready();
  // The context for which the sample model was made.
  expect(contextSize).toBe(2048);
  expect(threads).toBeGreaterThanOrEqual(1);
  expect(threads).toBeLessThanOrEqual(Math.max(1, availableParallelism() - 1));
  expect((await worker.post('/v1/chat/completions', chatBody('Hello', { max_tokens: 1 }))).status).toBe(200);
  // A healthy start logs nothing that looks like an error, whether there is a GPU or not. Where Vulkan's library is
  // installed and finds no device, the worker says so in one line.
  const noVulkan = 'No Vulkan device was found, so the model runs on the processor.';
  expect(worker.output.filter((line) => !line.startsWith('Loaded ') && line !== noVulkan)).toEqual([]);
  expect(worker.output.filter((line) => line === noVulkan).length).toBeLessThanOrEqual(1);
  await worker.kill();
});

test('while the model loads, health is 503', async () => {
  const worker = await bench.start({ modelPath: samplePath });
  let status = 0;
  while (status === 0)
    status = await fetch(worker.url('/health')).then(
      (response) => response.status,
      () => 0,
    );
  expect([503, 200]).toContain(status);
  await worker.ready();
  expect((await fetch(worker.url('/health'))).status).toBe(200);
  await worker.kill();
});

test('a port in use and files that are no models are reported by code', async () => {
  const content = await readFile(samplePath);
  const file = async (name: string, data: Buffer | string) => {
    const path = join(bench.folder, name);
    await writeFile(path, data);
    return path;
  };
  const taken = createServer().listen(await freePort(), '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const cases = [
    [
      'port_in_use',
      { modelPath: samplePath, port: typeof address === 'object' && address ? address.port : 0 },
    ],
    ['path_not_found', { modelPath: join(bench.folder, 'missing.gguf') }],
    ['wrong_kind_of_path', { modelPath: bench.folder }],
    ['not_a_model', { modelPath: await file('text.gguf', 'This is a text and not a model, long enough.') }],
    ['model_damaged', { modelPath: await file('empty.gguf', '') }],
    ['model_damaged', { modelPath: await file('head.gguf', content.subarray(0, 5000)) }],
    ['model_damaged', { modelPath: await file('half.gguf', content.subarray(0, content.length / 2)) }],
    ['model_damaged', { modelPath: await file('almost.gguf', content.subarray(0, -1000)) }],
    [
      'model_unsupported',
      {
        modelPath: await file(
          'foreign.gguf',
          Buffer.from(content.toString('latin1').replace('\0llama', '\0lxama'), 'latin1'),
        ),
      },
    ],
  ] as const;
  for (const [code, configuration] of cases) {
    const worker = await bench.start(configuration);
    const failed = await worker.message('failed');
    expect(failed, configuration.modelPath).toMatchObject({ code });
    expect(failed.reason).not.toBe('');
    // It waits to be ended, so that the message comes before the exit.
    worker.signal('SIGTERM');
    await worker.exited;
  }
  taken.close();
});

test('a chat template that cannot be used is reported as a notice, and chats are served all the same', async () => {
  const templates = {
    syntax: '{% for m in %}{{ m }}',
    'unknown filter': '{{ messages | nosuchfilter }}',
    refusal: "{{ raise_exception('no') }}",
  };
  for (const [name, chatTemplate] of Object.entries(templates)) {
    const modelPath = await bench.model(`${name}.gguf`, { chatTemplate });
    const worker = await bench.start({ modelPath });
    await worker.ready();
    expect(await worker.message('notice'), name).toEqual({
      kind: 'notice',
      message: expect.objectContaining({
        text: expect.stringContaining('chat template in the model file cannot be used'),
      }),
    });
    const chat = await worker.post('/v1/chat/completions', chatBody('Hello', { max_tokens: 1 }));
    expect(chat.status, name).toBe(200);
    await worker.kill();
  }
});
