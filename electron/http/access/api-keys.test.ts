/** Named API keys: what is kept of them, and until when they are valid. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_API_KEYS } from '../../../shared/limits.ts';
import { ApiKeys } from './api-keys.ts';
import { digestOf } from './secret-digest.ts';

let dataDir: string;
let now = 0;
let revocations = 0;
const faults: string[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'switchyard-api-keys-'));
  now = Date.parse('2026-01-01T00:00:00Z');
  revocations = 0;
  faults.length = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = () =>
  ApiKeys.open({
    dataDir,
    now: () => now,
    onFault: (_error, where) => void faults.push(where),
    onRevoke: () => void revocations++,
  });
const file = () => join(dataDir, 'api-keys.json');

test('a key is valid at once and after a restart, and nobody can read it from the disk', async () => {
  const before = await open();
  const { id, key } = await before.add(' Grafana ', 'view');
  expect(key).toMatch(/^swy_[\w-]{43}$/);
  for (const keys of [before, await open()]) {
    expect(keys.touch(key)).toEqual({
      id,
      name: 'Grafana',
      role: 'view',
      backend_uids: null,
      requests_per_minute: null,
    });
    expect(keys.touch(`${key}x`)).toBeNull();
    expect(keys.touch('')).toBeNull();
    expect(keys.list()).toMatchObject([{ id, name: 'Grafana', role: 'view' }]);
    expect(JSON.stringify(keys.list())).not.toContain(key);
  }
  expect(readFileSync(file(), 'utf8')).not.toContain(key.slice('swy_'.length));
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
});

test('a revoked key is void at once and after a restart', async () => {
  const before = await open();
  const { id, key } = await before.add('phone', 'operate');
  const other = await before.add('script', 'edit');
  await before.revoke(id);
  expect(revocations).toBe(1);
  for (const keys of [before, await open()]) {
    expect(keys.touch(key)).toBeNull();
    expect(keys.touchById(id)).toBeNull();
    expect(keys.touch(other.key)).toMatchObject({ id: other.id, role: 'edit' });
  }
  await expect(before.revoke(id)).rejects.toMatchObject({ code: 'invalid_api_key_id' });
});

test('what its requests have cost is kept over a restart, also beside other changes, and ends with the key', async () => {
  const before = await open();
  const { id } = await before.add('phone', 'use');
  expect(before.list()[0]?.tokens).toEqual({ prompt: 0, completion: 0 });
  before.countTokens(id, { prompt: 20, completion: 3 });
  const other = await before.add('script', 'use');
  before.countTokens(id, { prompt: 5, completion: 1 });
  await before.close();
  const after = await open();
  for (const keys of [before, after])
    expect(keys.list().map(({ tokens }) => tokens)).toEqual([
      { prompt: 25, completion: 4 },
      { prompt: 0, completion: 0 },
    ]);
  await after.revoke(id);
  after.countTokens(id, { prompt: 1, completion: 1 });
  await after.close();
  expect((await open()).list()).toMatchObject([{ id: other.id, tokens: { prompt: 0, completion: 0 } }]);
});

test('a file from before tokens were counted is read, with none', async () => {
  const { key } = await (await open()).add('phone', 'use');
  const stored = JSON.parse(readFileSync(file(), 'utf8')) as { keys: { tokens?: object }[] };
  for (const one of stored.keys) delete one.tokens;
  writeFileSync(file(), JSON.stringify(stored));
  const keys = await open();
  expect(keys.touch(key)).not.toBeNull();
  expect(keys.list()).toMatchObject([{ name: 'phone', tokens: { prompt: 0, completion: 0 } }]);
  expect(faults).toEqual([]);
});

test('names are given, and differ', async () => {
  const keys = await open();
  await keys.add('phone', 'view');
  await expect(keys.add(' phone', 'admin')).rejects.toMatchObject({ code: 'api_key_name_taken' });
  await expect(keys.add('  ', 'view')).rejects.toMatchObject({ code: 'api_key_name_missing' });
  const [one, two] = await Promise.allSettled([keys.add('a', 'view'), keys.add('a', 'view')]);
  expect([one.status, two.status]).toEqual(['fulfilled', 'rejected']);
});

test('no more keys are kept than the limit', async () => {
  const key = (n: number) => ({
    id: `${n}`,
    name: `${n}`,
    role: 'view',
    digest: '',
    created_at: '2026-01-01T00:00:00Z',
    last_used_at: null,
  });
  const keys = Array.from({ length: MAX_API_KEYS }, (_, n) => key(n));
  writeFileSync(file(), JSON.stringify({ schema: 1, keys }));
  await expect((await open()).add('one more', 'view')).rejects.toMatchObject({ code: 'too_many_api_keys' });
});

test('the last use is known at once, and on disk when the host has ended', async () => {
  const keys = await open();
  const { key } = await keys.add('phone', 'view');
  expect(keys.list()[0]?.last_used_at).toBeNull();
  now += 5000;
  keys.touch(key);
  expect(keys.list()[0]?.last_used_at).toBe('2026-01-01T00:00:05.000Z');
  await keys.close();
  expect((await open()).list()[0]?.last_used_at).toBe('2026-01-01T00:00:05.000Z');
});

test('a file that cannot be read is set aside, reported, and lets nobody in', async () => {
  writeFileSync(file(), '{"schema": 1, "keys": [{"id": 3}]}');
  const keys = await open();
  expect(keys.list()).toEqual([]);
  expect(faults).toHaveLength(1);
  expect(readdirSync(dataDir)).toEqual([expect.stringMatching(/^api-keys\.json\.corrupt-/)]);
});

test('a key that could not be written is not valid, and the reason is told', async () => {
  const keys = await open();
  rmSync(dataDir, { recursive: true });
  await expect(keys.add('phone', 'view')).rejects.toMatchObject({ code: 'store_failed' });
  expect(keys.list()).toEqual([]);
});

test('the keys of an older version stay valid, without limits', async () => {
  const digest = digestOf('swy_old');
  const created_at = '2026-01-01T00:00:00Z';
  const old = { id: 'o', name: 'old', role: 'operate', digest, created_at, last_used_at: null };
  writeFileSync(file(), JSON.stringify({ schema: 1, keys: [old] }));
  const keys = await open();
  expect(keys.touch('swy_old')).toEqual({
    id: 'o',
    name: 'old',
    role: 'operate',
    backend_uids: null,
    requests_per_minute: null,
  });
  await keys.add('new', 'use');
  expect((await open()).list().map(({ name }) => name)).toEqual(['old', 'new']);
  expect(faults).toEqual([]);
});

describe('a key to use models', () => {
  test('keeps what it is limited to', async () => {
    const limits = { backend_uids: ['aaaa', 'bbbb', 'aaaa'], requests_per_minute: 30 };
    const { id, key } = await (await open()).add('Open WebUI', 'use', limits);
    expect((await open()).touch(key)).toEqual({
      id,
      name: 'Open WebUI',
      role: 'use',
      backend_uids: ['aaaa', 'bbbb'],
      requests_per_minute: 30,
    });
  });

  test.each([
    ['no backend', { backend_uids: [], requests_per_minute: null }, 'api_key_without_backends'],
    ['no request', { backend_uids: null, requests_per_minute: 0 }, 'api_key_rate_invalid'],
    ['too many requests', { backend_uids: null, requests_per_minute: 1e9 }, 'api_key_rate_invalid'],
  ])('is not made for %s', async (_, limits, code) => {
    await expect((await open()).add('a', 'use', limits)).rejects.toMatchObject({ code });
  });

  test('is the only one that can be limited, for the others could lift it', async () => {
    const limits = { backend_uids: ['aaaa'], requests_per_minute: null };
    await expect((await open()).add('a', 'operate', limits)).rejects.toMatchObject({
      code: 'api_key_limits_need_use',
    });
  });
});
