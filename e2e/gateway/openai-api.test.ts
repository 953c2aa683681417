/** One address for all models: npm's client `openai`, unchanged, calls real workers of this host by the names of their models. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI from 'openai';
import { describe, expect, onTestFinished } from 'vitest';
import { it } from '../launch/headless/host-for-test.ts';
import type { TestHost } from '../launch/headless/start-host.ts';
import { EMBEDDING_WIDTH, embeddingModel } from '../testkit/embedding-model.ts';

const clientOf = ({ url, token }: TestHost, options: { apiKey?: string } = {}): OpenAI =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey: options.apiKey ?? token, maxRetries: 0 });

const HELLO = [{ role: 'user' as const, content: 'Hello' }];

const refusal = async (call: PromiseLike<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> => {
  const error: unknown = await Promise.resolve(call).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof OpenAI.APIError) return error;
  throw new Error(`it was not refused, but: ${String(error)}`);
};

describe('the sample model', () => {
  it('is listed, answers, and streams with its usage, to npm’s client', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const { id } = await backends.addRunning({}, { type_id: 'localllama', title: 'Sample' });
    const openai = clientOf(host);

    const { data } = await openai.models.list();
    expect(data).toEqual([
      expect.objectContaining({
        id: 'sample',
        switchyard: expect.objectContaining({ backend: id, loaded: true }),
      }),
    ]);
    expect(await openai.models.retrieve('sample')).toEqual(data[0]);
    expect(await refusal(openai.models.retrieve('simple'))).toMatchObject({
      status: 404,
      code: 'model_not_found',
      message: expect.stringContaining("Did you mean 'sample'?"),
    });
    const answer = await openai.chat.completions.create({ model: 'sample', messages: HELLO, max_tokens: 4 });
    expect(answer.choices[0]?.message.content).toEqual(expect.any(String));
    expect(answer.usage?.completion_tokens).toBeGreaterThan(0);

    const stream = await openai.chat.completions.create({
      model: `backend:${id}`,
      messages: HELLO,
      max_tokens: 4,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    // Counted also where the client asks for no usage.
    const before = await backends.until(id, 'has counted both', ({ tokens }) => tokens?.completion === 8);
    const plain = await openai.chat.completions.create({
      model: 'sample',
      messages: HELLO,
      max_tokens: 4,
      stream: true,
    });
    for await (const _ of plain);
    const after = await backends.until(id, 'has counted it too', ({ tokens }) => tokens?.completion === 12);
    expect(after.tokens?.prompt).toBe(((before.tokens?.prompt ?? 0) / 2) * 3);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBeGreaterThan(0);
    const { last_used_at } = await backends.full(id);
    expect(last_used_at).toBeDefined();
  });
});

describe('the sample model, asked by npm’s client,', () => {
  it('calls a tool and writes JSON of a schema', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await backends.addRunning({}, { type_id: 'localllama', title: 'Sample' });
    const openai = clientOf(host);
    const model = 'sample';
    const schema = {
      type: 'object',
      properties: { ok: { type: 'boolean' } },
      required: ['ok'],
      additionalProperties: false,
    };

    const called = await openai.chat.completions.create({
      model,
      messages: HELLO,
      tools: [{ type: 'function', function: { name: 'answer', parameters: schema } }],
      tool_choice: 'required',
    });
    expect(called.choices[0]?.finish_reason).toBe('tool_calls');
    const [call] = called.choices[0]?.message.tool_calls ?? [];
    if (call?.type !== 'function') throw new Error(`no function was called, but: ${JSON.stringify(call)}`);
    expect(call.function.name).toBe('answer');
    expect(JSON.parse(call.function.arguments)).toEqual({ ok: expect.any(Boolean) });

    const json = await openai.chat.completions.create({
      model,
      messages: HELLO,
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    });
    expect(JSON.parse(json.choices[0]?.message.content ?? '')).toEqual({ ok: expect.any(Boolean) });
  });
});

describe('an embedding model', () => {
  it('is listed as one, answers npm’s client with vectors, and is not asked to chat', async ({
    hostForTest,
  }) => {
    const { host, backends } = await hostForTest();
    const folder = await mkdtemp(join(tmpdir(), 'switchyard-gateway-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const ModelPath = join(folder, 'bert.gguf');
    await writeFile(ModelPath, embeddingModel());
    const { id } = await backends.addRunning({ ModelPath }, { type_id: 'localllama', title: 'Vectors' });
    const openai = clientOf(host);

    const { data } = await openai.models.list();
    expect(data).toEqual([
      expect.objectContaining({
        id: 'bert',
        switchyard: expect.objectContaining({ backend: id, purpose: 'embeddings' }),
      }),
    ]);
    const vectors = await openai.embeddings.create({ model: 'bert', input: ['the cat', 'the dog'] });
    expect(vectors.data.map(({ embedding }) => embedding.length)).toEqual([EMBEDDING_WIDTH, EMBEDDING_WIDTH]);
    for (const model of ['bert', 'backend:Vectors']) {
      const error = await refusal(openai.chat.completions.create({ model, messages: HELLO }));
      expect(error).toMatchObject({ status: 400, code: 'wrong_purpose' });
      expect(error.message).toContain(
        `'${model}' is an embedding model: it turns texts into vectors and generates no text, so POST /v1/chat/completions is not for it. Use POST /v1/embeddings`,
      );
    }
  });
});

describe('the worker’s own refusals', () => {
  it('are shown by npm’s client through the gateway, with the parameter', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await backends.addRunning({}, { type_id: 'localllama', title: 'Sample' });
    const error = await refusal(
      clientOf(host).chat.completions.create({ model: 'sample', messages: HELLO, n: 2 }),
    );
    expect(error).toMatchObject({ status: 400, code: 'unsupported_parameter', param: 'n' });
    expect(error.message).toContain('Only n = 1 is supported by this server.');
  });
});

describe('a request that cannot be answered gets an error that npm’s client shows', () => {
  it('for a model that no backend serves, with the names that are most like it', async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    await backends.addRunning({}, { type_id: 'localllama', title: 'Sample' });
    const error = await refusal(clientOf(host).chat.completions.create({ model: 'sampel', messages: HELLO }));
    expect(error).toMatchObject({ status: 404, code: 'model_not_found' });
    expect(error.message).toContain(
      "No backend that is ready serves the model 'sampel'. Did you mean 'sample'?",
    );
  });

  it('for a wrong key and for one that may only look', async ({ hostForTest }) => {
    const { host } = await hostForTest();
    expect(await refusal(clientOf(host, { apiKey: 'wrong' }).models.list())).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    const added = await host.call('AddApiKey', { name: 'Looks', role: 'view' });
    expect(await refusal(clientOf(host, { apiKey: String(added.api_key) }).models.list())).toMatchObject({
      status: 403,
    });
  });

  it('for a route that is not served', async ({ hostForTest }) => {
    const { host } = await hostForTest();
    expect(await refusal(clientOf(host).files.list())).toMatchObject({ status: 404, code: 'unknown_route' });
  });

  it.for([
    ['no JSON', 'model=sample', 400, 'invalid_json'],
    ['no model', '{"messages":[]}', 400, 'model_required'],
    ['cut off', '{"messages":[', 400, 'invalid_json'],
    ['a model that is no text', '{"model":1}', 400, 'invalid_json'],
  ] as const)('for a body with %s', async ([_, body, code, name], { hostForTest }) => {
    const { host } = await hostForTest();
    const reply = await fetch(`${host.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${host.token}` },
      body,
    });
    expect(reply.status).toBe(code);
    expect(await reply.json()).toMatchObject({
      error: { code: name, message: expect.stringMatching(/\.$/) },
    });
  });
});
