/** The API of the llama worker, of a real process that serves the sample model. */
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ChatReply,
  type CompletionReply,
  chatBody,
  type ErrorReply,
  readEvents,
  TestBench,
  type TestWorker,
} from '../../e2e/testkit/process/llama-worker-bench.ts';
import { FREE_PATH, SETTINGS_PATH } from '../backend-types/llama/llama-protocol.ts';

let bench: TestBench;
let worker: TestWorker;

beforeAll(async () => {
  bench = new TestBench();
  const [modelPath] = await Promise.all([bench.model('sample.gguf'), bench.bundle()]);
  worker = await bench.start({ modelPath, maxUsages: 2 });
  await worker.ready();
});
afterAll(() => bench.close());

const chatReply = async (body: object) => {
  const response = await worker.post('/v1/chat/completions', body);
  expect(response.status).toBe(200);
  return (await response.json()) as ChatReply;
};
const refusal = async (path: string, body: unknown, init: RequestInit = {}) => {
  const response = await worker.post(path, body, init);
  return { status: response.status, ...((await response.json()) as ErrorReply) };
};

/** `fetch` always sends a type. */
const statusWithoutType = (headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const sent = httpRequest(
      worker.url('/v1/chat/completions'),
      { method: 'POST', headers },
      (response) => void response.resume().once('end', () => resolve(response.statusCode ?? 0)),
    );
    sent.once('error', reject);
    sent.end(JSON.stringify(chatBody('Hello', { max_tokens: 1 })));
  });

