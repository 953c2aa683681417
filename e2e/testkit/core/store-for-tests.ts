/** A store in a data directory of its own, for each test of a file. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { settleGenerations } from '../../../electron/core/storage/files/generations.ts';
import { Store } from '../../../electron/core/storage/store.ts';
import { type BackendRecord, STORE_FILE } from '../../../electron/core/storage/store-document.ts';

/** To be called once in a file. What it returns works in its tests. */
export function storeForTests() {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'switchyard-store-'));
  });
  afterEach(async () => {
    await settleGenerations(join(dataDir, STORE_FILE));
    await rm(dataDir, { recursive: true, force: true });
  });

  const open = (diskThread?: string) =>
    Store.open({ dataDir, wall: () => Date.UTC(2026, 0, 2, 3, 4, 5), diskThread });
  const file = () => join(dataDir, 'backends.json');
  const onDisk = async (): Promise<{ backends: BackendRecord[] }> =>
    JSON.parse(await readFile(file(), 'utf8'));
  const record = (id: number): BackendRecord => ({
    id,
    uid: `uid${String(id).padStart(5, '0')}`,
    type: 'command',
    title: `Backend ${id}`,
    enabled: true,
    modcount: 0,
    settings: { Command: '/bin/true' },
  });
  const add = (store: Store, id: number) =>
    store.update((document) => {
      document.backends.push(record(id));
    });
  return { dataDir: () => dataDir, open, file, onDisk, record, add };
}
