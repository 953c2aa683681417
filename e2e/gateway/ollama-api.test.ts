/** Clients of Ollama's API at the gateway: npm's client `ollama`, unchanged, with backends that do not speak that API. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Message, Ollama } from 'ollama';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { Backends } from '../testkit/backends.ts';
import { EMBEDDING_WIDTH, embeddingModel } from '../testkit/embedding-model.ts';
import { addModelServer } from '../testkit/net/model-server.ts';

const ask = (content: string): Message[] => [{ role: 'user', content }];

describe('npm’s client, of the sample model', () => {
  it('lists it, chats, streams with its counts, and generates', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    await backends.addRunning({}, { type_id: 'localllama', title: 'Sample' });
    const ollama = new Ollama({ host: host.gatewayUrl });

    const { models } = await ollama.list();
    expect(models).toEqual([expect.objectContaining({ name: 'sample', model: 'sample' })]);
    expect((await ollama.ps()).models.map(({ name }) => name)).toEqual(['sample']);
    expect(await ollama.show({ model: 'sample' })).toMatchObject({ capabilities: ['completion', 'tools'] });
    expect(await (await fetch(`${host.gatewayUrl}/api/version`)).json()).toEqual({ version: '0.32.15' });

    const options = { num_predict: 4, temperature: 0 };
    const whole = await ollama.chat({ model: 'sample', messages: ask('Hello'), options });
    expect(whole).toMatchObject({ model: 'sample', done: true, done_reason: 'length', eval_count: 4 });
    expect(whole.message.role).toBe('assistant');
    expect(whole.prompt_eval_count).toBeGreaterThan(0);

    const parts = [];
    for await (const part of await ollama.chat({
      model: 'sample',
      messages: ask('Hello'),
      options,
      stream: true,
    }))
      parts.push(part);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ message }) => message.content).join('')).toBe(whole.message.content);
    expect(parts.map(({ done }) => done)).toEqual([...parts.slice(1).map(() => false), true]);
    expect(parts.at(-1)).toMatchObject({ done_reason: 'length', eval_count: 4 });
    const { total_duration = 0, load_duration = 0, eval_duration = 0 } = parts.at(-1) ?? {};
    expect(total_duration).toBeGreaterThanOrEqual(load_duration + eval_duration);

    const generated = await ollama.generate({ model: 'sample', prompt: 'Hello', options });
    expect(generated).toMatchObject({ done: true, response: whole.message.content });
    const raw = await ollama.generate({ model: 'sample', prompt: 'Hello', raw: true, options });
    expect(raw).toMatchObject({ done: true, eval_count: 4 });
  });

  it('writes JSON of a schema, and is told what cannot be passed on', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    await backends.addRunning({}, { type_id: 'localllama' });
    const ollama = new Ollama({ host: host.gatewayUrl });
    const format = { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] };
    const json = await ollama.chat({ model: 'sample', messages: ask('Is it?'), format });
    expect(JSON.parse(json.message.content)).toEqual({ ok: expect.any(Boolean) });

    const refused = (call: Promise<unknown>) => expect(call).rejects;
    await refused(ollama.chat({ model: 'smaple', messages: ask('Hi') })).toThrow("Did you mean 'sample'?");
    const mirostat = { mirostat: 1 };
    await refused(ollama.chat({ model: 'sample', messages: ask('Hi'), options: mirostat })).toThrow(
      "'options.mirostat' cannot be passed on",
    );
    await refused(ollama.generate({ model: 'sample', prompt: 'Hi', suffix: 'there' })).toThrow("'suffix'");
    await refused(ollama.chat({ model: 'sample', messages: [] })).toThrow('no messages');
    await refused(ollama.pull({ model: 'llama3' })).toThrow('is not served by Switchyard');
  });

  it('ends a request at the worker when it is aborted', async ({ sharedHost }) => {
    const { host, backends } = sharedHost;
    const { id } = await backends.addRunning({}, { type_id: 'localllama' });
    const ollama = new Ollama({ host: host.gatewayUrl });
    const options = { num_predict: 2000, temperature: 0 };
    const stream = await ollama.chat({ model: 'sample', messages: ask('Hello'), options, stream: true });
    for await (const _ of stream) {
      stream.abort();
      break;
    }
    // The only slot is free again.
    const after = await ollama.chat({
      model: `backend:${id}`,
      messages: ask('Hi'),
      options: { num_predict: 1 },
    });
    expect(after.done).toBe(true);
  });
});

it('embeddings come from an embedding model, by both routes', async ({ hostForTest }) => {
  const { host, backends } = await hostForTest();
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-gateway-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ModelPath = join(folder, 'bert.gguf');
  await writeFile(ModelPath, embeddingModel());
  await backends.addRunning({ ModelPath }, { type_id: 'localllama' });
  const ollama = new Ollama({ host: host.gatewayUrl });
  const { embeddings } = await ollama.embed({ model: 'bert', input: ['the cat', 'the dog'] });
  expect(embeddings.map((vector) => vector.length)).toEqual([EMBEDDING_WIDTH, EMBEDDING_WIDTH]);
  const { embedding } = await ollama.embeddings({ model: 'bert', prompt: 'the cat' });
  expect(embedding).toEqual(embeddings[0]);
  expect(await ollama.show({ model: 'bert' })).toMatchObject({ capabilities: ['embedding'] });
  await expect(ollama.chat({ model: 'bert', messages: ask('Hi') })).rejects.toThrow('is an embedding model');
});

it('a real Ollama describes its models itself: their size, family and context, under aliases too', async ({
  hostForTest,
  standInForTest,
}) => {
  const { host, backends } = await hostForTest();
  const worker = await standInForTest('ollama');
  const Aliases = ['fast = small:3b'];
  const { id } = await backends.addRunning({ Address: worker.url, Aliases }, { type_id: 'ollama' });
  await backends.until(id, 'lists its models', ({ models }) => models?.includes('small:3b') === true);
  const own = new Ollama({ host: worker.url });
  const ollama = new Ollama({ host: host.gatewayUrl });
  const { models } = await ollama.list();
  const { models: ownModels } = await own.list();
  expect(models.filter(({ name }) => name !== 'fast')).toEqual(ownModels);
  expect(models.find(({ name }) => name === 'fast')).toEqual({
    ...ownModels.find(({ name }) => name === 'small:3b'),
    name: 'fast',
    model: 'fast',
  });
  const shown = await ollama.show({ model: 'fast' });
  expect(shown).toEqual(await own.show({ model: 'small:3b' }));
  expect(shown.model_info).toMatchObject({ 'llama.context_length': 2048 });
  await expect(ollama.show({ model: 'huge' })).rejects.toThrow('huge');

  // What is known here is told of one that answers nonsense.
  await worker.order({ mood: 'garbage' });
  expect((await ollama.list()).models.map(({ name }) => name)).toEqual(models.map(({ name }) => name));
  expect(await ollama.show({ model: 'tiny' })).toMatchObject({ capabilities: ['completion'] });
});

/** A server with the model `shared`. @param answer gets the JSON of each request */
const addServer = (
  backends: Backends,
  answer: (body: Record<string, unknown>, response: ServerResponse) => void,
) =>
  addModelServer(backends, async (request, response) => {
    let text = '';
    for await (const chunk of request) text += String(chunk);
    answer(JSON.parse(text), response);
  });

