/** Named API keys: what is kept of them, and until when they are valid. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_API_KEYS } from '../../shared/limits.ts';
import { ApiKeys } from './api-keys.ts';

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
    expect(keys.touch(key)).toEqual({ id, role: 'view' });
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
    expect(keys.touch(other.key)).toEqual({ id: other.id, role: 'edit' });
  }
  await expect(before.revoke(id)).rejects.toMatchObject({ code: 'invalid_api_key_id' });
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
