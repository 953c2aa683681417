/** What Ollama's replies mean for a request to unload, with those that a real one gave. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { FakeAdapterIo } from '../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { recordedReply } from '../../../e2e/testkit/recordings.ts';
import { EngineClient } from '../remote/engine-client.ts';
import { parseAddress } from '../remote/remote-address.ts';
import { OllamaApi, toOllamaBasePath } from './ollama-protocol.ts';

const recorded = (name: string) => JSON.stringify(recordedReply('ollama-0.32.15', name).body);
let wasAsked = false;
let psAfter = '';
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/api/generate') wasAsked = true;
    const body =
      request.url !== '/api/ps'
        ? recorded('generate-unload-while-busy')
        : wasAsked
          ? psAfter
          : recorded('ps-busy');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());

test.each([
  [
    'ps-unload-while-busy',
    /tiny:latest is busy, and is unloaded as soon as its running requests are answered/,
  ],
  ['ps-busy', /no memory came back: tiny:latest is still loaded/],
])('with the reply %s, freeing memory says that %s', async (name, message) => {
  wasAsked = false;
  psAfter = recorded(name);
  const io = new FakeAdapterIo();
  // After the end of a model that was told to go, and before that of one that was not.
  io.clock.setWallForward(Date.parse('2026-11-29T01:50:00Z') - io.clock.wall());
  const { port } = server.address() as AddressInfo;
  const api = new OllamaApi(new EngineClient({ Address: `http://127.0.0.1:${port}` }, io, 'Ollama'), io);
  let isDone = false;
  const freeing = api
    .unloadAll(io.signal, () => undefined)
    .finally(() => {
      isDone = true;
    });
  while (!isDone) {
    await io.clock.advance(500);
    await wait(1);
  }
  expect(inEnglish(await freeing)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
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