test('the worker reports what it loaded', async () => {
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

test('a chat is answered in sentences, ends by itself, and has its numbers of tokens', async () => {
  const reply = await chatReply(chatBody('Hello', { temperature: 1, seed: 3 }));
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
    const reply = await chatReply(chatBody('Hello', { [name]: 5 }));
    expect(reply.choices[0]?.finish_reason).toBe('length');
    expect(reply.usage.completion_tokens).toBe(5);
  }
});

test('the same seed gives the same text, another seed another', async () => {
  const text = async (seed: number) =>
    (await chatReply(chatBody('Hello', { temperature: 1, seed, max_tokens: 40 }))).choices[0]?.message
      .content;
  const first = await text(1);
  expect(await text(1)).toBe(first);
  const others = await Promise.all([2, 3, 4].map(text));
  expect(others.some((other) => other !== first)).toBe(true);
});

test('stop ends the text before the given words', async () => {
  const whole = (await chatReply(chatBody('Hello', { max_tokens: 30 }))).choices[0]?.message.content ?? '';
  const word = whole.split(' ')[3] as string;
  const cut = await chatReply(chatBody('Hello', { max_tokens: 30, stop: [` ${word}`] }));
  expect(cut.choices[0]?.finish_reason).toBe('stop');
  expect(cut.choices[0]?.message.content).toBe(whole.slice(0, whole.indexOf(` ${word}`)));
});

test('messages may have parts, a system role and earlier replies', async () => {
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

test('a stream has the same text as the whole reply, and the usage where it is requested', async () => {
  const body = chatBody('Hello', { max_tokens: 12 });
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

test('completions come whole and as a stream, with 16 tokens by default', async () => {
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

test('a prompt that is longer than the context is refused, in both forms, and the worker goes on running', async () => {
  for (const [path, body] of [
    ['/v1/chat/completions', chatBody('x'.repeat(2000))],
    ['/v1/chat/completions', chatBody('x'.repeat(2000), { stream: true })],
    ['/v1/completions', { prompt: 'x'.repeat(511) }],
  ] as const) {
    const { status, error } = await refusal(path, body);
    expect(status).toBe(400);
    expect(error).toMatchObject({ type: 'invalid_request_error', code: 'context_length_exceeded' });
    expect(error.message).toContain('512 tokens');
  }
  expect((await chatReply(chatBody('Hello', { max_tokens: 1 }))).usage.completion_tokens).toBe(1);
});

test.each([
  ['not JSON', '/v1/chat/completions', '{"messages":', 'invalid_json', null],
  ['not an object', '/v1/chat/completions', '[]', null, null],
  ['no messages', '/v1/chat/completions', {}, 'invalid_value', 'messages'],
  ['empty messages', '/v1/chat/completions', { messages: [] }, 'invalid_value', 'messages'],
  [
    'an unknown role',
    '/v1/chat/completions',
    { messages: [{ role: 'robot', content: 'x' }] },
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
  [
    'temperature',
    '/v1/chat/completions',
    chatBody('x', { temperature: 'hot' }),
    'invalid_value',
    'temperature',
  ],
  ['max_tokens', '/v1/chat/completions', chatBody('x', { max_tokens: 0 }), 'invalid_value', 'max_tokens'],
  ['stop', '/v1/chat/completions', chatBody('x', { stop: [1] }), 'invalid_value', 'stop'],
  ['tools', '/v1/chat/completions', chatBody('x', { tools: [{}] }), 'invalid_value', 'tools[0]'],
  [
    'a biased token that the model lacks',
    '/v1/chat/completions',
    chatBody('x', { logit_bias: { 999999: 1 } }),
    'unsupported_parameter',
    null,
  ],
  [
    'a bias that is no number',
    '/v1/chat/completions',
    chatBody('x', { logit_bias: { 5: 'x' } }),
    'invalid_value',
    'logit_bias',
  ],
  [
    'an unknown response format',
    '/v1/chat/completions',
    chatBody('x', { response_format: { type: 'xml' } }),
    'invalid_value',
    'response_format',
  ],
  [
    'a response format for a completion',
    '/v1/completions',
    { prompt: 'x', response_format: { type: 'json_object' } },
    'unsupported_parameter',
    'response_format',
  ],
  ['n', '/v1/chat/completions', chatBody('x', { n: 2 }), 'unsupported_parameter', 'n'],
  ['prompt', '/v1/completions', { prompt: ['a', 'b'] }, 'invalid_value', 'prompt'],
])('bad input is refused with a message: %s', async (_name, path, body, code, param) => {
  const { status, error } = await refusal(path, body);
  expect(status).toBe(400);
  expect(error).toMatchObject({ type: 'invalid_request_error', code, param });
  expect(error.message).toMatch(/\.$/);
});

test('a body that a form could send is refused, and so are GET, OPTIONS and unknown addresses', async () => {
  const form = await refusal('/v1/chat/completions', JSON.stringify(chatBody('x')), {
    headers: { 'Content-Type': 'text/plain' },
  });
  expect([form.status, form.error.code]).toEqual([415, 'wrong_content_type']);
  // Without a type, a web page can send it as well, and its browser says whose page that is.
  for (const header of ['Origin', 'Sec-Fetch-Site'])
    expect(await statusWithoutType({ [header]: 'null' })).toBe(415);
  expect((await fetch(worker.url('/v1/chat/completions'))).status).toBe(405);
  const preflight = await fetch(worker.url('/v1/chat/completions'), { method: 'OPTIONS' });
  expect(preflight.status).toBe(405);
  expect([...preflight.headers.keys()].some((name) => name.startsWith('access-control'))).toBe(false);
  expect((await refusal('/v1/images/generations', {})).status).toBe(404);
});

test('a program may leave out the type of its body', async () => {
  expect(await statusWithoutType({})).toBe(200);
});

test.each([
  ['GET', '/models'],
  ['GET', '/v1/models/'],
  ['GET', '//v1//models'],
  ['POST', '/chat/completions'],
  ['POST', '/v1/chat/completions/'],
  ['POST', '//v1/chat/completions?stream=x'],
  ['POST', '/completions'],
])('an address is found however a client joins it: %s %s', async (method, path) => {
  const body = JSON.stringify(chatBody('Hello', { max_tokens: 1, prompt: 'Your' }));
  const response = await (method === 'GET' ? fetch(worker.url(path)) : worker.post(path, body));
  expect(response.status).toBe(200);
});

test('requests for other host names are refused', async () => {
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
  const { status, error } = await refusal('/v1/chat/completions', chatBody('x'.repeat(9 * 1024 * 1024)));
  expect([status, error.code]).toEqual([413, 'body_too_large']);
});

test('the control addresses need the token of this spawn', async () => {
  for (const path of [FREE_PATH, SETTINGS_PATH]) {
    expect((await refusal(path, {})).status).toBe(401);
    expect((await refusal(path, {}, { headers: { 'x-switchyard-token': 'test-tokem' } })).status).toBe(401);
  }
});

test('requests wait when all slots are used, and the reported usage falls back to zero', async () => {
  const from = worker.messages.length;
  const replies = await Promise.all(
    Array.from({ length: 5 }, (_, index) => chatReply(chatBody(`Hello ${index}`, { max_tokens: 10 }))),
  );
  expect(replies.map((reply) => reply.usage.completion_tokens)).toEqual([10, 10, 10, 10, 10]);
  await worker.message('usage', ({ inFlight }) => inFlight === 0, from);
  const usages = worker.messages.slice(from).filter((message) => message.kind === 'usage');
  expect(Math.max(...usages.map(({ inFlight }) => inFlight))).toBe(5);
});

test('a generation ends when its client disconnects', async () => {
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