const event = (delta: object, finish_reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

describe('what is sent to a server of OpenAI’s API', () => {
  it('has tools, images, calls of tools and their results in its form; calls come back whole', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const seen: Record<string, unknown>[] = [];
    await addServer(backends, (body, response) => {
      seen.push(body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const call = (part: object) => event({ tool_calls: [{ index: 0, ...part }] });
      response.end(
        call({ id: 'a', function: { name: 'add', arguments: '{"a":' } }) +
          call({ function: { arguments: '1}' } }) +
          event({}, 'tool_calls') +
          'data: [DONE]\n\n',
      );
    });
    const ollama = new Ollama({ host: host.gatewayUrl });
    const called = { function: { name: 'add', arguments: { a: 1 } } };
    const parameters = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] };
    const tools = [{ type: 'function', function: { name: 'add', description: 'Adds', parameters } }];
    const reply = await ollama.chat({
      model: 'shared',
      tools,
      messages: [
        { role: 'user', content: 'See', images: ['iVBORw0KGgo='] },
        {
          role: 'assistant',
          content: '',
          tool_calls: [called, { function: { name: 'sub', arguments: {} } }],
        },
        { role: 'tool', content: '2', tool_name: 'sub' },
        { role: 'tool', content: '1', tool_name: 'add' },
      ],
      options: { num_predict: -1, top_k: 3, num_ctx: 4096 },
    });
    expect(reply.message.tool_calls).toEqual([
      { id: 'a', function: { index: 0, name: 'add', arguments: { a: 1 } } },
    ]);
    expect(reply.done_reason).toBe('stop');
    expect(seen[0]).toEqual({
      model: 'shared',
      stream: true,
      stream_options: { include_usage: true },
      top_k: 3,
      tools,
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          ],
        },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { id: 'call_1_0', type: 'function', function: { name: 'add', arguments: '{"a":1}' } },
            { id: 'call_1_1', type: 'function', function: { name: 'sub', arguments: '{}' } },
          ],
        },
        { role: 'tool', content: '2', tool_call_id: 'call_1_1' },
        { role: 'tool', content: '1', tool_call_id: 'call_1_0' },
      ],
    });
  });

  it.for<readonly [string, (response: ServerResponse) => void, string]>([
    [
      'says no, in its own words',
      (response: ServerResponse) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end('{"error":{"message":"the context is full"}}');
      },
      'the context is full',
    ],
    [
      'ends in the middle',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(event({ content: 'Hel' }), () => response.destroy());
      },
      'ended in the middle of its answer',
    ],
    [
      'has an error in its stream',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end('data: {"error":{"message":"out of memory"}}\n\n');
      },
      'out of memory',
    ],
    [
      'sends nonsense',
      (response: ServerResponse) => void response.end('data: nonsense\n\n'),
      'in the middle',
    ],
  ] as const)(
    'a server that %s is told of in Ollama’s shape',
    async ([_, answer, message], { hostForTest }) => {
      const { host, backends } = await hostForTest();
      await addServer(backends, (_body, response) => answer(response));
      const ollama = new Ollama({ host: host.gatewayUrl });
      await expect(ollama.chat({ model: 'shared', messages: ask('Hi') })).rejects.toThrow(message);
      const streamed = async () => {
        for await (const _part of await ollama.chat({ model: 'shared', messages: ask('Hi'), stream: true }));
      };
      await expect(streamed()).rejects.toThrow(message);
    },
  );
});
