/** What model files are, by their headers and by what the real llama-server makes of them. */

import { spawnSync } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { EMBEDDING_WIDTH, embeddingModel, POOLING } from '../../../testkit/embedding-model.ts';
import { ggufModel } from '../../../testkit/gguf.ts';
import { inRepository } from '../../../testkit/repository.ts';
import { it as engineIt, llamaServer } from './llama-server-test.ts';

const type_id = 'llamaserver';

const it = engineIt.extend<{
  /** Makes a folder with these files. @returns its path */
  folderOf(files: Record<string, Uint8Array>): Promise<string>;
}>({
  folderOf: async ({ onTestFinished }, use) => {
    await use(async (files) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard-real-files-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
      return folder;
    });
  },
});

async function post(address: string | undefined, path: string, body: object) {
  const response = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe.concurrent('model files of a real llama-server', () => {
  it.for([
    ['that names its pooling', POOLING.mean],
    ['that names none', POOLING.none],
  ] as const)(
    'an embedding model %s serves embeddings and no chats',
    async ([, pooling], { sharedHost, folderOf }) => {
      const ModelPath = join(await folderOf({ 'bert.gguf': embeddingModel(pooling) }), 'bert.gguf');
      const { backends } = sharedHost;
      const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
      const { address, features } = await backends.running(id);
      expect(features).toEqual(['embeddings', 'openai_api']);
      const { status, body } = await post(address, '/v1/embeddings', { input: ['the cat', 'a dog'] });
      expect(status).toBe(200);
      const data = body.data as { embedding: number[] }[];
      expect(data.map(({ embedding }) => embedding.length)).toEqual([EMBEDDING_WIDTH, EMBEDDING_WIDTH]);
      const chat = await post(address, '/v1/chat/completions', {
        messages: [{ role: 'user', content: 'a cat' }],
      });
      expect(chat.status).toBe(500);
    },
  );

  it('a reranker ranks, by its address and through the gateway', async ({ sharedHost, folderOf }) => {
    const ModelPath = join(await folderOf({ 'rank.gguf': embeddingModel(POOLING.rank) }), 'rank.gguf');
    const { backends, host } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    const { address, features } = await backends.running(id);
    expect(features).toEqual(['reranking']);
    const request = { query: 'the cat', documents: ['the dog', 'the cat sits'] };
    const { status, body } = await post(address, '/v1/rerank', request);
    expect(status).toBe(200);
    expect(body.results).toHaveLength(2);
    const throughGateway = (path: string) =>
      fetch(`${host.url}/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${host.token}` },
        body: JSON.stringify({ model: `backend:${id}`, ...request }),
      });
    expect(await (await throughGateway('/rerank')).json()).toMatchObject({ results: body.results });
    expect((await throughGateway('/chat/completions')).status).toBe(400);
  });

  it('a chat template that cannot be parsed is on the card, once, with what helps', async ({
    sharedHost,
    folderOf,
  }) => {
    const ModelPath = join(await folderOf({}), 'template.gguf');
    const script = inRepository('build/scripts/make-sample-model.mjs');
    spawnSync(process.execPath, [script, ModelPath, '--chatTemplate', '{% for m in %}{{ m }}']);
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    const { error, restarts } = await backends.errored(id);
    expect(error).toMatchObject({
      code: 'model_unsupported',
      message: expect.stringContaining('has a chat template that llama-server cannot use'),
      hint: expect.stringContaining('--chat-template chatml'),
    });
    expect(restarts).toBe(1);
    await backends.edit(id, { settings: { ExtraArgs: '--chat-template chatml' } });
    await backends.running(id);
  });

  it('a model that vanishes while it is served goes on being served, and the card says so until it is back', async ({
    sharedHost,
    models,
  }) => {
    const ModelPath = join(await models({ vanishing: 'small' }), 'vanishing.gguf');
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelPath }, { type_id });
    const { address } = await backends.running(id);
    await rename(ModelPath, `${ModelPath}.away`);
    await backends.until(id, 'says so', ({ notice }) => notice?.includes('is not there any more') === true);
    expect((await post(address, '/v1/completions', { prompt: 'hello', max_tokens: 2 })).status).toBe(200);
    await rename(`${ModelPath}.away`, ModelPath);
    await backends.until(id, 'is as before', ({ notice }) => notice === undefined);
  });

  it('what the card says a router cannot serve is what it lists and fails to load', async ({
    sharedHost,
    folderOf,
  }) => {
    const adapter = ggufModel({ 'general.type': 'adapter' });
    const ModelsDir = await folderOf({
      'adapter.gguf': adapter,
      'mmproj-of-it.gguf': ggufModel({ 'general.architecture': 'clip' }),
    });
    const { backends } = sharedHost;
    const { id } = await backends.add({ Command: llamaServer, ModelsDir }, { type_id });
    const { address } = await backends.running(id);
    const { notice } = await backends.until(id, 'names it', (it) =>
      (it.notice ?? '').includes('adapter (adapter.gguf) is a LoRA adapter'),
    );
    expect(notice).not.toContain('mmproj');
    const listed = await fetch(`${address}/models?autoload=false`);
    const { data } = (await listed.json()) as { data: { id: string }[] };
    expect(data.map((model) => model.id)).toEqual(['adapter']);
    expect((await post(address, '/v1/completions', { model: 'adapter', prompt: 'a' })).status).toBe(500);
  });
});
