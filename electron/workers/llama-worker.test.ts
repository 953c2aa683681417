import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  freePort,
  readEvents,
  TestBench,
  type TestWorker,
} from '../../e2e/testkit/process/llama-worker-bench.ts';
import { FREE_PATH, SETTINGS_PATH } from '../backend-types/llama/llama-protocol.ts';

let bench: TestBench;
let samplePath: string;

beforeAll(async () => {
  bench = new TestBench();
  [samplePath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
});
afterAll(() => bench.close());

const chat = (content: string, more: object = {}) => ({
  messages: [{ role: 'user', content }],
  temperature: 0,
  ...more,
});

interface ChatReply {
  object: string;
  model: string;
  choices: { message: { role: string; content: string }; finish_reason: string }[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}
interface CompletionReply {
  object: string;
  choices: { text: string; finish_reason: string }[];
  usage: ChatReply['usage'];
}
interface ErrorReply {
  error: { message: string; type: string; param: string | null; code: string | null };
}

test('it loads where its own executable runs no JavaScript, as in an installed desktop app', async () => {
  const worker = await bench.start({ modelPath: samplePath }, "process.execPath = '/bin/false';");
  expect((await worker.ready()).threads).toBe(1);
  await worker.kill();
});

describe('the API', () => {
  let worker: TestWorker;
  beforeAll(async () => {
    worker = await bench.start({ modelPath: samplePath, maxUsages: 2 });
    await worker.ready();
  });

  const chatReply = async (body: object) => {
    const response = await worker.post('/v1/chat/completions', body);
    expect(response.status).toBe(200);
    return (await response.json()) as ChatReply;
  };
  const refusal = async (path: string, body: unknown, init: RequestInit = {}) => {
    const response = await worker.post(path, body, init);
    return { status: response.status, ...((await response.json()) as ErrorReply) };
  };

  test('says what it loaded', async () => {
    const ready = await worker.ready();
    expect(ready).toMatchObject({ contextSize: 512, gpu: null, gpuLayers: 0, threads: 1 });
    expect(worker.messages).toContainEqual({ kind: 'model', model: 'sample' });
    expect(worker.messages).not.toContainEqual({ kind: 'trying', gpu: expect.any(String) });
  });

  test('health and models', async () => {
    const health = await fetch(worker.url('/health'));
    expect(health.status).toBe(200);
    expect(await health.json()).toEqual({ status: 'ok', model_loaded: true });
    const models = await fetch(worker.url('/v1/models'));
    expect(await models.json()).toMatchObject({ object: 'list', data: [{ id: 'sample', object: 'model' }] });
    expect((await fetch(worker.url('/v1/models/sample'))).status).toBe(200);
    expect((await fetch(worker.url('/v1/models/other'))).status).toBe(404);
  });

  test('a chat is answered in words, ends by itself, and tells its numbers of tokens', async () => {
    const reply = await chatReply(chat('Hello', { temperature: 1, seed: 3 }));
    expect(reply).toMatchObject({ object: 'chat.completion', model: 'sample' });
    const [choice] = reply.choices;
    expect(choice?.finish_reason).toBe('stop');
    expect(choice?.message.role).toBe('assistant');
    expect(choice?.message.content).toMatch(/^[A-Z][a-z ]+\.( [A-Z][a-z ]+\.)*$/);
    const { prompt_tokens, completion_tokens, total_tokens } = reply.usage;
    expect(prompt_tokens).toBeGreaterThan(5);
    // A word or a full stop is a token, and so is the end.
    const words = choice?.message.content.match(/\w+|\./g)?.length ?? 0;
    expect(completion_tokens).toBe(words + 1);
    expect(total_tokens).toBe(prompt_tokens + completion_tokens);
  });

  test('max_tokens ends the text as "length", with exactly so many tokens', async () => {
    for (const name of ['max_tokens', 'max_completion_tokens']) {
      const reply = await chatReply(chat('Hello', { [name]: 5 }));
      expect(reply.choices[0]?.finish_reason).toBe('length');
      expect(reply.usage.completion_tokens).toBe(5);
    }
  });

  test('the same seed gives the same text, another seed another', async () => {
    const text = async (seed: number) =>
      (await chatReply(chat('Hello', { temperature: 1, seed, max_tokens: 40 }))).choices[0]?.message.content;
    const first = await text(1);
    expect(await text(1)).toBe(first);
    const others = await Promise.all([2, 3, 4].map(text));
    expect(others.some((other) => other !== first)).toBe(true);
  });

  test('stop ends the text before the words given', async () => {
    const whole = (await chatReply(chat('Hello', { max_tokens: 30 }))).choices[0]?.message.content ?? '';
    const word = whole.split(' ')[3] as string;
    const cut = await chatReply(chat('Hello', { max_tokens: 30, stop: [` ${word}`] }));
    expect(cut.choices[0]?.finish_reason).toBe('stop');
    expect(cut.choices[0]?.message.content).toBe(whole.slice(0, whole.indexOf(` ${word}`)));
  });

  test('messages may have parts, a system and earlier replies', async () => {
    const reply = await chatReply({
      messages: [
        { role: 'developer', content: 'Be kind.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Hello' },
            { type: 'text', text: ' there' },
          ],
        },
        { role: 'assistant', content: 'A sample serves.' },
        { role: 'user', content: 'More' },
      ],
      max_tokens: 3,
      temperature: 0,
    });
    expect(reply.usage.completion_tokens).toBe(3);
  });

  test('a stream has the same text as the whole reply, and the usage where it is asked for', async () => {
    const body = chat('Hello', { max_tokens: 12 });
    const whole = await chatReply(body);
    const response = await worker.post('/v1/chat/completions', {
      ...body,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = await readEvents(response);
    expect(events.pop()).toBe('[DONE]');
    const chunks = events.map((event) => JSON.parse(event));
    const usage = chunks.pop();
    expect(usage).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '' });
    expect(new Set(chunks.map((chunk) => `${chunk.id} ${chunk.object}`)).size).toBe(1);
    expect(chunks[0].object).toBe('chat.completion.chunk');
    const text = chunks.map((chunk) => chunk.choices[0].delta.content ?? '').join('');
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(chunks.length).toBeGreaterThan(8);
    expect(chunks.map((chunk) => chunk.choices[0].finish_reason).filter(Boolean)).toEqual(['length']);
  });

  test('completions, whole and as a stream; 16 tokens where nothing is said', async () => {
    const body = { prompt: 'Your small', temperature: 0 };
    const response = await worker.post('/v1/completions', body);
    const reply = (await response.json()) as CompletionReply;
    expect(reply).toMatchObject({
      object: 'text_completion',
      choices: [{ finish_reason: 'length' }],
      usage: { prompt_tokens: 3, completion_tokens: 16 },
    });
    const events = await readEvents(await worker.post('/v1/completions', { ...body, stream: true }));
    expect(events.pop()).toBe('[DONE]');
    const chunks = events.map((event) => JSON.parse(event));
    expect(chunks.map((chunk) => chunk.choices[0].text).join('')).toBe(reply.choices[0]?.text);
    expect(chunks.at(-1).choices[0].finish_reason).toBe('length');
    expect(chunks[0].object).toBe('text_completion');
  });

  test('the context is used up to its end and not beyond', async () => {
    const response = await worker.post('/v1/completions', {
      prompt: 'x'.repeat(450),
      max_tokens: 500,
      temperature: 0,
    });
    const reply = (await response.json()) as CompletionReply;
    expect(reply.choices[0]?.finish_reason).toBe('length');
    expect(reply.usage.total_tokens).toBe(512);
  });

  test('a prompt that is longer than the context is refused, in both forms, and the worker lives on', async () => {
    for (const [path, body] of [
      ['/v1/chat/completions', chat('x'.repeat(2000))],
      ['/v1/chat/completions', chat('x'.repeat(2000), { stream: true })],
      ['/v1/completions', { prompt: 'x'.repeat(511) }],
    ] as const) {
      const { status, error } = await refusal(path, body);
      expect(status).toBe(400);
      expect(error).toMatchObject({ type: 'invalid_request_error', code: 'context_length_exceeded' });
      expect(error.message).toContain('512 tokens');
    }
    expect((await chatReply(chat('Hello', { max_tokens: 1 }))).usage.completion_tokens).toBe(1);
  });

  test.each([
    ['not JSON', '/v1/chat/completions', '{"messages":', 'invalid_json', null],
    ['not an object', '/v1/chat/completions', '[]', null, null],
    ['no messages', '/v1/chat/completions', {}, 'invalid_value', 'messages'],
    ['empty messages', '/v1/chat/completions', { messages: [] }, 'invalid_value', 'messages'],
    [
      'an unknown role',
      '/v1/chat/completions',
      { messages: [{ role: 'tool', content: 'x' }] },
      'invalid_value',
      'messages[0].role',
    ],
    [
      'an image',
      '/v1/chat/completions',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:,' } }] }] },
      'invalid_value',
      'messages[0].content',
    ],
    ['temperature', '/v1/chat/completions', chat('x', { temperature: 3 }), 'invalid_value', 'temperature'],
    ['max_tokens', '/v1/chat/completions', chat('x', { max_tokens: 0 }), 'invalid_value', 'max_tokens'],
    ['stop', '/v1/chat/completions', chat('x', { stop: [1] }), 'invalid_value', 'stop'],
    ['tools', '/v1/chat/completions', chat('x', { tools: [{}] }), 'unsupported_parameter', 'tools'],
    ['n', '/v1/chat/completions', chat('x', { n: 2 }), 'unsupported_parameter', 'n'],
    ['prompt', '/v1/completions', { prompt: ['a', 'b'] }, 'invalid_value', 'prompt'],
  ])('bad input is refused in words: %s', async (_name, path, body, code, param) => {
    const { status, error } = await refusal(path, body);
    expect(status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', code, param });
    expect(error.message).toMatch(/\.$/);
  });

  test('what a form could send is refused, and so are GET, OPTIONS and unknown addresses', async () => {
    const form = await refusal('/v1/chat/completions', JSON.stringify(chat('x')), {
      headers: { 'Content-Type': 'text/plain' },
    });
    expect([form.status, form.error.code]).toEqual([415, 'wrong_content_type']);
    expect((await fetch(worker.url('/v1/chat/completions'))).status).toBe(405);
    const preflight = await fetch(worker.url('/v1/chat/completions'), { method: 'OPTIONS' });
    expect(preflight.status).toBe(405);
    expect([...preflight.headers.keys()].some((name) => name.startsWith('access-control'))).toBe(false);
    expect((await refusal('/v1/embeddings', {})).status).toBe(404);
  });

  test('only its own names are answered to', async () => {
    const { port } = worker.configuration;
    const status = (host: string | string[]) =>
      new Promise<number>((resolve, reject) => {
        const sent = httpRequest({ port, host: '127.0.0.1', path: '/health', setHost: false }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.setHeader('Host', host as string);
        sent.once('error', reject);
        sent.end();
      });
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`])
      expect(await status(host)).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `127.0.0.1:1`,
      `a.localhost:${port}`,
    ])
      expect(await status(host)).toBe(421);
  });

  test('a body over 8 MB is refused', async () => {
    const { status, error } = await refusal('/v1/chat/completions', chat('x'.repeat(9 * 1024 * 1024)));
    expect([status, error.code]).toEqual([413, 'body_too_large']);
  });

  test('the control addresses need the token of this spawn', async () => {
    for (const path of [FREE_PATH, SETTINGS_PATH]) {
      expect((await refusal(path, {})).status).toBe(401);
      expect((await refusal(path, {}, { headers: { 'x-switchyard-token': 'test-tokem' } })).status).toBe(401);
    }
  });

  test('requests beyond the slots wait, and the usage told falls back to zero', async () => {
    const from = worker.messages.length;
    const replies = await Promise.all(
      Array.from({ length: 5 }, (_, index) => chatReply(chat(`Hello ${index}`, { max_tokens: 10 }))),
    );
    expect(replies.map((reply) => reply.usage.completion_tokens)).toEqual([10, 10, 10, 10, 10]);
    await worker.message('usage', ({ inFlight }) => inFlight === 0, from);
    const usages = worker.messages.slice(from).filter((message) => message.kind === 'usage');
    expect(Math.max(...usages.map(({ inFlight }) => inFlight))).toBe(5);
  });

  test('a client that goes away ends its generation', async () => {
    const from = worker.messages.length;
    const abort = new AbortController();
    const response = await worker.post(
      '/v1/completions',
      { prompt: 'Your', max_tokens: 500, temperature: 0, stream: true },
      { signal: abort.signal },
    );
    const reader = response.body?.getReader();
    await reader?.read();
    abort.abort();
    await worker.message('usage', ({ inFlight }) => inFlight === 0, from);
  });
});

describe('memory', () => {
  test('a free unloads, memory falls, and the next request loads again', async () => {
    const modelPath = await bench.model('large.gguf', {
      embedding: 512,
      layers: 8,
      heads: 8,
      keyValueHeads: 8,
      feedForward: 1408,
    });
    const worker = await bench.start({ modelPath, modelId: 'large' });
    const ready = await worker.ready();
    const request = () => worker.post('/v1/chat/completions', chat('Hello', { max_tokens: 3 }));
    expect((await request()).status).toBe(200);
    const loaded = worker.rss();

    const freed = await worker.control(FREE_PATH, { system_ram: true });
    expect(await freed.json()).toEqual({
      freed: true,
      message: 'The model was unloaded. The next request loads it again.',
    });
    const after = worker.rss();
    expect(loaded - after).toBeGreaterThan(60e6);
    await worker.message('model', ({ model }) => model === null);
    expect(await (await fetch(worker.url('/health'))).json()).toEqual({ status: 'ok', model_loaded: false });
    expect(await (await worker.control(FREE_PATH)).json()).toMatchObject({ freed: false });

    const from = worker.messages.length;
    const replies = await Promise.all([request(), request(), request()]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    const again = worker.rss();
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

  test('a model whose file has gone is told to the request, and the worker lives on', async () => {
    const modelPath = await bench.model('moved.gguf');
    const worker = await bench.start({ modelPath });
    await worker.ready();
    await worker.control(FREE_PATH);
    const content = await readFile(modelPath);
    await writeFile(modelPath, 'gone');
    const refused = await worker.post('/v1/chat/completions', chat('Hello'));
    expect(refused.status).toBe(503);
    expect(((await refused.json()) as ErrorReply).error).toMatchObject({
      code: 'not_a_model',
      type: 'server_error',
    });
    await writeFile(modelPath, content);
    expect((await worker.post('/v1/chat/completions', chat('Hello', { max_tokens: 1 }))).status).toBe(200);
    await worker.kill();
  });

  test('unused for long enough the model goes by itself; settings change while it runs', async () => {
    const worker = await bench.start({ modelPath: samplePath, keepLoadedMs: 50 });
    await worker.ready();
    await worker.message('model', ({ model }) => model === null);
    const from = worker.messages.length;
    const settings = await worker.control(SETTINGS_PATH, { alwaysFree: true, keepLoadedMs: 0 });
    expect(settings.status).toBe(204);
    await worker.post('/v1/chat/completions', chat('Hello', { max_tokens: 1 }));
    await worker.message('model', ({ model }) => model === null, from);
    await worker.kill();
  });

  test('a free refuses in words while a request takes long', async () => {
    const worker = await bench.start({ modelPath: samplePath, contextSize: 2048 });
    await worker.ready();
    const from = worker.messages.length;
    const long = worker.post('/v1/completions', { prompt: 'Your', max_tokens: 2000, temperature: 0 });
    await worker.message('usage', ({ inFlight }) => inFlight === 1, from);
    const reply = (await (await worker.control(FREE_PATH)).json()) as { message: string };
    // Whether the long one ends within the worker's patience depends on the machine; either way it is whole.
    expect([
      'The model was unloaded. The next request loads it again.',
      expect.stringContaining('still in use'),
    ]).toContainEqual(reply.message);
    expect(((await (await long).json()) as CompletionReply).usage.completion_tokens).toBeGreaterThan(1);
    await worker.kill();
  });
});

describe('starting and ending', () => {
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

  test('left to itself it takes what fits: layers, context, threads', async () => {
    const worker = await bench.start({ modelPath: samplePath, gpuLayers: -1, contextSize: 0, threads: 0 });
    const { contextSize, threads } = await worker.ready();
    // What the sample says it was made for.
    expect(contextSize).toBe(2048);
    expect(threads).toBeGreaterThanOrEqual(1);
    expect(threads).toBeLessThanOrEqual(Math.max(1, availableParallelism() - 1));
    expect((await worker.post('/v1/chat/completions', chat('Hello', { max_tokens: 1 }))).status).toBe(200);
    // A healthy start says nothing that looks like trouble, whether there is a GPU or not. Where Vulkan's library is
    // installed and finds no device, it says so in one line.
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

  test('a port in use, and files that are no models, are told by code', async () => {
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
      ['not_a_model', { modelPath: await file('empty.gguf', '') }],
      ['not_a_model', { modelPath: await file('head.gguf', content.subarray(0, 5000)) }],
      ['not_a_model', { modelPath: await file('half.gguf', content.subarray(0, content.length / 2)) }],
      ['not_a_model', { modelPath: await file('almost.gguf', content.subarray(0, -1000)) }],
      [
        'model_failed',
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
      // It stays for its host to end it, so that the words come before the exit.
      worker.signal('SIGTERM');
      await worker.exited;
    }
    taken.close();
  });
});
