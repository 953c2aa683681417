/** The built thread that writes the list of backends, and what becomes of changes when it ends. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { storeForTests } from '../../e2e/testkit/core/store-for-tests.ts';
import { eventually } from '../../e2e/testkit/eventually.ts';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { HOLD_TIME } from '../core/storage/files/guarded-file.ts';
import type { Store } from '../core/storage/store.ts';
import { DiskThread, ThreadEndedError } from '../core/storage/thread/disk-thread.ts';

const BUILT = inRepository('dist-test/workers/disk-thread.js');

const { add, dataDir, file, onDisk, open } = storeForTests();
afterEach(() => void vi.useRealTimers());

const logFile = () => join(dataDir(), 'requests');
/** What the thread was sent, in order. */
const requests = (): string[] => {
  try {
    return readFileSync(logFile(), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
};
const writesOfThread = () => requests().filter((kind) => kind === 'write').length;

/** The built thread, which notes what it is sent. @param before what it does with a message first */
async function notedThread(before = ''): Promise<string> {
  const module = join(dataDir(), 'noted-thread.mjs');
  await writeFile(
    module,
    `import { appendFileSync } from 'node:fs';
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ kind }) => {
      appendFileSync(${JSON.stringify(logFile())}, kind + '\\n');
      ${before}
    });
    appendFileSync(${JSON.stringify(logFile())}, 'started\\n');
    await import(${JSON.stringify(BUILT)});`,
  );
  return module;
}

const namesOf = async () => (await readdir(dataDir())).filter((name) => name.startsWith('backends.json'));
const idsOnDisk = async () => (await onDisk()).backends.map(({ id }) => id);

/** Adds backends until one is written by the thread. @returns the next id */
async function untilThreadWrites(store: Store): Promise<number> {
  let id = 0;
  await eventually('the thread writes', async () => {
    await add(store, id++);
    return writesOfThread() > 0;
  });
  return id;
}

const upTo = (end: number) => Array.from({ length: end }, (_, id) => id);

describe.runIf(process.platform !== 'win32')('the thread', () => {
  it('is not started for one change, and writes where several follow each other', async () => {
    const store = await open(await notedThread());
    await add(store, 0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(requests()).toEqual([]);
    await store.update((document) => {
      document.backends = [];
    });
    const next = await untilThreadWrites(store);
    expect(await idsOnDisk()).toEqual(upTo(next));
    await store.flush();
    expect(await namesOf()).toEqual(
      ['backends.json', ...[1, 2, 3, 4, 5].map((n) => `backends.json.${n}`)].slice(0, next + 2),
    );
  });

  it('keeps each content before as a generation, also where this thread wrote it', async () => {
    const store = await open(await notedThread());
    let next = await untilThreadWrites(store);
    while (next < 7) await add(store, next++);
    await store.flush();
    for (const generation of [1, 2, 3, 4, 5]) {
      const { backends } = JSON.parse(await readFile(`${file()}.${generation}`, 'utf8'));
      expect(backends).toHaveLength(next - generation);
    }
  });

  it('refuses to overwrite what another program has written, and keeps both versions', async () => {
    const store = await open(await notedThread());
    const next = await untilThreadWrites(store);
    const mine = await readFile(file(), 'utf8');
    await writeFile(file(), '{"somebody": "else"}');
    await expect(add(store, next)).rejects.toMatchObject({
      code: 'other_writer',
      message: expect.stringContaining('edited'),
    });
    expect(await readFile(file(), 'utf8')).toBe('{"somebody": "else"}');
    const [kept = ''] = (await namesOf()).filter((name) => name.includes('.kept-'));
    expect(await readFile(join(dataDir(), kept), 'utf8')).toBe(mine);
    expect(await namesOf()).not.toContain('backends.json.writing');
    await writeFile(file(), mine);
    await add(store, next);
    expect(await idsOnDisk()).toEqual(upTo(next + 1));
  });

  it('says what lies in the place of the file, and what the system refused', async () => {
    const store = await open(await notedThread());
    const next = await untilThreadWrites(store);
    const text = await readFile(file(), 'utf8');
    await rm(file());
    await mkdir(file());
    await expect(add(store, next)).rejects.toMatchObject({
      code: 'other_writer',
      message: expect.stringContaining('there is a folder in its place'),
    });
    await rm(file(), { recursive: true });
    await writeFile(file(), text);
    await mkdir(join(`${file()}.writing`, 'x'), { recursive: true });
    const refused = add(store, next);
    await expect(refused).rejects.toMatchObject({ code: 'store_failed', cause: { code: 'ERR_FS_EISDIR' } });
    await rm(`${file()}.writing`, { recursive: true });
    await add(store, next);
    expect(await idsOnDisk()).toEqual(upTo(next + 1));
    expect(writesOfThread()).toBeGreaterThanOrEqual(4);
  });

  it('puts nothing in place that is not good, and leaves nothing behind', async () => {
    await writeFile(file(), 'good');
    const thread = await startThread(BUILT);
    const expected = { known: 'good', attempted: null };
    thread.prepare(expected);
    const check = () => {
      throw new Error('it is not good');
    };
    await expect(thread.write('bad', check)).rejects.toThrow('it is not good');
    expect(await readFile(file(), 'utf8')).toBe('good');
    expect(await namesOf()).toEqual(['backends.json']);
    thread.prepare(expected);
    await thread.write('better', () => undefined);
    thread.prepare({ known: 'better', attempted: null });
    await thread.forgo();
    expect(await readFile(file(), 'utf8')).toBe('better');
    await thread.settle();
    expect(await namesOf()).toEqual(['backends.json', 'backends.json.1']);
  });

  it('ends after a minute without a change, and the next change is written all the same', async () => {
    const store = await open(await notedThread());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await add(store, 0);
    await add(store, 1);
    for (let id = 2; writesOfThread() === 0; id++) {
      await add(store, id);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.advanceTimersByTimeAsync(HOLD_TIME);
    vi.useRealTimers();
    await eventually('it is told to end', () => requests().at(-1) === 'end');
    const writes = writesOfThread();
    await add(store, 1000);
    expect(writesOfThread()).toBe(writes);
    expect(await idsOnDisk()).toContain(1000);
    await store.flush();
  });
});

describe.runIf(process.platform !== 'win32')('a thread that ends', () => {
  it.each([
    ['before it has begun a write', `if (kind === 'prepare') process.exit();`],
    ['with the guard in its hand', `if (kind === 'write') process.exit();`],
    ['while it writes', `if (kind === 'write') queueMicrotask(() => process.exit());`],
    [
      'when it has written and not replied',
      `if (kind === 'write') parentPort.postMessage = () => process.exit();`,
    ],
    ['by an error', `if (kind === 'write') throw new Error('broken');`],
  ])('%s costs no change, and none after it', async (_when, before) => {
    const store = await open(await notedThread(before));
    let id = 0;
    await eventually('the thread is given a write', async () => {
      await add(store, id++);
      return requests().includes('prepare');
    });
    for (const last = id + 10; id < last; id++) await add(store, id);
    expect(await idsOnDisk()).toEqual(upTo(id));
    expect(requests().filter((kind) => kind === 'started')).toHaveLength(1);
    await store.flush();
    expect(await namesOf()).toEqual(['backends.json', ...[1, 2, 3, 4, 5].map((n) => `backends.json.${n}`)]);
  });

  it.each([
    ['cannot be loaded', `throw new Error('broken');`],
    ['cannot be read', 'this is no program'],
  ])('because it %s leaves the writing to this thread', async (_why, text) => {
    const module = join(dataDir(), 'broken.mjs');
    await writeFile(module, text);
    const store = await open(module);
    for (const id of upTo(10)) await add(store, id);
    expect(await idsOnDisk()).toEqual(upTo(10));
    await store.flush();
  });

  it('tells who waits for it', async () => {
    const thread = await startThread(await notedThread(`if (kind === 'settle') process.exit();`));
    await expect(thread.settle()).rejects.toThrow(ThreadEndedError);
    await expect(thread.forgo()).rejects.toThrow(ThreadEndedError);
    expect(thread.hasFailed).toBe(true);
    await thread.end();
  });
});

async function startThread(module: string): Promise<DiskThread> {
  const thread = new DiskThread(module, { path: file(), maxBytes: 1000 });
  onTestFinished(() => thread.end());
  await eventually('it runs', () => thread.isRunning);
  return thread;
}
