/** The registry file on the disk: what is checked before it is put in place, its generations, and open files. */
import { mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { storeForTests } from '../../../e2e/testkit/core/store-for-tests.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { waitForDiskHere } from './files/disk.ts';
import { writeDurably } from './files/durable-file.ts';

const { dataDir, open, file, add } = storeForTests();

describe.each([
  ['by a thread that does not wait for the disk', false],
  ['by a thread that waits for the disk', true],
])('the file itself, written %s,', (_by, waits) => {
  let goBack = () => {};
  beforeEach(() => {
    if (waits) goBack = waitForDiskHere();
  });
  afterEach(() => goBack());

  it('is unchanged when the new content cannot be read back', async () => {
    await writeFile(file(), 'good');
    await expect(
      writeDurably(file(), 'bad', {
        check: () => {
          throw new Error('unreadable');
        },
      }),
    ).rejects.toThrow('unreadable');
    expect(await readFile(file(), 'utf8')).toBe('good');
    expect(await readdir(dataDir())).toEqual(['backends.json']);
  });

  const generations = async () => {
    const names = (await readdir(dataDir())).filter((name) => /\.\d$/.test(name)).sort();
    return Promise.all(
      names.map(async (name) => `${name.at(-1)} ${await readFile(join(dataDir(), name), 'utf8')}`),
    );
  };
  const anything = { check: () => undefined };
  const fail = () => {
    throw new Error('unreadable');
  };

  it('keeps its generations where it may not be replaced', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await writeDurably(file(), text, anything);
    const before = await generations();
    expect(before).toEqual(['1 f', '2 e', '3 d', '4 c', '5 b']);
    const mayReplace = () => Promise.reject(new Error('changed by another'));
    await expect(writeDurably(file(), 'h', { ...anything, mayReplace })).rejects.toThrow(
      'changed by another',
    );
    expect(await generations()).toEqual(before);
    expect(await readFile(file(), 'utf8')).toBe('g');
  });

  it('loses no generation, however often a write fails', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await writeDurably(file(), text, anything);
    for (let n = 0; n < 10; n++) await expect(writeDurably(file(), 'bad', { check: fail })).rejects.toThrow();
    expect(await generations()).toEqual(['1 f', '2 e', '3 d', '4 c', '5 b']);
    await writeDurably(file(), 'h', anything);
    expect(await generations()).toEqual(['1 g', '2 f', '3 e', '4 d', '5 c']);
  });

  it.each([
    [
      'before anything was moved',
      ['0 g', '1 f', '2 e', '3 d', '4 c', '5 b'],
      ['1 h', '2 g', '3 f', '4 e', '5 d'],
    ],
    ['half-way', ['0 g', '1 f', '3 e', '4 d', '5 c'], ['1 h', '2 g', '3 f', '4 e', '5 d']],
    ['with few of them', ['0 g', '1 f'], ['1 h', '2 g', '3 f']],
  ])(
    'keeps its generations in order where a kill cut their move short: %s',
    async (_when, left, expected) => {
      await writeFile(file(), 'h');
      for (const entry of left) {
        const [generation, text = ''] = entry.split(' ');
        await writeFile(`${file()}.${generation}`, text);
      }
      await writeDurably(file(), 'i', anything);
      expect(await generations()).toEqual(expected);
      expect(await readFile(file(), 'utf8')).toBe('i');
    },
  );

  it('keeps its generations in order where somebody removes one while the program runs', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await writeDurably(file(), text, anything);
    await rm(`${file()}.3`);
    for (const text of ['h', 'i', 'j']) await writeDurably(file(), text, anything);
    expect(await generations()).toEqual(['1 i', '2 h', '3 g', '4 f', '5 e']);
  });

  it('is checked before it is put in place, whatever its length', async () => {
    await writeFile(file(), 'good');
    const seen: string[] = [];
    await writeDurably(file(), 'ü'.repeat(70_000), { check: (text) => seen.push(text) });
    expect(seen).toEqual(['ü'.repeat(70_000)]);
  });
});

describe.runIf(process.platform === 'linux')('open files', () => {
  it.each([false, true])(
    'stay few, however many changes are made, refused or impossible, and none is left behind (waits: %s)',
    async (waits) => {
      if (waits) onTestFinished(waitForDiskHere());
      const openFiles = async () => {
        const links = await Promise.all(
          (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
        );
        return links.filter((path) => path.startsWith(dataDir()));
      };
      const store = await open();
      for (let id = 0; id < 20; id += 1) {
        await add(store, id);
        const refused = store.update(() => {
          throw new Error('no');
        });
        await expect(refused).rejects.toThrow('no');
        if (id % 2 === 0) continue;
        await store.flush();
        await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
        await expect(add(store, 100)).rejects.toMatchObject({ code: 'store_failed' });
        await rm(`${file()}.writing`, { recursive: true });
      }
      for (const id of [20, 21]) await add(store, id);
      // The file and its folder, for the next change.
      const heldFiles = [dataDir(), file()].sort().join();
      const areOpen = (files: string) => async () => (await openFiles()).sort().join() === files;
      await eventually('only the file and its folder are open, for the next change', areOpen(heldFiles));
      await store.flush();
      await eventually('no file is open', areOpen(''));
    },
  );
});
