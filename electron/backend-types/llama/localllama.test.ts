import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { embeddingModel, POOLING } from '../../../e2e/testkit/embedding-model.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { ggufModel } from '../../../e2e/testkit/gguf.ts';
import type { SettingValues } from '../../../shared/backend.ts';
import { defaultSettings, mergeSettings } from '../../../shared/settings.ts';
import type { KnownGpu } from '../../core/gpu/known-gpu.ts';
import type { SpawnRequest } from '../../core/process/worker-process.ts';
import {
  CONFIGURATION_VARIABLE,
  CONTROL_PREFIX,
  type WorkerConfiguration,
  type WorkerMessage,
} from './llama-protocol.ts';
import { localllama } from './localllama.ts';
import { FILE_WATCH_INTERVAL_MS } from './model-file/model-file-watch.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-localllama-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const complete = (settings: SettingValues): SettingValues =>
  mergeSettings(localllama.settings, localllama.id, defaultSettings(localllama.settings), settings);

const ready: WorkerMessage = {
  kind: 'ready',
  contextSize: 512,
  gpuLayers: 0,
  gpu: null,
  devices: [],
  threads: 1,
  loadMs: 20,
};

/** An adapter whose worker sends `messages` as soon as it is spawned. */
function create(settings: SettingValues, messages: WorkerMessage[] = [ready]) {
  const io = new FakeAdapterIo();
  io.onSpawn = ({ onControl }) => {
    for (const message of messages) onControl?.(JSON.stringify(message));
  };
  return { io, adapter: localllama.createAdapter(complete(settings), io) };
}

