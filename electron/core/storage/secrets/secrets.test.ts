import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFakeCodec, type FakeCodec } from '../../../../e2e/testkit/core/fake-codec.ts';
import type { SettingValues } from '../../../../shared/backend.ts';
import { secret, text } from '../../../../shared/settings.ts';
import { settleGenerations } from '../files/generations.ts';
import { Store } from '../store.ts';
import { type BackendRecord, rememberDeleted, STORE_FILE } from '../store-document.ts';
import { SecretBox, type SecretCodec, secretValues } from './secrets.ts';

const CANARY = 'canary-7f3a9c';
const types = [
  {
    id: 'engine',
    settings: {
      Model: text({ label: 'Model', description: 'No secret.' }),
      ApiKey: secret({ label: 'API key', description: 'A secret.' }),
      'Pass.word': secret({ label: 'Password', description: 'Another.' }),
    },
  },
];

let dataDir: string;
let codec: FakeCodec;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-secrets-'));
  codec = createFakeCodec('me');
});
afterEach(async () => {
  await settleGenerations(join(dataDir, STORE_FILE));
  await rm(dataDir, { recursive: true, force: true });
});

const open = (ownCodec: SecretCodec | null = codec) =>
  Store.open({
    dataDir,
    wall: () => Date.UTC(2026, 0, 2, 3, 4, 5),
    secrets: ownCodec ? new SecretBox(ownCodec, types) : undefined,
  });
const file = () => join(dataDir, 'backends.json');
const record = (id: number, settings: SettingValues, type = 'engine'): BackendRecord => ({
  id,
  uid: `uid${String(id).padStart(5, '0')}`,
  type,
  title: '',
  enabled: true,
  modcount: 0,
  settings,
});
const add = (store: Store, id: number, settings: SettingValues, type?: string) =>
  store.update((document) => {
    document.backends.push(record(id, settings, type));
    document.next_id = Math.max(document.next_id, id + 1);
  });
const setTitle = (store: Store, title: string) =>
  store.update((document) => {
    for (const backend of document.backends) backend.title = title;
  });
/** The settings of a backend as they are on disk. */
const onDisk = async (id: number): Promise<SettingValues> => {
  const { backends }: { backends: BackendRecord[] } = JSON.parse(await readFile(file(), 'utf8'));
  return backends.find((backend) => backend.id === id)?.settings ?? {};
};
const inMemory = (store: Store, id: number) =>
  store.document.backends.find((backend) => backend.id === id)?.settings;
/** The files that hold a text, by name. */
const filesWith = async (wanted: string): Promise<string[]> => {
  await settleGenerations(file());
  const holding: string[] = [];
  for (const name of (await readdir(dataDir)).sort())
    if ((await readFile(join(dataDir, name), 'utf8')).includes(wanted)) holding.push(name);
  return holding;
};
/** Writes the registry as a host without a codec does: every generation holds the secret in clear. */
async function writeInClear(): Promise<void> {
  const headless = await open(null);
  await add(headless, 0, { ApiKey: CANARY, Model: 'm' });
  for (const title of ['a', 'b', 'c', 'd', 'e']) await setTitle(headless, title);
  await headless.flush();
  expect(await filesWith(CANARY)).toHaveLength(6);
}

