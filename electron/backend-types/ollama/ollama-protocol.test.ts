/** What Ollama's replies mean for a request to unload, with those that a real one gave. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { recordedReply } from '../../../e2e/testkit/recordings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { parseAddress } from '../remote/remote-address.ts';
import { OllamaApi, toOllamaBasePath } from './ollama-protocol.ts';

const recorded = (name: string) => JSON.stringify(recordedReply('ollama-0.32.15', name).body);
/** Names of those that were asked to go. */
const asked: string[] = [];
let loaded = (): string => '';
let refuses = (_name: string): boolean => false;
let server: Server;
beforeAll(async () => {
  server = createServer(async (request, response) => {
    if (request.url === '/api/ps') return void response.end(loaded());
    const { model } = (await json(request)) as { model: string };
    response.statusCode = refuses(model) ? 404 : 200;
    if (!refuses(model)) asked.push(model);
    response.end(recorded('generate-unload-while-busy'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  refuses = () => false;
});
afterAll(() => void server.close());

async function unloadAll(io: FakeAdapterIo) {
  const { port } = server.address() as AddressInfo;
  const api = new OllamaApi(new EngineClient({ Address: `http://127.0.0.1:${port}` }, io, 'Ollama'), io);
  let isDone = false;
  const freeing = api
    .unloadAll(io.signal, () => undefined)
    .finally(() => {
      isDone = true;
    });
  while (!isDone) {
    await io.clock.advance(100);
    await wait(1);
  }
  return inEnglish(await freeing);
}

test.each([
  [
    'ps-unload-while-busy',
    /tiny:latest is busy, and is unloaded as soon as its running requests are answered/,
  ],
  ['ps-busy', /no memory came back: tiny:latest is still loaded/],
])('with the reply %s, freeing memory says that %s', async (name, message) => {
  loaded = () => recorded(asked.length === 0 ? 'ps-busy' : name);
  const io = new FakeAdapterIo();
  // After the end of a model that was told to go, and before that of one that was not.
  io.clock.setWallForward(Date.parse('2026-11-29T01:50:00Z') - io.clock.wall());
  expect(await unloadAll(io)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
});

const GB = 1024 ** 3;
const models = (...names: string[]) =>
  JSON.stringify({ models: names.map((name) => ({ name, size: 3 * GB, size_vram: 2 * GB })) });

test('models that go one after the other are all waited for, and one that is loaded meanwhile is not counted', async () => {
  const io = new FakeAdapterIo();
  const start = io.clock.now();
  loaded = () => {
    if (asked.length < 2) return models('a', 'b');
    const elapsed = io.clock.now() - start;
    return elapsed < 300 ? models('a', 'b') : elapsed < 2000 ? models('b') : models('new');
  };
  expect(await unloadAll(io)).toMatchObject({
    ok: true,
    vramBytes: 4 * GB,
    message: '6.0 GiB came back, 4.0 GiB of it VRAM.',
  });
});

test('a model that it refuses to unload is not waited for, and the result names it', async () => {
  const io = new FakeAdapterIo();
  loaded = () => (asked.includes('b') ? models('a') : models('a', 'b'));
  refuses = (name) => name === 'a';
  expect(await unloadAll(io)).toMatchObject({
    ok: true,
    vramBytes: 2 * GB,
    message: '3.0 GiB came back, 2.0 GiB of it VRAM. Still loaded: a.',
  });
  refuses = () => true;
  expect(await unloadAll(io)).toMatchObject({ ok: false, message: 'It refused to unload a.' });
});

test.each([
  ['http://box:11434/api/tags', 'http://box:11434'],
  ['http://box:11434/api', 'http://box:11434'],
  ['http://box:11434/v1/', 'http://box:11434'],
  ['http://box:11434/v1/chat/completions', 'http://box:11434'],
  ['https://box/ollama/api/tags', 'https://box/ollama'],
  ['https://box/api/ollama', 'https://box/api/ollama'],
])('%s is an Ollama at %s', (address, baseUrl) =>
  expect(parseAddress(address, toOllamaBasePath)).toMatchObject({ ok: true, baseUrl }),
);
