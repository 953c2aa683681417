/** A registry file that a person has written: what cannot be used in it is changed with a notice, and the rest is used. */

import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { storeForTests } from '../../../e2e/testkit/core/store-for-tests.ts';
import { createHarness } from '../../../e2e/testkit/core/test-registry.ts';
import { fieldIn } from '../../../e2e/testkit/in-language.ts';
import { MAX_BACKEND_ID, MAX_TAGS, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { type BackendRecord, idSource } from './store-document.ts';

const { dataDir, open, file } = storeForTests();
const record = (id: number, over: object = {}): object => ({
  id,
  uid: `uid${String(id).slice(-8).padStart(8, '0').replace('-', 'm')}`,
  type: 'test',
  title: `Backend ${id}`,
  enabled: false,
  modcount: 0,
  settings: {},
  ...over,
});
const write = (backends: object[], over: object = {}) =>
  writeFile(file(), JSON.stringify({ schema: 1, next_id: 0, backends, deleted: [], ...over }));
const idsOf = (records: readonly BackendRecord[]) => records.map(({ id }) => id);
/** Adds a backend as AddNewBackend does. @returns its id */
async function addBackend(): Promise<number> {
  const { registry } = await createHarness({ dataDir: dataDir() });
  return (await registry.add({ typeId: 'test' })).id;
}

describe('the same uid twice', () => {
  it('leaves each backend what is its own, from then on', async () => {
    const copied = { uid: 'copied00' };
    await write([record(0, copied), record(1, copied)], {
      deleted: [record(2, { ...copied, deleted_at: '2026-01-02T03:04:05Z' })],
    });
    const { registry } = await createHarness({ dataDir: dataDir() });
    await registry.edit(1, { title: 'edited', settings: {} });
    await registry.delete(0);
    expect(registry.actors().map(({ id, record: { title } }) => [id, title])).toEqual([[1, 'edited']]);
    expect(await registry.restore(2)).toMatchObject({ title: 'Backend 2' });
    const uids = new Set((await open()).document.backends.map(({ uid }) => uid));
    expect(uids.size).toBe(2);
  });

  it('is reported once, and the first keeps its uid and log', async () => {
    await write([record(0, { uid: 'copied00' }), record(1, { uid: 'copied00' })]);
    const first = await open();
    expect(first.document.backends[0]?.uid).toBe('copied00');
    expect(first.notices).toMatchObject([
      { id: 'store-mended', message: expect.stringContaining('Backend 1 had the uid of another backend') },
    ]);
    const second = await open();
    expect(second.notices).toEqual([]);
    expect(second.document).toEqual(first.document);
  });
});

describe('a number that no backend can have', () => {
  it.each([2 ** 53 - 1, MAX_BACKEND_ID + 1, -1])('%d is exchanged for a free one', async (id) => {
    const before = JSON.stringify({
      schema: 1,
      next_id: 0,
      backends: [record(3), record(id, { title: 'mine' })],
      deleted: [],
    });
    await writeFile(file(), before);
    const store = await open();
    expect(idsOf(store.document.backends)).toEqual([3, 4]);
    expect(store.document.backends[1]?.title).toBe('mine');
    expect(store.notices[0]?.message).toContain(`Backend ${id} has the number 4 now`);
    const notice = store.notices[0] ?? { message: '' };
    expect(await fieldIn('de', notice, 'message')).toBe(
      `Switchyard hat Werte in der Liste der Backends geändert, die es nicht verwenden konnte. Backend ${id} hat jetzt die Nummer 4: Nummern gehen von 0 bis 999999.`,
    );
    expect(await readFile(`${file()}.1`, 'utf8')).toBe(before);
    expect(await addBackend()).toBe(5);
  });

  it.each([2 ** 53 - 1, MAX_BACKEND_ID + 1])(
    '%d as the next id gives the next backend a free one',
    async (next_id) => {
      await write([record(0), record(2)], {
        next_id,
        deleted: [record(1, { deleted_at: '2026-01-02T03:04:05Z' })],
      });
      expect(await addBackend()).toBe(3);
      expect(await addBackend()).toBe(4);
    },
  );
});

it('the highest number may be given away: the next backend gets a free one, and so do all of an import', async () => {
  await write([record(0), record(MAX_BACKEND_ID)]);
  const { document } = await open();
  const nextId = idSource(document);
  expect([nextId(), nextId(), nextId()]).toEqual([1, 2, 3]);
  expect(await addBackend()).toBe(1);
});

it('texts and lists of absurd size are cut', async () => {
  const long = 'x'.repeat(5_000_000);
  await write(
    [
      record(0, {
        title: long,
        type: long,
        tags: Array.from({ length: 100_000 }, (_, index) => `tag ${index}`),
        modcount: 2 ** 53 - 1,
        off_notice: { at: 'never', message: long },
      }),
    ],
    { deleted: Array.from({ length: 1000 }, (_, index) => record(index + 1, { deleted_at: 'x' })) },
  );
  const { document, notices } = await open();
  const [backend] = document.backends;
  expect(backend?.title).toHaveLength(MAX_TITLE_LENGTH);
  expect(backend?.type.length).toBeLessThan(1000);
  expect(backend?.tags).toHaveLength(MAX_TAGS);
  expect(backend?.modcount).toBeLessThan(2 ** 31);
  expect(backend).not.toHaveProperty('off_notice');
  expect(document.deleted).toHaveLength(20);
  expect(JSON.stringify(notices.map(({ message, hint }) => message + hint)).length).toBeLessThan(1000);
  expect((await readFile(file(), 'utf8')).length).toBeLessThan(20_000);
});

it('a value of absurd size in a known setting is not used, and one nested deeply is refused', async () => {
  await write([record(0, { settings: { Model: 'x'.repeat(5_000_000), MaxUsages: 1e300 } })]);
  const { registry } = await createHarness({ dataDir: dataDir() });
  expect(registry.get(0).settings).toMatchObject({ Model: '', MaxUsages: 1 });
  expect(JSON.stringify(registry.get(0).view()).length).toBeLessThan(3000);

  const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  await writeFile(file(), `{"schema": 1, "next_id": 0, "backends": ${nested}, "deleted": []}`);
  expect((await open()).notices[0]?.message).toContain('backends.0 must be an object');
});

it('200,000 backends are read', async () => {
  await write(Array.from({ length: 200_000 }, (_, id) => record(id)));
  const { document, notices } = await open();
  expect(document.next_id).toBe(200_000);
  expect(notices).toEqual([]);
});
