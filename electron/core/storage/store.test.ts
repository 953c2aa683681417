import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storeForTests } from '../../../e2e/testkit/core/store-for-tests.ts';
import { errorIn } from '../../../e2e/testkit/in-language.ts';
import type { SwitchyardError } from '../../../shared/errors.ts';
import type { Store } from './store.ts';
import { type BackendRecord, NewerSchemaError, parseDocument } from './store-document.ts';

const { dataDir, open, file, onDisk, record, add } = storeForTests();

describe('a change', () => {
  it('is on disk before it is acknowledged', async () => {
    const store = await open();
    await add(store, 0);
    expect((await onDisk()).backends.map(({ id }) => id)).toEqual([0]);
  });

  it('that throws leaves no trace, neither here nor on disk', async () => {
    const store = await open();
    await add(store, 0);
    await expect(
      store.update((document) => {
        document.backends.length = 0;
        throw new Error('half-way');
      }),
    ).rejects.toThrow('half-way');
    expect(store.document.backends).toHaveLength(1);
    expect((await onDisk()).backends).toHaveLength(1);
  });

  it('that throws does not affect others in the same write', async () => {
    const store = await open();
    const results = await Promise.allSettled([
      add(store, 0),
      store.update(() => {
        throw new Error('no');
      }),
      add(store, 1),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await onDisk()).backends.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('that cannot be written is refused with a message and changes nothing', async () => {
    const store = await open();
    await add(store, 0);
    // A folder has the name of the temporary file, so writing fails even for root.
    await rm(`${file()}.writing`, { force: true, recursive: true });
    await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
    await expect(add(store, 1)).rejects.toMatchObject({ code: 'store_failed' });
    expect(store.document.backends).toHaveLength(1);
    await rm(`${file()}.writing`, { recursive: true });
    await add(store, 1);
    expect((await onDisk()).backends).toHaveLength(2);
  });

  it('that stops something is kept where it cannot be written, and written with the next write', async () => {
    const store = await open();
    await add(store, 0);
    await add(store, 1);
    const obstacle = join(`${file()}.writing`, 'x');
    await mkdir(obstacle, { recursive: true });
    let told = 0;
    store.onUnsavedChange(() => told++);
    const results = await Promise.allSettled([
      add(store, 2),
      store.updateOrKeep({ uid: 'uid00000', message: 'Backend 0 is off' }, (document) => {
        for (const backend of document.backends) if (backend.id === 0) backend.enabled = false;
      }),
      add(store, 3),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    expect(store.document.backends.map(({ id, enabled }) => [id, enabled])).toEqual([
      [0, false],
      [1, true],
    ]);
    expect((await onDisk()).backends.map(({ enabled }) => enabled)).toEqual([true, true]);
    expect(store.unsaved).toEqual({
      changes: [{ uid: 'uid00000', message: 'Backend 0 is off' }],
      reason: expect.objectContaining({ text: expect.stringContaining('backends.json.writing') }),
    });
    await store.retryUnsaved();
    expect(store.unsaved).not.toBeNull();

    await rm(`${file()}.writing`, { recursive: true });
    await add(store, 4);
    expect(store.unsaved).toBeNull();
    expect((await onDisk()).backends.map(({ id, enabled }) => [id, enabled])).toEqual([
      [0, false],
      [1, true],
      [4, true],
    ]);
    expect(told).toBe(2);
  });

  it('that takes back what could not be written needs no write', async () => {
    const store = await open();
    await add(store, 0);
    await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
    const setEnabled = (enabled: boolean) => (document: { backends: BackendRecord[] }) => {
      for (const backend of document.backends) backend.enabled = enabled;
    };
    await store.updateOrKeep({ uid: 'uid00000', message: 'it is off' }, setEnabled(false));
    await store.update(setEnabled(true));
    expect(store.unsaved).toBeNull();
    await rm(`${file()}.writing`, { recursive: true });
  });

  it('that takes back what could not be written needs no write either where other changes are not written', async () => {
    const store = await open();
    await add(store, 0);
    await add(store, 1);
    await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
    const setEnabled = (id: number, enabled: boolean) => (document: { backends: BackendRecord[] }) => {
      for (const backend of document.backends) if (backend.id === id) backend.enabled = enabled;
    };
    await store.updateOrKeep({ uid: 'uid00000', message: 'Backend 0 is off' }, setEnabled(0, false));
    await store.updateOrKeep({ uid: 'uid00001', message: 'Backend 1 is off' }, setEnabled(1, false));
    await store.update(setEnabled(0, true));
    expect(store.document.backends.map(({ enabled }) => enabled)).toEqual([true, false]);
    expect(store.unsaved?.changes).toEqual([{ uid: 'uid00001', message: 'Backend 1 is off' }]);
    const rename = store.update((document) => {
      for (const backend of document.backends) backend.title = 'another';
    });
    await expect(rename).rejects.toMatchObject({ code: 'store_failed' });
    await rm(`${file()}.writing`, { recursive: true });
  });

  it('that takes back what could not be written needs no write after a restart either', async () => {
    await add(await open(), 0);
    const store = await open();
    await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
    const setEnabled = (enabled: boolean) => (document: { backends: BackendRecord[] }) => {
      for (const backend of document.backends) backend.enabled = enabled;
    };
    await store.updateOrKeep({ uid: 'uid00000', message: 'it is off' }, setEnabled(false));
    await store.update(setEnabled(true));
    expect(store.unsaved).toBeNull();
    await rm(`${file()}.writing`, { recursive: true });
  });

  it('that stops something is refused where another program has changed the list', async () => {
    const store = await open();
    await add(store, 0);
    await writeFile(file(), (await readFile(file(), 'utf8')).replace('Backend 0', 'by hand'));
    const off = store.updateOrKeep({ uid: 'uid00000', message: 'it is off' }, (document) => {
      for (const backend of document.backends) backend.enabled = false;
    });
    await expect(off).rejects.toMatchObject({ code: 'other_writer' });
    expect(store.unsaved).toBeNull();
    expect(store.document.backends[0]?.enabled).toBe(true);
  });

  it('keeps the previous generations beside the file', async () => {
    const store = await open();
    for (const id of [0, 1, 2]) await add(store, id);
    await store.flush();
    const counts = await Promise.all(
      ['backends.json.1', 'backends.json.2'].map(
        async (name) => JSON.parse(await readFile(join(dataDir(), name), 'utf8')).backends.length,
      ),
    );
    expect(counts).toEqual([2, 1]);
  });

  it('leaves a file that only this user can read', async () => {
    await add(await open(), 0);
    expect((await stat(file())).mode & 0o777).toBe(0o600);
  });
});

describe('another program that writes the same file', () => {
  it('loses nothing that was acknowledged: who comes second is refused', async () => {
    const [first, second] = [await open(), await open()];
    await add(first, 0);
    await expect(add(second, 1)).rejects.toMatchObject({ code: 'other_writer' });
    await add(first, 2);
    expect((await onDisk()).backends.map(({ id }) => id)).toEqual([0, 2]);
    expect(second.document.backends).toEqual([]);
    await expect(add(second, 3)).rejects.toThrow('another program has changed the list of backends on disk');
    const refused = await add(second, 3).catch((error: SwitchyardError) => error);
    expect((await errorIn('de', (refused as SwitchyardError).toReply())).message).toContain(
      'Liste der Backends auf der Platte geändert',
    );
  });

  it('may write at any moment: what was acknowledged to either is in the file', async () => {
    const stores = [await open(), await open(), await open()];
    await add(stores[0] as Store, 0);
    let refused = 0;
    const acknowledged = new Set([0]);
    for (let round = 1; round < 40; round++) {
      const all = [...stores, await open()];
      const results = await Promise.allSettled(all.map((store, index) => add(store, round * 10 + index)));
      results.forEach(({ status }, index) => {
        if (status === 'fulfilled') acknowledged.add(round * 10 + index);
        else refused += 1;
      });
      expect((await onDisk()).backends.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
        [...acknowledged].sort((a, b) => a - b),
      );
      // One that knows the file takes the place of one that does not.
      stores.splice(round % 3, 1, await open());
    }
    expect(acknowledged.size).toBeGreaterThan(10);
    expect(refused).toBeGreaterThan(10);
  });

  it('may be an editor: what was typed is not overwritten', async () => {
    const store = await open();
    await add(store, 0);
    const typed = (await readFile(file(), 'utf8')).replace('Backend 0', 'Typed');
    await writeFile(file(), typed);
    await expect(add(store, 1)).rejects.toMatchObject({ code: 'other_writer' });
    expect(await readFile(file(), 'utf8')).toBe(typed);
    const refused = await add(store, 2).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      message: expect.stringContaining(`somebody has edited ${file()}.`),
      hint: expect.stringMatching(
        /restart Switchyard.*quit Switchyard and put backends\.json\.kept-\S+ in its place/,
      ),
    });
    const kept = (await readdir(dataDir())).filter((name) => name.includes('.kept-'));
    expect(kept).toHaveLength(1);
    expect(parseDocument(await readFile(join(dataDir(), kept[0] ?? ''), 'utf8')).backends).toEqual(
      store.document.backends,
    );
    await add(await open(), 1);
    expect((await onDisk()).backends.map(({ title }) => title)).toEqual(['Typed', 'Backend 1']);
  });

  it('is noticed after many changes too, whether it edits the file in place or puts another in its place', async () => {
    for (const edit of [
      (text: string) => writeFile(file(), text),
      async (text: string) => {
        await writeFile(`${file()}.by-hand`, text);
        await rename(`${file()}.by-hand`, file());
      },
    ]) {
      const store = await open();
      await store.update((document) => void document.backends.splice(0));
      for (const id of [0, 1, 2]) await add(store, id);
      const written = await readFile(file(), 'utf8');
      // Of the same length.
      await edit(written.replace('Backend 2', 'by hand 2'));
      await expect(add(store, 3)).rejects.toMatchObject({ code: 'other_writer' });
      expect(await readFile(file(), 'utf8')).toContain('by hand 2');

      // What it has put back as it was is nobody's work any more.
      await edit(written);
      await add(store, 3);
      expect((await onDisk()).backends.map(({ id }) => id)).toEqual([0, 1, 2, 3]);
    }
  });

  it('is waited for while it writes, and not for ever', async () => {
    const store = await open();
    await writeFile(`${file()}.writing`, '');
    const change = add(store, 0);
    setTimeout(() => void rm(`${file()}.writing`), 100);
    await change;
    await writeFile(`${file()}.writing`, 'of another');
    await expect(add(store, 1)).rejects.toMatchObject({ code: 'other_writer' });
    // It was killed while it wrote: the next start, which has the lock, goes on.
    await add(await open(), 1);
    expect((await onDisk()).backends).toHaveLength(2);
  });

  it('is not suspected where the file was only removed', async () => {
    const store = await open();
    await add(store, 0);
    await rm(file());
    await add(store, 1);
    expect((await onDisk()).backends).toHaveLength(2);
  });
});

describe('opening', () => {
  it('uses the content before the last write where a kill left it as generation 0 and the file is gone', async () => {
    const store = await open();
    for (const id of [0, 1]) await add(store, id);
    await store.flush();
    await rename(file(), `${file()}.0`);
    expect((await open()).document.backends).toHaveLength(2);
  });

  it('a new folder starts with an empty registry and no notice', async () => {
    const store = await open();
    expect(store.document.backends).toEqual([]);
    expect(store.notices).toEqual([]);
  });

  it.each([
    ['cut off', '{"schema": 1, "backends": ['],
    ['empty', ''],
    ['of another form', '{"schema": 1, "next_id": 0, "backends": [{"id": "x"}], "deleted": []}'],
  ])('a file that is %s keeps the file, uses the last good generation and adds a notice', async (_, bad) => {
    const first = await open();
    await add(first, 0);
    await add(first, 1);
    await writeFile(file(), bad);

    const store = await open();
    expect(store.document.backends.map(({ id }) => id)).toEqual([0]);
    expect(store.notices).toMatchObject([{ id: 'store-recovered', level: 'warning' }]);
    const aside = (await readdir(dataDir())).find((name) => name.includes('corrupt'));
    expect(await readFile(join(dataDir(), aside ?? ''), 'utf8')).toBe(bad);
    expect((await onDisk()).backends).toHaveLength(1);
    expect((await open()).notices).toEqual([]);
  });

  it('skips generations that are corrupt themselves', async () => {
    const first = await open();
    for (const id of [0, 1, 2]) await add(first, id);
    await first.flush();
    await writeFile(file(), 'x');
    await writeFile(`${file()}.1`, 'y');
    expect((await open()).document.backends.map(({ id }) => id)).toEqual([0]);
  });

  it('without a good generation starts empty, keeps the file and adds an error as notice', async () => {
    await writeFile(file(), 'x');
    const store = await open();
    expect(store.notices).toMatchObject([{ level: 'error' }]);
    expect((await readdir(dataDir())).filter((name) => name.includes('corrupt'))).toHaveLength(1);
  });

  it('refuses a file of a newer version and leaves it untouched', async () => {
    const newer = '{"schema": 99, "backends": "in a form we do not know"}';
    await writeFile(file(), newer);
    await expect(open()).rejects.toThrow(NewerSchemaError);
    expect(await readFile(file(), 'utf8')).toBe(newer);
  });

  it('migrates an older schema, step by step', async () => {
    await writeFile(
      file(),
      JSON.stringify({
        schema: 0,
        next_id: 0,
        backends: [{ id: 4, type: 'command', title: 'Old', enabled: false, settings: { Command: 'x' } }],
      }),
    );
    const store = await open();
    expect(store.document).toMatchObject({
      schema: 1,
      next_id: 5,
      deleted: [],
      backends: [{ id: 4, title: 'Old', modcount: 0, settings: { Command: 'x' } }],
    });
  });

  it('never uses an id of the file again, whatever next_id says', () => {
    const text = JSON.stringify({ schema: 1, next_id: 0, backends: [record(7)], deleted: [] });
    expect(parseDocument(text).next_id).toBe(8);
  });
});
