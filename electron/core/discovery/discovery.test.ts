import { expect, test } from 'vitest';
import { type AnyBackendType, defineBackendType } from '../backend/backend-type.ts';
import { localFileChecks } from '../files/file-checks.ts';
import { createDiscovery, type DiscoveryOptions } from './discovery.ts';
import type { Finding, WellKnownLocations } from './well-known-locations.ts';

const files = localFileChecks;
const locations: WellKnownLocations = {
  platform: 'linux',
  home: null,
  drives: [],
  env: {},
  ports: {},
  files,
};

const typeThatFinds = (id: string, discover: () => Promise<Finding[]>): AnyBackendType =>
  defineBackendType({
    id,
    name: id,
    description: '',
    isStandard: true,
    makesImages: true,
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

/** The titles of those findings that are offered. */
async function offered(
  findings: Finding[],
  managed: ReturnType<DiscoveryOptions['managed']>,
  options: Partial<DiscoveryOptions> = {},
): Promise<string[]> {
  const discover = createDiscovery({
    types: [typeThatFinds('engine', async () => findings)],
    managed: () => managed,
    serverId: 'own',
    files,
    locations: () => locations,
    onFault: (error) => expect.unreachable(String(error)),
    ...options,
  });
  return (await discover()).list.map(({ title }) => title);
}

test('a finding is offered with its type, its title, its settings and its description only', async () => {
  const discover = createDiscovery({
    types: [typeThatFinds('engine', async () => [server])],
    managed: () => [],
    serverId: undefined,
    files,
    locations: () => locations,
    onFault: () => undefined,
  });
  const { title, settings, found } = server;
  expect(await discover()).toEqual({ list: [{ type_id: 'engine', title, settings, found }] });
});

test.each([
  ['by the same address', { settings: { Address: 'http://127.0.0.1:8188' } }],
  ['by another name of this machine', { settings: { Address: ' HTTP://localhost:8188/ ' } }],
  ['by IPv6', { settings: { Url: 'http://[::1]:8188/api' } }],
  ['as a worker that listens there', { settings: {}, address: 'http://127.0.0.1:8188' }],
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
  ['in quotes and not normalized', ' "/home/me/other/../Engine/main.py" '],
  ['by its folder', '/home/me/Engine/'],
])('a folder that is managed %s is not offered', async (_, path) => {
  expect(await offered([server, folder], [{ settings: { Script: path } }])).toEqual(['Engine']);
});

test('on Windows the case of letters makes no difference between folders', async () => {
  const found = { ...folder, paths: ['C:\\Engine\\main.py'] };
  const windows = { locations: () => ({ ...locations, platform: 'win32' as const }) };
  expect(await offered([found], [{ settings: { Script: 'c:/engine/Main.py' } }], windows)).toEqual([]);
});

test('this program is not offered to itself, but another instance is', async () => {
  const peers = ['own', 'other'].map((serverId) => ({ ...server, title: serverId, serverId }));
  expect(await offered(peers, [])).toEqual(['other']);
});

test('a type whose search fails hides no findings of others, and its fault is reported', async () => {
  const faults: unknown[] = [];
  const types = [
    typeThatFinds('broken', async () => Promise.reject(new Error('broken'))),
    typeThatFinds('engine', async () => [server]),
  ];
  const onFault = (error: unknown) => void faults.push(error);
  expect(await offered([], [], { types, onFault })).toEqual(['Engine']);
  expect(faults).toEqual([new Error('broken')]);
});

test('calls during a search get its result; a later call searches again', async () => {
  let searches = 0;
  const types = [
    typeThatFinds('engine', async () => {
      searches++;
      return [];
    }),
  ];
  const discover = createDiscovery({
    types,
    managed: () => [],
    serverId: '',
    files,
    locations: () => locations,
    onFault: () => undefined,
  });
  await Promise.all([discover(), discover()]);
  expect(searches).toBe(1);
  await discover();
  expect(searches).toBe(2);
});