async function file(name: string, content: string | Uint8Array = ggufModel()) {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const workerConfiguration = (request: SpawnRequest | null | undefined) =>
  JSON.parse(request?.env?.[CONFIGURATION_VARIABLE] ?? '{}') as WorkerConfiguration;
const configuration = (io: FakeAdapterIo) => workerConfiguration(io.request);

test('with default settings it serves the sample, says so, and asks for a real model', async () => {
  const { io, adapter } = create({});
  await adapter.start();
  expect(io.request).toMatchObject({
    module: '/app/llama-worker.mjs',
    port: 23_456,
    controlPrefix: CONTROL_PREFIX,
  });
  expect(configuration(io)).toMatchObject({
    port: 23_456,
    modelPath: '/app/sample.gguf',
    modelId: 'sample',
    gpuLayers: 0,
    contextSize: 4096,
    maxUsages: 1,
    keepLoadedMs: 0,
    alwaysFree: false,
  });
  expect(io.facts.notice).toMatch(/sample.*Choose a GGUF file/);
  expect(io.facts).toMatchObject({
    address: 'http://127.0.0.1:23456',
    commandLine: '/app/llama-worker.mjs',
    features: ['llm', 'local_llm', 'openai_api', 'streaming'],
  });
});

describe('on chosen GPUs', () => {
  const radeon = (id: number): KnownGpu => ({
    id,
    index: id,
    name: `RX ${id}`,
    uuid: `GPU-${id}`,
    vendor: 'amd',
  });
  const start = async (devices: string[], visibleGpus: KnownGpu[]) => {
    const onVulkan: WorkerMessage = { ...ready, gpuLayers: 12, gpu: 'vulkan', devices };
    const { io, adapter } = create({ ModelPath: await file('model.gguf') }, [onVulkan]);
    io.visibleGpus = visibleGpus;
    io.gpuEnvironment = { ROCR_VISIBLE_DEVICES: visibleGpus.map(({ uuid }) => uuid).join(',') };
    await adapter.start();
    return io;
  };

  test('the worker does not use CUDA where none of them is NVIDIA’s', async () => {
    expect(configuration(await start(['RX 1'], [radeon(1)]))).toMatchObject({ excludedGpus: ['cuda'] });
    const nvidia: KnownGpu = { ...radeon(0), vendor: 'nvidia' };
    expect(configuration(await start(['RTX'], [nvidia]))).not.toHaveProperty('excludedGpus');
  });

  test('the card says which ones Vulkan uses instead, and how to choose there', async () => {
    const io = await start(['NVIDIA RTX 4090', 'AMD Radeon RX 7900'], [radeon(1)]);
    expect(io.facts.notice).toMatch(
      /it uses NVIDIA RTX 4090 and AMD Radeon RX 7900\. .*GGML_VK_VISIBLE_DEVICES/,
    );
    expect(io.logged.join()).toContain('12 layers on the GPU (vulkan, NVIDIA RTX 4090, AMD Radeon RX 7900)');
  });

  test('nothing is said where Vulkan has no other', async () => {
    expect((await start(['AMD Radeon RX 7900'], [radeon(1)])).facts.notice).toBeUndefined();
  });
});

test('the worker gets the settings, and its secret is in no fact, log message or argument', async () => {
  const path = await file('My Model.Q4.gguf');
  const { io, adapter } = create({
    // As Windows copies a path.
    ModelPath: ` "${path}" `,
    GPULoadLayers: 12,
    ContextSize: 1024,
    Threads: 3,
    MaxUsages: 4,
    KeepLoadedMinutes: 5,
    AlwaysFreeMemory: true,
  });
  await adapter.start();
  const { token, ...rest } = configuration(io);
  expect(rest).toEqual({
    port: 23_456,
    isOnNetwork: false,
    modelPath: path,
    modelId: 'My Model.Q4',
    isEmbeddingModel: false,
    gpuLayers: 12,
    contextSize: 1024,
    threads: 3,
    maxUsages: 4,
    keepLoadedMs: 300_000,
    alwaysFree: true,
  });
  expect(token.length).toBeGreaterThan(20);
  expect(JSON.stringify([io.facts, io.logged, io.request?.args])).not.toContain(token);
  expect(io.facts.notice).toBeUndefined();
  expect(localllama.maxUsages(complete({ MaxUsages: 4 }))).toBe(4);
});

test('the worker is told that the network may reach it, and the card warns of it', async () => {
  const { io, adapter } = create({ ListenOn: 'the network' });
  await adapter.start();
  expect(configuration(io).isOnNetwork).toBe(true);
  expect(io.facts).toMatchObject({
    address: 'http://127.0.0.1:23456',
    isOnNetwork: true,
    notice: expect.stringMatching(/Other computers reach it at .*\. It asks them for no key: /),
  });
});

test('messages of the worker become facts and usage', async () => {
  const { io, adapter } = create({}, [{ kind: 'loading', percent: 40 }]);
  const started = adapter.start();
  await io.clock.advance(0);
  expect(io.facts.loadStatus).toBe('Loading the model, 40 %');
  const send = (message: WorkerMessage) => io.request?.onControl?.(JSON.stringify(message));
  send({ kind: 'model', model: 'sample' });
  send(ready);
  await started;
  send({ kind: 'usage', inFlight: 2 });
  send({ kind: 'usage', inFlight: 0 });
  expect(io.usages).toEqual([2, 0]);
  expect(io.facts.currentModel).toBe('sample');
  send({ kind: 'model', model: null });
  expect(io.facts.currentModel).toBeNull();
  io.request?.onControl?.('{"kind":"of a later version"}');
  expect(io.logged.at(-1)).toContain('unknown');
});

test('files that cannot be models end the start before anything is spawned', async () => {
  const locked = await file('locked.gguf');
  await chmod(locked, 0);
  const cases: [string, string, RegExp][] = [
    ['path_not_found', join(folder, 'missing.gguf'), /there is no file at .*missing\.gguf\.$/],
    ['path_not_found', join(locked, 'below.gguf'), /there is no file/],
    ['wrong_kind_of_path', folder, /is not a file\.$/],
    [
      'not_a_model',
      await file('text.gguf', 'not a model, but long enough to be read'),
      /it is a text, and not a GGUF model\.$/,
    ],
    ['model_damaged', await file('empty.gguf', ''), /empty\.gguf is empty\.$/],
    ['model_damaged', await file('short.gguf', 'GGUF'), /is damaged: it ends too early, after 4 bytes\.$/],
    ['invalid_setting_at_start', 'models/model.gguf', /Model file is not a full path/],
  ];
  // The administrator may read every file.
  if (process.getuid?.() !== 0) cases.push(['path_not_readable', locked, /permission is denied/]);
  for (const [code, path, message] of cases) {
    const { io, adapter } = create({ ModelPath: path });
    const error = await adapter.start().then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error, path).toMatchObject({ code, message: expect.stringMatching(message) });
    expect((error as Error).message).toMatch(/^Backend 1 "Test" cannot /);
    expect(io.request).toBeNull();
  }
});

