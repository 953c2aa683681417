/** What stops something works on a full disk, and what could not be saved is said until it is. A real file system of a few hundred kilobytes. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { OperationOutput } from '../../../shared/operations.ts';
import { it, snapshotOf } from '../../launch/headless/host-for-test.ts';
import { startHost, type TestHost } from '../../launch/headless/start-host.ts';
import { Backends } from '../../testkit/backends.ts';
import { eventually } from '../../testkit/eventually.ts';
import { fillDisk, mountSmallDisk } from '../../testkit/process/small-disk.ts';
import { isRunning } from '../../testkit/processes.ts';

/** Fills the disk in a way that stays full: what the host frees itself is taken again. */
async function fill(dataDir: string): Promise<string> {
  const filler = join(dataDir, 'filler');
  await fillDisk(filler);
  return filler;
}

const notSavedNotice = async (host: TestHost) =>
  (await snapshotOf(host)).notices.find(({ id }) => id === 'not-saved');

it('a switch to off and a deletion work, say what is not saved, and are saved when there is room', async ({
  onTestFinished,
  skip,
}) => {
  const dataDir = await mountSmallDisk({ onTestFinished, skip }, 512);
  const host = await startHost({ dataDir });
  onTestFinished(async () => void (await host.stop()));
  const backends = new Backends(host);
  const { id: off, pid: offPid = 0 } = await backends.addRunning({}, { title: 'Off' });
  const { id: gone, pid: gonePid = 0 } = await backends.addRunning({}, { title: 'Gone' });
  const { id: kept } = await backends.addRunning({}, { title: 'Kept' });
  const filler = await fill(dataDir);

  // What does not stop anything is refused, as always.
  expect(await host.call('EditBackend', { backend_id: kept, settings: { Notes: 'new' } })).toMatchObject({
    code: 'store_failed',
  });

  const toggled = await host.call('ToggleBackend', { backend_id: off, enabled: false });
  expect(toggled).toMatchObject({
    result: 'Success.',
    not_saved: expect.stringMatching(
      /^Backend \d+ "Off" is off now, but Switchyard could not save that: the disk is full\. .* the backend is on again\. Switchyard saves it/,
    ),
  });
  expect(isRunning(offPid)).toBe(false);
  expect(await backends.full(off)).toMatchObject({
    enabled: false,
    status: 'disabled',
    not_saved: toggled.not_saved,
  });

  expect(await host.call('DeleteBackend', { backend_id: gone })).toMatchObject({
    result: 'Deleted.',
    not_saved: expect.stringContaining('the backend is there again'),
  });
  expect(isRunning(gonePid)).toBe(false);
  expect(Object.keys(await backends.list())).toEqual([String(off), String(kept)]);
  expect(await notSavedNotice(host)).toMatchObject({
    level: 'warning',
    message: expect.stringMatching(/Backend \d+ "Off" is off and Backend \d+ "Gone" is deleted/),
  });

  await rm(filler);
  await backends.until(off, 'is saved', ({ not_saved }) => not_saved === undefined);
  expect(await notSavedNotice(host)).toBeUndefined();
  await host.kill();
  const next = await startHost({ dataDir });
  onTestFinished(async () => void (await next.stop()));
  const after = new Backends(next);
  expect(Object.keys(await after.list())).toEqual([String(off), String(kept)]);
  expect(await after.full(off)).toMatchObject({ enabled: false });
  expect((await after.full(off)).not_saved).toBeUndefined();
}, 180_000);