describe('with a codec', () => {
  it('no file holds a secret in clear, neither of a backend nor of a deleted one, nor in any generation', async () => {
    const store = await open();
    await add(store, 0, { ApiKey: CANARY, 'Pass.word': `${CANARY}"\\`, Model: 'm' });
    await add(store, 1, { ApiKey: `${CANARY}-2` });
    await store.update((document) => {
      const [removed] = document.backends.splice(1, 1);
      if (removed) rememberDeleted(document, removed, 'now');
    });
    for (const title of ['a', 'b', 'c', 'd', 'e', 'f']) await setTitle(store, title);
    await store.flush();
    expect(await readdir(dataDir)).toHaveLength(6);
    expect(await filesWith(CANARY)).toEqual([]);
    expect(await onDisk(0)).toMatchObject({ Model: 'm', ApiKey: expect.stringMatching(/^sealed:v1:me-/) });
  });

  it('the next start of the program has the secrets as they were typed', async () => {
    const store = await open();
    await add(store, 0, { ApiKey: CANARY, 'Pass.word': `ü"\\${CANARY}` });
    await store.update((document) => {
      document.deleted.push({ ...record(9, { ApiKey: CANARY }), deleted_at: '2026-01-02T03:04:05.000Z' });
    });
    const next = await open();
    expect(next.document).toEqual(store.document);
    expect(inMemory(next, 0)).toEqual({ ApiKey: CANARY, 'Pass.word': `ü"\\${CANARY}` });
    expect(next.notices).toEqual([]);
  });

  it('a value is sealed once, and its text on disk stays the same over changes and starts', async () => {
    const store = await open();
    await add(store, 0, { ApiKey: CANARY });
    await add(store, 1, { ApiKey: CANARY });
    const before = await onDisk(0);
    await setTitle(store, 'a');
    await setTitle(await open(), 'b');
    expect(await onDisk(0)).toEqual(before);
    expect(await onDisk(1)).toEqual(before);
    expect(codec.sealed).toBe(1);
  });

  it('a secret that is not set is not sealed; one that was written by hand as a number is', async () => {
    const store = await open();
    await add(store, 0, { ApiKey: '', 'Pass.word': 73_519 });
    expect((await onDisk(0)).ApiKey).toBe('');
    expect(await filesWith('73519')).toEqual([]);
    expect(inMemory(await open(), 0)).toEqual({ ApiKey: '', 'Pass.word': '73519' });
  });

  it('the settings of an unknown type stay as they are', async () => {
    const settings = { ApiKey: CANARY, Token: 'sealed:v1:me-anything' };
    await add(await open(null), 0, settings, 'future');
    const store = await open();
    await setTitle(store, 'a');
    expect(await onDisk(0)).toEqual(settings);
    expect(inMemory(store, 0)).toEqual(settings);
  });
});

