/** `llamaserver` and the files that it is given: arguments, features and notices that follow from their headers. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { embeddingModel, POOLING } from '../../../e2e/testkit/embedding-model.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { ggufModel } from '../../../e2e/testkit/gguf.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import { llamaServer } from './llama-server.ts';
import { FILE_WATCH_INTERVAL_MS } from './model-file/model-file-watch.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-llama-server-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: Uint8Array | string = ggufModel()): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

function create(settings: SettingValues) {
  const io = new FakeAdapterIo();
  const values = mergeSettings(
    llamaServer.settings,
    llamaServer.id,
    defaultSettings(llamaServer.settings),
    settings,
  );
  return { io, adapter: llamaServer.createAdapter(values, io) };
}

async function start(settings: SettingValues): Promise<FakeAdapterIo> {
  const { io, adapter } = create(settings);
  await adapter.start();
  return io;
}

const argumentsOf = ({ request }: FakeAdapterIo): readonly string[] => request?.args ?? [];

test('an embedding model is served in the mode for embeddings, and is not offered for chats', async () => {
  const io = await start({ ModelPath: await file('bert.gguf', embeddingModel()) });
  expect(argumentsOf(io)).toContain('--embedding');
  expect(argumentsOf(io)).not.toContain('--pooling');
  expect(io.facts.features).toEqual(['embeddings', 'openai_api']);
});

test('one that does not name how it pools gets the mean, without which no request would be answered', async () => {
  const io = await start({ ModelPath: await file('bert.gguf', embeddingModel(POOLING.none)) });
  expect(argumentsOf(io).join(' ')).toContain('--embedding --pooling mean');
});

test('a reranker is served in the mode for ranking', async () => {
  const io = await start({ ModelPath: await file('rank.gguf', embeddingModel(POOLING.rank)) });
  expect(argumentsOf(io)).toContain('--reranking');
  expect(io.facts.features).toEqual(['reranking']);
});

test('a mode that the user has chosen counts, and a model that generates text needs none', async () => {
  const ModelPath = await file('chat.gguf');
  const io = await start({ ModelPath, ExtraArgs: '--embeddings' });
  expect(io.facts.features).toEqual(['embeddings', 'openai_api']);
  const plain = await start({ ModelPath });
  expect(argumentsOf(plain)).not.toContain('--embedding');
  expect(plain.facts.features).toBeUndefined();
});

test.each<[string, Uint8Array | string, string, RegExp]>([
  ['a projector', ggufModel({ 'general.architecture': 'clip' }), 'model_unsupported', /--mmproj/],
  ['an adapter', ggufModel({ 'general.type': 'adapter' }), 'model_unsupported', /--lora/],
  ['a page that says 404', '<!doctype html>', 'not_a_model', /browser/],
  ['a file that was cut off', ggufModel().subarray(0, -20), 'model_damaged', /Download or copy it again/],
])('%s is refused before anything is spawned', async (_name, content, code, hint) => {
  const { io, adapter } = create({ ModelPath: await file('bad.gguf', content) });
  await expect(adapter.start()).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) });
  expect(io.request).toBeNull();
});

test('an architecture that Switchyard does not know is said until the server has loaded it', async () => {
  const { io, adapter } = create({
    ModelPath: await file('new.gguf', ggufModel({ 'general.architecture': 'llama9' })),
  });
  let noticeAtSpawn: string | undefined;
  io.onSpawn = () => {
    noticeAtSpawn = io.facts.notice;
  };
  await adapter.start();
  expect(noticeAtSpawn).toContain('has the architecture llama9');
  expect(io.facts.notice).toBeUndefined();
});

test('a model file that vanishes while it is served is on the card', async () => {
  const ModelPath = await file('vanishing.gguf');
  const io = await start({ ModelPath });
  await rm(ModelPath);
  await eventually('the notice', async () => {
    await io.clock.advance(FILE_WATCH_INTERVAL_MS);
    return io.facts.notice?.includes(`${ModelPath} is not there any more`);
  });
});

test('a folder that vanishes while a router serves it is on the card, and a file that is added to it is not', async () => {
  const ModelsDir = join(folder, 'vanishing');
  await mkdir(ModelsDir);
  const io = await start({ ModelsDir });
  await file('vanishing/new.gguf');
  await io.clock.advance(FILE_WATCH_INTERVAL_MS);
  expect(io.facts.notice).toBeUndefined();
  await rm(ModelsDir, { recursive: true });
  await eventually('the notice', async () => {
    await io.clock.advance(FILE_WATCH_INTERVAL_MS);
    return io.facts.notice?.includes(`The folder of models ${ModelsDir} is not there any more`);
  });
});

test('the files of a folder that the router lists and cannot serve are on the card and in the log', async () => {
  const ModelsDir = join(folder, 'models');
  await mkdir(ModelsDir);
  await file('models/good.gguf');
  await file('models/lora.gguf', ggufModel({ 'general.type': 'adapter' }));
  const io = await start({ ModelsDir });
  await eventually('the notice', () => io.facts.notice);
  expect(io.facts.notice).toBe(
    'It lists models that it cannot serve: lora (lora.gguf) is a LoRA adapter for a model of the architecture llama, and no model.',
  );
  expect(io.logged).toContain(
    'This model cannot be served: lora (lora.gguf) is a LoRA adapter for a model of the architecture llama, and no model.',
  );
});