it('what was not saved is as before after a restart, as it was said, and can be taken back without room', async ({
  onTestFinished,
  skip,
}) => {
  const dataDir = await mountSmallDisk({ onTestFinished, skip }, 512);
  const host = await startHost({ dataDir });
  onTestFinished(async () => void (await host.kill()));
  const backends = new Backends(host);
  const { id } = await backends.addRunning({}, { title: 'On again' });
  const filler = await fill(dataDir);
  await backends.toggle(id, false);
  expect(await host.call('ToggleBackend', { backend_id: id, enabled: true })).toEqual({ result: 'Success.' });
  expect((await backends.running(id)).not_saved).toBeUndefined();
  const again = await host.call('ToggleBackend', { backend_id: id, enabled: false });
  expect(again.not_saved).toContain('the backend is on again');
  await host.kill();

  await rm(filler);
  const next = await startHost({ dataDir });
  onTestFinished(async () => void (await next.stop()));
  await eventually('it is on again', async () => (await new Backends(next).full(id)).enabled);
}, 180_000);

/** The form of each line of a log on disk. */
const LOG_LINE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?:out|err|host|run) /;

it('logs are kept in memory, which is told once, and written again when there is room; a kill loses none of what is written', async ({
  onTestFinished,
  skip,
}) => {
  const dataDir = await mountSmallDisk({ onTestFinished, skip }, 1024);
  const host = await startHost({ dataDir });
  onTestFinished(async () => void (await host.kill()));
  const backends = new Backends(host);
  const { id: talks } = await backends.addRunning({ Flags: '--flood 10000' }, { title: 'Talks' });
  const { id: also, pid = 0 } = await backends.addRunning({ Flags: '--flood 10000' }, { title: 'Talks too' });
  const filler = await fill(dataDir);
  const logNotice = async () => (await snapshotOf(host)).notices.find((one) => one.id === 'logs-not-written');
  const told = await eventually('it is told', logNotice);
  expect(told).toMatchObject({
    level: 'warning',
    message: expect.stringMatching(/^Switchyard keeps new lines of logs in memory only: .*the disk is full/),
    hint: expect.stringContaining('free some space'),
  });
  // They go on, and what they print is there.
  const lastSeq = async () => (await backends.log(talks)).at(-1)?.seq ?? 0;
  const before = await lastSeq();
  await eventually('new lines are shown', async () => (await lastSeq()) > before + 100);
  const { not_saved: notSaved } = (await backends.toggle(also, false)) as { not_saved?: string };
  expect(notSaved).toContain('could not save');
  expect(isRunning(pid)).toBe(false);
  expect(await backends.full(talks)).toMatchObject({ status: 'running' });

  await rm(filler);
  await eventually('the logs are written again', async () => (await logNotice()) === undefined);
  const messages = async (word: string) =>
    (await host.call('SearchLog', { backend_id: talks, pattern: word, stream: 'host' })).matches;
  expect(await messages('cannot be written to its file')).toHaveLength(1);
  expect(await messages('is written to its file again')).toHaveLength(1);

  const failing = '--stderr "ModuleNotFoundError: No module named \'torch\'" --exit-before-ready 1';
  const { id: fails } = await backends.add({ Flags: failing }, { title: 'Fails' });
  const runsOf = async (of: TestHost) =>
    ((await of.call('ListLogRuns', { backend_id: fails })) as OperationOutput<'ListLogRuns'>).runs;
  await eventually('it has failed', async () => (await runsOf(host))[0]?.failed);
  await host.kill();
  const next = await startHost({ dataDir });
  onTestFinished(async () => void (await next.stop()));
  const runs = await runsOf(next);
  expect(runs[0]).toMatchObject({
    failed: true,
    exit: 'exit code 1',
    diagnosis: 'A Python package is missing',
  });
  const read = await next.call('ReadLog', { backend_id: fails, run: runs[0]?.run });
  expect(JSON.stringify(read.lines)).toContain('ModuleNotFoundError');
  const folder = join(dataDir, 'logs');
  for (const name of (await readdir(folder)).filter((one) => /^[0-9a-f]{12}\.log/.test(one))) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n').slice(0, -1);
    expect(lines.filter((line) => !LOG_LINE.test(line))).toEqual([]);
  }
}, 180_000);
