import { expect, test } from 'vitest';
import { type AnyBackendType, defineBackendType } from '../backend/backend-type.ts';
import { createDiscovery, type DiscoveryOptions } from './discovery.ts';
import type { Finding, WellKnownLocations } from './well-known-locations.ts';

const places: WellKnownLocations = { platform: 'linux', home: null, drives: [], env: {}, ports: {} };

const typeThatFinds = (id: string, discover: () => Promise<Finding[]>): AnyBackendType =>
  defineBackendType({
    id,
    name: id,
    description: '',
    isStandard: true,
    canLoadModels: true,
    settings: {},
    features: [],
    maxUsages: () => 1,
    gpus: () => [],
    autoRestart: () => true,
    stopTimeoutMs: () => 0,
    startTimeoutMs: () => 0,
    createAdapter: () => ({ start: async () => undefined }),
    discover,
  });

const server: Finding = {
  title: 'Engine',
  settings: { Address: 'http://127.0.0.1:8188' },
  found: 'Engine answers at http://127.0.0.1:8188',
  address: 'http://127.0.0.1:8188',
};
const folder: Finding = {
  title: 'Folder',
  settings: { Script: '/home/me/Engine/main.py' },
  found: 'Engine in /home/me/Engine',
  paths: ['/home/me/Engine/main.py', '/home/me/Engine'],
};

/** What is offered of these findings, by title. */
async function offered(
  findings: Finding[],
  managed: ReturnType<DiscoveryOptions['managed']>,
  options: Partial<DiscoveryOptions> = {},
): Promise<string[]> {
  const discover = createDiscovery({
    types: [typeThatFinds('engine', async () => findings)],
    managed: () => managed,
    serverId: 'own',
    places: () => places,
    onFault: (error) => expect.unreachable(String(error)),
    ...options,
  });
  return (await discover()).list.map(({ title }) => title);
}

test('what is found is offered with its type, its settings and the words, and nothing else of it', async () => {
  const discover = createDiscovery({
    types: [typeThatFinds('engine', async () => [server])],
    managed: () => [],
    serverId: undefined,
    places: () => places,
    onFault: () => undefined,
  });
  const { title, settings, found } = server;
  expect(await discover()).toEqual({ list: [{ type_id: 'engine', title, settings, found }] });
});

test.each([
  ['by its very address', { settings: { Address: 'http://127.0.0.1:8188' } }],
  ['by another name of this machine', { settings: { Address: ' HTTP://localhost:8188/ ' } }],
  ['by IPv6', { settings: { Url: 'http://[::1]:8188/api' } }],
  ['as a worker of ours that listens there', { settings: {}, address: 'http://127.0.0.1:8188' }],
])('a server that is managed %s is not offered', async (_, managed) => {
  expect(await offered([server, folder], [managed])).toEqual(['Folder']);
});

test.each([
  ['on another port', { settings: { Address: 'http://127.0.0.1:8189' } }],
  ['on another machine', { settings: { Address: 'http://192.168.1.20:8188' } }],
  ['under a name that only begins like loopback', { settings: { Address: 'http://127.0.0.1.nip.io:8188' } }],
])('a server is offered while one %s is managed', async (_, managed) => {
  expect(await offered([server], [managed])).toEqual(['Engine']);
});

test.each([
  ['by its path', '/home/me/Engine/main.py'],
  ['in quotes and with detours', ' "/home/me/other/../Engine/main.py" '],
  ['by its folder', '/home/me/Engine/'],
])('a folder that is managed %s is not offered', async (_, path) => {
  expect(await offered([server, folder], [{ settings: { Script: path } }])).toEqual(['Engine']);
});

test('on Windows letter case makes no other folder of it', async () => {
  const found = { ...folder, paths: ['C:\\Engine\\main.py'] };
  const windows = { places: () => ({ ...places, platform: 'win32' as const }) };
  expect(await offered([found], [{ settings: { Script: 'c:/engine/Main.py' } }], windows)).toEqual([]);
});

test('this very program is not offered to itself, another instance is', async () => {
  const peers = ['own', 'other'].map((serverId) => ({ ...server, title: serverId, serverId }));
  expect(await offered(peers, [])).toEqual(['other']);
});

test('a type that cannot look hides nothing of what the others found, and its fault is told', async () => {
  const faults: unknown[] = [];
  const types = [
    typeThatFinds('broken', async () => Promise.reject(new Error('no eyes'))),
    typeThatFinds('engine', async () => [server]),
  ];
  const onFault = (error: unknown) => void faults.push(error);
  expect(await offered([], [], { types, onFault })).toEqual(['Engine']);
  expect(faults).toEqual([new Error('no eyes')]);
});

test('who asks while it looks gets the same answer; afterwards it looks again', async () => {
  let looks = 0;
  const types = [
    typeThatFinds('engine', async () => {
      looks++;
      return [];
    }),
  ];
  const discover = createDiscovery({
    types,
    managed: () => [],
    serverId: '',
    places: () => places,
    onFault: () => undefined,
  });
  await Promise.all([discover(), discover()]);
  expect(looks).toBe(1);
  await discover();
  expect(looks).toBe(2);
});
