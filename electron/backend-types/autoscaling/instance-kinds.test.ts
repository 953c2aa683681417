/** How it is found out what an instance is, with a real server on this machine. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { findInstance, instanceKinds } from './instance-kinds.ts';

/** Replies of a Switchyard by their paths: it has SwarmUI's API and OpenAI's. */
const REPLIES: Record<string, unknown> = {
  '/API/GetNewSession': { session_id: 'session', server_id: 'the-instance' },
  '/API/ListBackends': {},
  '/API/GetCurrentStatus': { status: { waiting_gens: 0, live_gens: 0 } },
  '/v1/models': { object: 'list', data: [{ id: 'tiny-model' }] },
};

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** @param isThere whether it answers a path, by the paths that were asked for before */
async function listen(isThere: (path: string, asked: readonly string[]) => boolean) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const reply = isThere(path, asked) ? REPLIES[path] : undefined;
    asked.push(path);
    if (reply === undefined) response.writeHead(404).end();
    else response.end(JSON.stringify(reply));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const find = (url: string) =>
  findInstance(instanceKinds, {
    url,
    modelsUrl: null,
    credentials: { AuthorizationHeader: '', OtherHeaders: '' },
    backend: 'Backend 1 "Farm"',
    serverId: 'this-server',
    signal: new AbortController().signal,
    clock: systemClock,
  });

it('an instance that begins to answer while it is asked is asked again for the kinds that come first', async () => {
  const { url } = await listen((path, asked) => path === '/v1/models' || asked.includes('/v1/models'));
  const { api, state } = await find(url);
  expect(api.kind).toBe('swarm');
  expect(state).toMatchObject({ models: ['tiny-model'], jobs: { running: 0, waiting: 0 } });
});

it('a server with OpenAI’s API alone is one, and is not asked what else it is when it is looked at later', async () => {
  const { asked, url } = await listen((path) => path === '/v1/models');
  const { api, state } = await find(url);
  expect(api.kind).toBe('openai');
  expect(state.models).toEqual(['tiny-model']);
  asked.splice(0);
  await api.probe();
  expect(asked).toEqual(['/v1/models']);
});