describe('a registry that holds secrets in clear', () => {
  it('is sealed at the start, with every generation, and is otherwise as it was', async () => {
    await writeInClear();
    const old = new Date('2025-05-05T05:05:05Z');
    await utimes(`${file()}.2`, old, old);
    const generation = JSON.parse(await readFile(`${file()}.2`, 'utf8'));

    const store = await open();
    expect(inMemory(store, 0)).toEqual({ ApiKey: CANARY, Model: 'm' });
    expect(store.notices).toEqual([]);
    expect(await filesWith(CANARY)).toEqual([]);
    // Its one write moved the generations on by one.
    const sealed = await readFile(`${file()}.3`, 'utf8');
    expect(JSON.parse(sealed.replace(/sealed:v1:[^"]*/, CANARY))).toEqual(generation);
    expect((await stat(`${file()}.3`)).mtime).toEqual(old);
    if (process.platform !== 'win32') expect((await stat(`${file()}.3`)).mode & 0o777).toBe(0o600);
  });

  it('is sealed too where only a generation, a file that was set aside or an unfinished write holds them', async () => {
    await writeInClear();
    await writeFile(file(), `{"backends": [{"settings": {"Pass.word": "${CANARY}", "ApiKey": "${CANARY}-c`);
    await writeFile(`${file()}.4`, `not JSON: "ApiKey" : "${CANARY}\\"x" "Model": "m"`);
    await open(null);
    await writeFile(`${file()}.writing`, CANARY);
    expect((await filesWith(CANARY)).length).toBeGreaterThan(6);

    const store = await open();
    expect(inMemory(store, 0)?.ApiKey).toBe(CANARY);
    expect(await filesWith(CANARY)).toEqual([]);
    const aside = (await readdir(dataDir)).find((name) => name.includes('corrupt')) ?? '';
    expect(await readFile(join(dataDir, aside), 'utf8')).toMatch(
      /^\{"backends": \[\{"settings": \{"Pass\.word": "sealed:v1:me-[\w=]+", "ApiKey": "sealed:v1:me-[\w=]+$/,
    );
    expect(await filesWith('"Model": "m"')).toContain('backends.json.5');
  });

  it('is not written again once it is sealed', async () => {
    await writeInClear();
    await open();
    const { mtimeMs, ino } = await stat(file());
    await open();
    expect(await stat(file())).toMatchObject({ mtimeMs, ino });
    expect(codec.sealed).toBe(1);
  });

  it('that cannot be sealed is used as it is, can be changed, and adds a notice', async () => {
    await writeInClear();
    codec.isLocked = true;
    const store = await open();
    expect(store.notices).toMatchObject([{ id: 'secrets-in-clear', level: 'warning' }]);
    await setTitle(store, 'changed');
    expect(await onDisk(0)).toEqual({ ApiKey: CANARY, Model: 'm' });
    codec.isLocked = false;
    expect((await open()).notices).toEqual([]);
    expect(await filesWith(CANARY)).toEqual([]);
  });

  it('and cannot be read has a notice that quotes none of them', async () => {
    await writeInClear();
    await writeFile(file(), `{"ApiKey": ${CANARY}}`);
    expect(JSON.stringify((await open()).notices)).not.toContain('canary');
  });
});

describe('a secret that cannot be opened', () => {
  it.each([
    ['by another user', () => createFakeCodec('somebody else')],
    ['without a codec', () => null],
  ])(
    '%s stays on disk unchanged, whatever else is written, and its owner can open it again',
    async (_, createOther) => {
      const store = await open();
      await add(store, 0, { ApiKey: CANARY, Model: 'm' });
      const before = await onDisk(0);

      const other = await open(createOther());
      expect(inMemory(other, 0)).toEqual(before);
      await setTitle(other, 'changed');
      await add(other, 1, { ApiKey: 'of the other' });
      await other.update((document) => {
        const [removed] = document.backends.splice(0, 1);
        if (removed) rememberDeleted(document, removed, 'now');
      });
      await other.update((document) => {
        const { deleted_at: _, ...back } = document.deleted.splice(
          0,
          1,
        )[0] as (typeof document.deleted)[number];
        document.backends.push(back);
      });
      expect(await onDisk(0)).toEqual(before);
      expect(inMemory(await open(), 0)).toEqual({ ApiKey: CANARY, Model: 'm' });
    },
  );

  it('is replaced by a new value, which is sealed with the key of this user', async () => {
    await add(await open(), 0, { ApiKey: CANARY });
    const other = await open(createFakeCodec('other'));
    await other.update((document) => {
      Object.assign(document.backends[0]?.settings ?? {}, { ApiKey: 'new' });
    });
    expect((await onDisk(0)).ApiKey).toMatch(/^sealed:v1:other-/);
    expect(inMemory(other, 0)?.ApiKey).toBe('new');
  });
});

describe('a secret that cannot be sealed', () => {
  it('is refused with a message, changes nothing, and affects no other change', async () => {
    const store = await open();
    await add(store, 0, { Model: 'm' });
    codec.isLocked = true;
    const results = await Promise.allSettled([
      setTitle(store, 'a'),
      add(store, 1, { ApiKey: CANARY }),
      add(store, 2, { Model: 'n' }),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'store_failed' } },
      { status: 'fulfilled' },
    ]);
    const message = results[1]?.status === 'rejected' ? String(results[1].reason) : '';
    expect(message).toContain('a secret could not be encrypted (the keyring is locked)');
    expect(message).not.toContain(CANARY);
    expect(store.document.backends.map(({ id, title }) => [id, title])).toEqual([
      [0, 'a'],
      [2, ''],
    ]);
    expect(await filesWith(CANARY)).toEqual([]);
  });

  it('so that it can be opened again is refused too, because it would be lost', async () => {
    const lossy: SecretCodec = { seal: async () => 'always the same', open: async () => 'something else' };
    await expect(add(await open(lossy), 0, { ApiKey: CANARY })).rejects.toMatchObject({
      code: 'store_failed',
    });
  });
});

describe('secretValues', () => {
  it('gives every secret in clear, and neither what is sealed nor what is no secret', () => {
    const holders = [
      record(0, { Model: 'no-secret', ApiKey: CANARY, 'Pass.word': '' }),
      record(1, { ApiKey: 'sealed:v1:abc', 'Pass.word': 12345 }),
      record(2, { ApiKey: 'of-a-type-that-is-not-known' }, 'unknown'),
    ];
    expect(secretValues(holders, types)).toEqual([CANARY, '12345']);
  });
});