test('what a file is stands in the error, with what to do, and no smaller context is advised', async () => {
  const cases: [Uint8Array, RegExp, RegExp][] = [
    [ggufModel({ 'general.architecture': 'clip' }), /is a projector \(mmproj\)/, /Choose the model itself/],
    [ggufModel({ 'general.architecture': 'llama9' }), /architecture llama9, which/, /newer llama-server/],
    [embeddingModel(POOLING.rank), /ranks texts by a question/, /llama-server serves it/],
  ];
  for (const [content, message, hint] of cases) {
    const { io, adapter } = create({ ModelPath: await file('other.gguf', content) });
    const error = await adapter.start().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'model_unsupported',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(error).not.toMatchObject({ hint: expect.stringContaining('ContextSize') });
    expect(io.request).toBeNull();
  }
});

test('an embedding model has the feature of embeddings and none of chats, and its worker is told', async () => {
  const { io, adapter } = create({ ModelPath: await file('bert.gguf', embeddingModel()) });
  await adapter.start();
  expect(configuration(io)).toMatchObject({ isEmbeddingModel: true });
  expect(io.facts.features).toEqual(['embeddings', 'openai_api']);
});

test('a notice of the worker is on the card beside others, and a model file that vanishes too', async () => {
  const path = await file('vanishing.gguf');
  const { io, adapter } = create({ ModelPath: path });
  await adapter.start();
  io.request?.onControl?.(JSON.stringify({ kind: 'notice', message: 'The template is odd.' }));
  expect(io.facts.notice).toBe('The template is odd.');
  await rm(path);
  await eventually('the notice', async () => {
    await io.clock.advance(FILE_WATCH_INTERVAL_MS);
    return io.facts.notice?.includes('not there any more');
  });
  expect(io.facts.notice).toMatch(
    /^The template is odd\. The model file .*vanishing\.gguf is not there any more\./,
  );
  await writeFile(path, ggufModel());
  await eventually('its end', async () => {
    await io.clock.advance(FILE_WATCH_INTERVAL_MS);
    return io.facts.notice === 'The template is odd.';
  });
});

test('an error of the worker while loading has its code and its message', async () => {
  const path = await file('broken.gguf');
  const { adapter } = create({ ModelPath: path }, [
    { kind: 'failed', code: 'not_enough_memory', reason: 'there is not enough memory (a context of 9)' },
  ]);
  await expect(adapter.start()).rejects.toMatchObject({
    code: 'not_enough_memory',
    message: 'Backend 1 "Test" cannot start: there is not enough memory for the context of its model.',
  });
});

test('a worker that crashes while it sets up a GPU is followed by one without that GPU', async () => {
  const { io, adapter } = create({ ModelPath: await file('model.gguf') });
  const spawned = new Promise<void>((resolve) => {
    io.onSpawn = () => resolve();
  });
  const started = adapter.start();
  await spawned;
  const send = (message: WorkerMessage) => io.request?.onControl?.(JSON.stringify(message));
  const crash = { code: null, signal: 'SIGSEGV' } as const;

  send({ kind: 'trying', gpu: 'cuda' });
  expect(io.facts.loadStatus).toBe('Setting up the GPU (cuda)');
  const second = io.respawn?.(crash);
  expect(workerConfiguration(second)).toMatchObject({ gpuLayers: -1, excludedGpus: ['cuda'] });
  expect(io.facts.notice).toMatch(/^Runs without the GPU \(cuda\): llama\.cpp crashed/);
  expect(io.logged.at(-1)).toContain('Starting again without it');

  send({ kind: 'trying', gpu: 'vulkan' });
  expect(workerConfiguration(io.respawn?.(crash))).toMatchObject({ excludedGpus: ['cuda', 'vulkan'] });

  // An exit after this was not caused by the GPU.
  send({ kind: 'trying', gpu: null });
  expect(io.respawn?.(crash)).toBeNull();
  send(ready);
  await started;
});

test('the worker is probed after a sleep, and at no other time', async () => {
  const probes: string[] = [];
  const server = createServer((request, response) => {
    probes.push(request.url ?? '');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { io, adapter } = create({});
  io.port = (server.address() as AddressInfo).port;
  await adapter.start();
  expect(io.clock.pendingTimers()).toEqual([]);
  io.wake();
  await once(server, 'request');
  expect(probes).toEqual(['/health']);
  io.stop();
});

test('a start that was cancelled before the spawn spawns nothing', async () => {
  const { io, adapter } = create({});
  io.stop();
  await expect(adapter.start()).rejects.toBeDefined();
  expect(io.request).toBeNull();
});
