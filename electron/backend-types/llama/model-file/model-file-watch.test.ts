import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FakeAdapterIo } from '../../../../e2e/testkit/backend-types/fake-adapter-io.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { englishOf } from '../../../../shared/words/phrase.ts';
import { FILE_WATCH_INTERVAL_MS, watchModelFiles } from './model-file-watch.ts';

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-watch-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const paths = ['a.gguf', 'b.gguf'].map((name) => join(folder, name));
  for (const path of paths) await writeFile(path, 'model');
  const io = new FakeAdapterIo();
  const notices: (string | null)[] = [];
  watchModelFiles(
    paths.map((path) => ({ path, bytes: 'model'.length })),
    io,
    (notice) => notices.push(notice === null ? null : englishOf(notice)),
  );
  /** Lets the time of one check pass, until the notices are as many as that. */
  const until = (count: number) =>
    eventually(`${count} notices`, async () => {
      await io.clock.advance(FILE_WATCH_INTERVAL_MS);
      return notices.length === count;
    });
  const [, second = ''] = paths;
  return { io, notices, second, until };
}

test('a file that vanishes is said, and so is one that comes back', async () => {
  const { io, notices, second, until } = await start();
  await rename(second, `${second}.away`);
  await until(1);
  expect(notices[0]).toBe(
    `The model file ${second} is not there any more. What is in memory goes on being served, but it cannot be loaded again: put the file back, or choose another.`,
  );
  await rename(`${second}.away`, second);
  await until(2);
  expect(notices[1]).toBeNull();
  expect(io.logged).toEqual([notices[0], 'What it serves is there again, as it was when it was loaded.']);
});

test('a file that is replaced by another is said', async () => {
  const { notices, second, until } = await start();
  await writeFile(second, 'another model');
  await until(1);
  expect(notices[0]).toContain('has changed since it was loaded');
});

test('nothing is said once the worker is to stop', async () => {
  const { io, notices, second } = await start();
  io.stop();
  await rm(second);
  await io.clock.advance(FILE_WATCH_INTERVAL_MS);
  await new Promise((resolve) => setImmediate(resolve));
  expect(notices).toEqual([]);
});
