/** What engines answer, mutated: by a real server, and through the client that the program uses. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect } from 'vitest';
import { ZodError } from 'zod';
import { FakeAdapterIo } from '../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { foreignText, mutated, mutatedJson, property } from '../../e2e/testkit/fuzz.ts';
import { recordedReply } from '../../e2e/testkit/recordings.ts';
import { backendStatuses } from '../../shared/backend.ts';
import { englishOf } from '../../shared/words/phrase.ts';
import { ComfyApi } from './comfyui/comfyui-protocol.ts';
import { LlamaServerApi } from './llama/llama-server-protocol.ts';
import { OllamaApi } from './ollama/ollama-protocol.ts';
import { modelsSchema } from './openai/openai-servers.ts';
import { EngineClient } from './remote/engine-client.ts';
import { SwarmPeer } from './swarm/swarm-peer.ts';
import { WebuiApi } from './webui/webui-protocol.ts';

/** Replies of real engines, for those named here by version. */
const seeds = (engine: string, ...names: string[]): unknown[] =>
  names.map((name) => recordedReply(engine, name).body);
const LLAMA_SERVER = 'llama-server-0.4.0';
const COMFYUI = 'comfyui-0.28.0';

/** What the server answers to every request. */
let reply = { status: 200, body: '' };
let server: Server;
beforeAll(async () => {
  server = createServer((_, response) => response.writeHead(reply.status).end(reply.body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

const connect = (io: FakeAdapterIo) => {
  const { port } = server.address() as AddressInfo;
  return new EngineClient({ Address: `http://127.0.0.1:${port}` }, io, 'the engine');
};

/** Asks while the server gives this reply, and checks that an error is one for people. */
async function ask<T>(
  status: number,
  body: string,
  question: (io: FakeAdapterIo) => Promise<T>,
  check: (answer: T) => void,
) {
  reply = { status, body };
  const io = new FakeAdapterIo();
  let answer: T;
  try {
    answer = await question(io);
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(ZodError);
    expect(error).not.toBeInstanceOf(TypeError);
    const { message } = error as Error;
    expect(message).not.toMatch(/undefined|\[object|"code":/);
    expect(englishOf(message).length).toBeLessThan(1000);
    return;
  }
  check(answer);
}

const statuses = fc.oneof(
  { weight: 6, arbitrary: fc.constant(200) },
  { weight: 1, arbitrary: fc.constantFrom(204, 401, 404, 429, 500, 503) },
);
const bodies = (seeds: unknown[]) =>
  fc.tuple(
    statuses,
    fc.oneof(
      { weight: 4, arbitrary: mutatedJson(seeds).map((value) => JSON.stringify(value) ?? '') },
      { weight: 1, arbitrary: mutated(seeds.map((seed) => JSON.stringify(seed))) },
      { weight: 1, arbitrary: foreignText },
    ),
  );

function replies<T>(
  name: string,
  seeds: unknown[],
  question: (io: FakeAdapterIo) => Promise<T>,
  check: (answer: T) => void,
) {
  property(name, bodies(seeds), ([status, body]) => ask(status, body, question, check), 40);
}
const isCount = (value: number) => expect(Number.isSafeInteger(value) && value >= 0).toBe(true);

const comfy = (io: FakeAdapterIo) => new ComfyApi(connect(io));
replies(
  'ComfyUI: /system_stats',
  seeds(COMFYUI, 'system_stats'),
  (io) => comfy(io).stats(),
  ({ devices }) => {
    for (const { vram_free, vram_total } of devices) expect(vram_free + vram_total).toBeGreaterThanOrEqual(0);
  },
);
replies(
  'ComfyUI: /queue',
  seeds(COMFYUI, 'queue', 'queue-busy'),
  (io) => comfy(io).queue(),
  ({ running, waiting }) => isCount(running + waiting),
);
replies(
  'ComfyUI: /object_info',
  seeds(COMFYUI, 'object_info'),
  (io) => comfy(io).features(8_000_000),
  (features) => {
    expect(features).toContain('comfyui');
    expect(features.length).toBeLessThan(60);
  },
);

const llama = (io: FakeAdapterIo) => new LlamaServerApi(connect(io), () => connect(io));
replies(
  'llama-server: /props',
  seeds(LLAMA_SERVER, 'props-ready'),
  (io) => llama(io).properties(),
  ({ model }) => expect(model === null || typeof model === 'string').toBe(true),
);
replies(
  'llama-server: /slots',
  seeds(LLAMA_SERVER, 'slots-idle', 'slots-busy-3-requests-2-slots'),
  (io) => llama(io).readSlots(),
  ({ inFlight }) => isCount(inFlight),
);
replies(
  'llama-server: /models',
  seeds(LLAMA_SERVER, 'router-models-one-loaded', 'router-models-failed'),
  (io) => llama(io).listModels(),
  (models) => expect(models.every(({ id, status }) => typeof id === 'string' && status !== '')).toBe(true),
);

const FORGE = 'forge-2.0.1';
const webui = (io: FakeAdapterIo) => new WebuiApi(connect(io));
replies(
  'Forge: /sdapi/v1/memory',
  seeds(FORGE, 'memory'),
  (io) => webui(io).memory(),
  ({ ram, cuda }) => expect((ram.used ?? 0) + (cuda.reserved?.current ?? 0)).toBeGreaterThanOrEqual(0),
);
replies(
  'Forge: /sdapi/v1/progress, and as the pending tasks',
  seeds(FORGE, 'progress', 'progress-busy', 'pending-tasks-busy'),
  (io) => webui(io).jobs(),
  ({ running, waiting }) => isCount(running + waiting),
);
replies(
  'Forge: /sdapi/v1/options',
  seeds(FORGE, 'options', 'options-no-checkpoint'),
  (io) => webui(io).options(),
  ({ checkpoint }) => expect(checkpoint === null || typeof checkpoint === 'string').toBe(true),
);

const ollama = (io: FakeAdapterIo) => new OllamaApi(connect(io), io);
const loaded = {
  models: [{ name: 'llama3.2:3b', size: 3_000_000_000, size_vram: 2_000_000_000, details: {} }],
};
replies(
  'Ollama: /api/version',
  [{ version: '0.9.1' }],
  (io) => ollama(io).probe(),
  () => undefined,
);
replies(
  'Ollama: /api/ps',
  [loaded, { models: [] }],
  (io) => ollama(io).listLoaded(),
  (models) => {
    for (const { size, size_vram } of models) expect(size + size_vram).toBeGreaterThanOrEqual(0);
  },
);

const openai = { object: 'list', data: [{ id: 'model', object: 'model', created: 1, owned_by: 'me' }] };
replies(
  'OpenAI: /v1/models',
  [openai, { object: 'list', data: null }, openai.data, { models: openai.data }],
  (io) => connect(io).probe('/v1/models', modelsSchema, 'it gives no list of models'),
  (models) => expect(models.every((name) => typeof name === 'string')).toBe(true),
);

/** Answers as a session, as a list and as the result of freeing memory at once: the same reply comes to each request. */
const backend = {
  id: 0,
  type: 'comfyui_selfstart',
  status: 'running',
  settings: {},
  modcount: 0,
  features: ['comfyui'],
  enabled: true,
  title: 'Flux',
  can_load_models: true,
  max_usages: 2,
  current_model: 'flux1.safetensors',
  remote: { id: 1, type: 'localllama', path: ['server'] },
};
const peerReply = {
  session_id: 'ABC',
  server_id: 'other',
  user_id: 'local',
  result: true,
  count: 1,
  freed: [{ ok: true, message: '1 GiB came back.', vram_bytes: 1 }],
  0: backend,
  1: { ...backend, id: -1 },
};
const peer = (io: FakeAdapterIo) => new SwarmPeer(connect(io), io, { allowForwarding: true });
replies(
  'SwarmUI: ListBackends',
  [peerReply],
  (io) => peer(io).listBackends(),
  (children) => {
    expect(children.length).toBeLessThanOrEqual(300);
    for (const child of children) {
      expect(backendStatuses).toContain(child.status);
      expect(englishOf(child.title).length).toBeLessThanOrEqual(200);
      expect(child.features.length).toBeLessThanOrEqual(200);
      expect(child.currentModel?.length ?? 0).toBeLessThanOrEqual(300);
    }
  },
);
replies(
  'SwarmUI: FreeBackendMemory',
  [peerReply],
  (io) => peer(io).freeMemory({ peerBackendId: 0, systemRam: false, signal: io.signal }),
  ({ message }) => expect(englishOf(message).length).toBeLessThanOrEqual(300 * 501),
);
