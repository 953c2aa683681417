import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { readLines } from '../../../../e2e/testkit/core/test-logs.ts';
import type { LogLine } from '../../../../shared/events.ts';
import { systemClock } from '../../clock.ts';
import type { BackendLog } from '../backend-log.ts';
import { createLogs, type LogLimits } from '../logs.ts';
import { MAX_FILE_BYTES } from './log-files-on-disk.ts';
import { LogRetention, toLogLimits } from './log-retention.ts';

/** The logs of a backend, of one that was deleted and can be restored, and of one that is forgotten. */
const LIVE = 'aaaaaaaaaaaa';
const DELETED = 'bbbbbbbbbbbb';
const ORPHAN = 'cccccccccccc';
const DAY = 86_400_000;
/** Bytes of a line of the tests in the file. */
const LINE = 50;
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index} `.padEnd(LINE - 30, '.'));

async function setUp(limits: LogLimits = { bytes: 400 * LINE, days: 0 }) {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const clock = new ManualClock();
  const logs = createLogs({ dir, clock });
  const faults: unknown[] = [];
  const retention = new LogRetention({
    logs,
    clock,
    limits: () => limits,
    isKept: (name) => name !== ORPHAN,
    onFault: (error) => faults.push(error),
  });
  onTestFinished(async () => {
    await retention.close();
    await logs.close();
    await rm(dir, { recursive: true, force: true });
    expect(faults).toEqual([]);
  });
  await retention.settled();
  const file = (name: string, part = 0) => join(dir, `${name}.log${part === 0 ? '' : `.${part}`}`);
  return {
    dir,
    clock,
    logs,
    retention,
    file,
    /** Changes the limits, as an edit of the preferences does. */
    async change(next: Partial<LogLimits>) {
      Object.assign(limits, next);
      retention.applyIfChanged();
      await retention.settled();
    },
    /** Makes a file that an earlier run of the program has left, last written to so many days ago. */
    leave(name: string, part: number, days: number, text = 'x\n') {
      writeFileSync(file(name, part), text);
      const at = new Date(clock.wall() - days * DAY);
      utimesSync(file(name, part), at, at);
    },
    bytesOf: (name: string) =>
      readdirSync(dir)
        .filter((entry) => entry.startsWith(name))
        .reduce((sum, entry) => sum + statSync(join(dir, entry)).size, 0),
    names: () => readdirSync(dir).sort(),
  };
}

/** Writes lines in several batches. */
async function fill(log: BackendLog, from: number, count: number, batch = 10): Promise<void> {
  for (let at = from; at < from + count; at += batch) {
    log.add('out', lines(at, Math.min(batch, from + count - at)));
    await readLines(log, { limit: 1, before: 1 });
  }
}
/** Expects whole lines, numbered without a gap, with texts that are numbered up to `last`. */
function expectUnbroken(found: LogLine[], last: number): void {
  expect(found.at(-1)?.text).toMatch(new RegExp(`^line ${last} `));
  for (const [index, { seq, text }] of found.entries()) {
    expect(text).toMatch(new RegExp(`^line ${last - found.length + 1 + index} \\.*$`));
    expect(seq).toBe((found[0]?.seq ?? 0) + index);
  }
}

describe('the size of a log', () => {
  test('stays within its limit while it is written, in four files', async () => {
    const { logs, bytesOf, names } = await setUp({ bytes: 400 * LINE, days: 0 });
    await fill(logs.of(LIVE), 1, 2000);
    await logs.close();
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(400 * LINE);
    expect(bytesOf(LIVE)).toBeGreaterThan(300 * LINE);
    expect(names()).toEqual([`${LIVE}.log`, `${LIVE}.log.1`, `${LIVE}.log.2`, `${LIVE}.log.3`]);
  });

  test('stays within its limit too where all lines come at once, and is cut between lines', async () => {
    const { logs, file, bytesOf } = await setUp();
    const log = logs.of(LIVE);
    log.add('out', lines(1, 1500));
    await logs.close();
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(400 * LINE);
    for (const part of [0, 1, 2, 3])
      expect(readFileSync(file(LIVE, part), 'utf8')).toMatch(/^(\S{24} out line \d+ \.*\n)+$/);
    const next = createLogs({ dir: join(file(LIVE), '..'), clock: systemClock }).of(LIVE);
    const found = await readLines(next, { limit: 5000 });
    expect(found.length).toBeGreaterThan(300);
    expectUnbroken(found, 1500);
  });

  test('with a line that is larger than one of its files loses no other line', async () => {
    const { logs } = await setUp({ bytes: 4 * 3 * LINE, days: 0 });
    const log = logs.of(LIVE);
    log.add('out', [...lines(1, 2), 'x'.repeat(5 * LINE), ...lines(3, 2)]);
    await logs.close();
    const found = await readLines(log, { limit: 100 });
    expect(found.map(({ text }) => text.slice(0, 6))).toEqual([
      'line 1',
      'line 2',
      'xxxxxx',
      'line 3',
      'line 4',
    ]);
  });

  test('shrinks at once when its limit is lowered, and stays so small', async () => {
    const { logs, change, bytesOf } = await setUp();
    const log = logs.of(LIVE);
    await fill(log, 1, 1000);
    await change({ bytes: 120 * LINE });
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(120 * LINE);
    expect(bytesOf(LIVE)).toBeGreaterThan(115 * LINE);
    for (let from = 1001; from < 1200; from += 10) {
      await fill(log, from, 10);
      expect(bytesOf(LIVE)).toBeLessThanOrEqual(120 * LINE);
    }
  });

  test('shrinks to its newest lines, which keep their numbers', async () => {
    const { logs, change } = await setUp({ bytes: 20_000 * LINE, days: 0 });
    const log = logs.of(LIVE);
    await fill(log, 1, 9000, 300);
    // More than the ring holds: the oldest are read from a file that was cut.
    await change({ bytes: 7010 * LINE });
    const found = await readLines(log, { limit: 10_000 });
    expect(found).toHaveLength(7010);
    expect(found[0]?.seq).toBe(1991);
    expectUnbroken(found, 9000);
    const older = await readLines(log, { limit: 3, before: 2500 });
    expect(older.map(({ seq }) => seq)).toEqual([2497, 2498, 2499]);
  });

  test('shrinks to the end of its newest file where the limit is lower than that', async () => {
    const { logs, change, bytesOf, names } = await setUp();
    const log = logs.of(LIVE);
    await fill(log, 1, 180);
    await change({ bytes: 20 * LINE });
    expect(names()).toEqual([`${LIVE}.log`]);
    expect(bytesOf(LIVE)).toBe(20 * LINE);
  });

  test('grows when its limit is raised, in more files rather than larger ones', async () => {
    const { logs, change, bytesOf, names, dir } = await setUp({ bytes: 4 * LINE, days: 0 });
    const log = logs.of(LIVE);
    await fill(log, 1, 20);
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(4 * LINE);
    await change({ bytes: 5.5 * MAX_FILE_BYTES });
    const line = 'y'.repeat(60_000);
    for (let n = 0; n < 560; n += 1) {
      log.add('out', [line]);
      await log.whenWritable(0);
    }
    await logs.close();
    expect(bytesOf(LIVE)).toBeGreaterThan(4.5 * MAX_FILE_BYTES);
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(5.5 * MAX_FILE_BYTES);
    expect(names()).toHaveLength(6);
    for (const name of names()) expect(statSync(join(dir, name)).size).toBeLessThanOrEqual(MAX_FILE_BYTES);
  });

  test('is limited for the files of earlier runs too, also of deleted backends, and for no other files', async () => {
    const { leave, change, bytesOf, logs, file } = await setUp();
    const left = `${lines(1, 60)
      .map((line) => `2026-11-20T00:00:00.000Z out ${line}\n`)
      .join('')}`;
    leave(LIVE, 0, 0, left);
    leave(LIVE, 1, 1, left);
    for (const part of [0, 1, 2, 7]) leave(DELETED, part, 0, left);
    leave('switchyard', 0, 0, left);
    leave('notes', 0, 0, left);
    const log = logs.of(LIVE);
    await change({ bytes: 70 * LINE });
    expect(bytesOf(LIVE)).toBeLessThanOrEqual(70 * LINE);
    expect(bytesOf(DELETED)).toBeLessThanOrEqual(70 * LINE);
    expect(existsSync(file(DELETED, 7))).toBe(false);
    expect(readFileSync(file('switchyard'), 'utf8')).toBe(left);
    expect(readFileSync(file('notes'), 'utf8')).toBe(left);
    const found = await readLines(log, { limit: 100 });
    expect(found.map(({ text }) => text.split('.')[0]?.trim())).toEqual([
      ...lines(51, 10).map((line) => line.split('.')[0]?.trim()),
      ...lines(1, 60).map((line) => line.split('.')[0]?.trim()),
    ]);
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => (found[0]?.seq ?? 0) + index));
  });
});

describe('the days of a log', () => {
  test('remove, at the start, the files that nothing was written to for longer', async () => {
    const { leave, retention, names, change } = await setUp();
    for (const [part, days] of [2, 2, 4, 6].entries()) leave(LIVE, part, days);
    for (const [part, days] of [10, 20].entries()) leave(DELETED, part, days);
    retention.apply();
    await retention.settled();
    expect(names()).toHaveLength(6);
    await change({ days: 3 });
    // The newest file of a backend that can be restored stays, however old it is.
    expect(names()).toEqual([`${LIVE}.log`, `${LIVE}.log.1`, `${DELETED}.log`]);
  });

  test('remove them once a day while the program runs, from a log in use too', async () => {
    const { clock, file, logs, retention, leave, names } = await setUp({ bytes: 400 * LINE, days: 3 });
    leave(LIVE, 0, 1);
    leave(LIVE, 1, 1.5);
    const log = logs.of(LIVE);
    log.add('out', ['new']);
    await clock.advance(DAY);
    await retention.settled();
    expect(names()).toEqual([`${LIVE}.log`, `${LIVE}.log.1`]);
    await clock.advance(DAY);
    await retention.settled();
    expect(names()).toEqual([`${LIVE}.log`]);
    log.add('out', ['newer']);
    expect((await readLines(log, { limit: 9 })).map(({ text }) => text)).toEqual(['x', 'new', 'newer']);
    await logs.close();
    expect(readFileSync(file(LIVE), 'utf8')).toMatch(/^x\n\S+ out new\n\S+ out newer\n$/);
  });

  test('remove a log as a whole only where no backend is left to which it belongs', async () => {
    const { leave, change, names } = await setUp();
    leave(ORPHAN, 0, 10);
    leave(ORPHAN, 1, 20);
    leave('dddddddddddd', 0, 1);
    leave('switchyard', 0, 10);
    await change({ days: 15 });
    expect(names()).toContain(`${ORPHAN}.log`);
    await change({ days: 5 });
    expect(names()).toEqual(['dddddddddddd.log', 'switchyard.log']);
  });
});

test('a change of another preference touches no files', async () => {
  const { leave, retention, names } = await setUp({ bytes: 400 * LINE, days: 3 });
  for (const [part, days] of [1, 10].entries()) leave(LIVE, part, days);
  retention.applyIfChanged();
  await retention.settled();
  expect(names()).toEqual([`${LIVE}.log`, `${LIVE}.log.1`]);
  retention.apply();
  await retention.settled();
  expect(names()).toEqual([`${LIVE}.log`]);
});

test('the daily timer ends with the program and does not keep it alive', async () => {
  const { clock, retention } = await setUp();
  expect(clock.pendingTimers()).toEqual([DAY]);
  await retention.close();
  expect(clock.pendingTimers()).toEqual([]);
  retention.apply();
  expect(clock.pendingTimers()).toEqual([]);
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const cancel = systemClock.setTimer(DAY, () => undefined, false);
  expect(timers()).toBe(before);
  const cancelOther = systemClock.setTimer(DAY, () => undefined);
  expect(timers()).toBe(before + 1);
  cancel();
  cancelOther();
});

test('the preferences mean megabytes and days', () => {
  expect(toLogLimits({ LogMegabytes: 20, LogDays: 30 })).toEqual({
    bytes: 20 * 1024 * 1024,
    days: 30,
  });
});
