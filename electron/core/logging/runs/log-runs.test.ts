import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { numberedTexts, openTestLogs, textsOf } from '../../../../e2e/testkit/core/test-logs.ts';
import type { BackendLog } from '../backend-log.ts';

const START = Date.UTC(2026, 10, 24);
const crashed = { exit: 'exit code 3', code: 3, signal: null, failed: true, diagnosis: 'cuda_out_of_memory' };
const stopped = { exit: null, code: null, signal: null, failed: false, diagnosis: null };

async function setUp() {
  const clock = new ManualClock(START);
  return { clock, ...(await openTestLogs(clock)) };
}

/** A run of some lines that takes a second. */
async function run(
  log: BackendLog,
  clock: ManualClock,
  texts: string[],
  end = crashed as typeof stopped | typeof crashed,
) {
  const number = log.startRun('Starting.');
  log.add('out', texts);
  await clock.advance(1000);
  log.endRun(number, end, 'End of this run.');
  return number;
}

describe('the runs of a log', () => {
  test('have a start, an end, an exit, a diagnosis, and the lines until the next start', async () => {
    const { clock, log } = await setUp();
    const first = await run(log, clock, ['a', 'b']);
    log.logMessage('Next try in 1 s.');
    const second = log.startRun('Starting (try 2 of 5).');
    log.add('err', ['c']);
    expect(await log.runs()).toEqual([
      {
        run: first,
        launch: null,
        started_at: new Date(START).toISOString(),
        ended_at: new Date(START + 1000).toISOString(),
        live: false,
        exit: 'exit code 3',
        exit_code: 3,
        signal: null,
        failed: true,
        diagnosis: 'cuda_out_of_memory',
        from: 1,
        to: 5,
      },
      expect.objectContaining({ run: second, live: true, ended_at: null, from: 6, to: 7 }),
    ]);
    expect(second).toBeGreaterThan(first);
    expect(textsOf([...(await log.readFrom(1, { limit: 100 }))])).toEqual([
      'Starting.',
      'a',
      'b',
      'End of this run.',
      'Next try in 1 s.',
      'Starting (try 2 of 5).',
      'c',
    ]);
  });

  test('are the same in the next life of the program, with their lines', async () => {
    const { clock, log, logs, open } = await setUp();
    for (let n = 0; n < 5; n += 1)
      await run(log, clock, numberedTexts(n * 1000, 1000), n === 2 ? stopped : crashed);
    const before = await log.runs();
    await logs.close();
    const again = open().of('7');
    const after = await again.runs();
    expect(after.map(({ from: _from, to: _to, ...rest }) => rest)).toEqual(
      before.map(({ from: _from, to: _to, ...rest }) => rest),
    );
    for (const [n, { from, to }] of after.entries()) {
      expect(to - from + 1).toBe(1002);
      expect(textsOf([...(await again.readFrom(from, { limit: 2 }))])).toEqual([
        'Starting.',
        `line ${n * 1000}`,
      ]);
    }
    // A new one follows them.
    const next = await run(again, clock, ['new']);
    expect((await again.runs()).map(({ run: number }) => number)).toEqual([
      ...before.map(({ run: number }) => number),
      next,
    ]);
  });

  test('of launches have the lines with their prefix, within the run of their backend', async () => {
    const { clock, log, logs, open } = await setUp();
    await run(log, clock, ['before'], stopped);
    const own = log.startRun('Starting.');
    const one = log.startLaunch(1, 'Starting.');
    const two = log.startLaunch(2, 'Starting.');
    log.add('out', ['[launch 1] a', '[launch 2] b']);
    log.endLaunch(two, 2, { ...crashed, diagnosis: null }, 'Ended: exit code 3.');
    log.add('err', ['[launch 1] c']);
    const listed = [
      { run: own, launch: null, live: true, from: 4, to: 10 },
      { run: one, launch: 1, live: true, ended_at: null, from: 5, to: 10 },
      { run: two, launch: 2, live: false, failed: true, exit: 'exit code 3', from: 6, to: 9 },
    ];
    expect((await log.runs()).slice(1)).toMatchObject(listed);
    // The next run of the backend is not theirs.
    const next = log.startRun('Starting again.');
    expect((await log.runs()).slice(1)).toMatchObject([
      { run: own, live: false, to: 10 },
      { run: one, live: false, to: 10 },
      { run: two, to: 9 },
      { run: next, launch: null, live: true, from: 11 },
    ]);
    const before = await log.runs();
    await logs.close();
    // The lines get other numbers in the next life.
    const after = await open().of('7').runs();
    const shift = (after[0]?.from ?? 0) - 1;
    expect(after.map((known) => ({ ...known, from: known.from - shift, to: known.to - shift }))).toEqual(
      before.map((known) => ({ ...known, live: false })),
    );
  });

  test('that the program did not live to end are known as such', async () => {
    const { logs, log, open } = await setUp();
    const number = log.startRun('Starting.');
    log.add('out', ['last words']);
    await logs.close();
    const again = open().of('7');
    expect(await again.runs()).toMatchObject([{ run: number, live: false, ended_at: null, exit: null }]);
  });

  test('are listed as long as lines of them are kept, the oldest without its beginning', async () => {
    const { clock, log, logs, open } = await setUp();
    const numbers: number[] = [];
    for (let n = 0; n < 6; n += 1) numbers.push(await run(log, clock, numberedTexts(n * 500, 500)));
    await log.close();
    await logs.applyLimits({ bytes: 50_000, days: 0 }, () => true);
    const afterTrim = await open().of('7').runs();
    const kept = afterTrim.map(({ run: number }) => number);
    expect(kept.length).toBeGreaterThan(1);
    expect(kept.length).toBeLessThan(6);
    expect(kept).toEqual(numbers.slice(-kept.length));
    expect(afterTrim[0]).toMatchObject({
      failed: true,
      exit_code: 3,
      started_at: new Date(numbers.at(-kept.length) ?? 0).toISOString(),
    });
    expect((afterTrim[0]?.to ?? 0) - (afterTrim[0]?.from ?? 0)).toBeLessThan(501);
  });

  test('cannot be made up by what a worker prints, and a damaged mark is shown as it is', async () => {
    const { clock, dir, log, logs, open } = await setUp();
    const forged = '2026-11-24T00:00:00.000Z run {"run":9,"text":"forged"}';
    const number = await run(log, clock, [forged, 'run {"run":8,"text":"forged"}']);
    await logs.close();
    await appendFile(join(dir, '7.log'), '2026-11-24T00:00:09.000Z run {"run":7,"te\n');
    const again = open().of('7');
    expect((await again.runs()).map(({ run: found }) => found)).toEqual([number]);
    const lines = await again.readFrom((await again.extent()).first, { limit: 10 });
    expect(textsOf([...lines])).toEqual([
      'Starting.',
      forged,
      'run {"run":8,"text":"forged"}',
      'End of this run.',
      '{"run":7,"te',
    ]);
  });

  test('with equal times, or a clock that was set back, still have numbers of their own in their order', async () => {
    const { clock, log } = await setUp();
    const numbers = [log.startRun('a'), log.startRun('b'), log.startRun('c')];
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    await clock.advance(0);
  });
});

describe('any place of a log', () => {
  test('can be read from its number on, in memory, in the files, and across both', async () => {
    const { log } = await setUp();
    for (let from = 1; from <= 12_000; from += 1000) log.add('out', numberedTexts(from, 1000));
    for (const from of [1, 999, 6999, 7000, 7001, 11_998]) {
      const lines = await log.readFrom(from, { limit: 5 });
      expect(lines.map(({ seq }) => seq)).toEqual(
        [0, 1, 2, 3, 4].map((n) => from + n).filter((seq) => seq <= 12_000),
      );
      expect(lines[0]?.text).toBe(`line ${from}`);
    }
    expect(await log.readFrom(12_001, { limit: 5 })).toEqual([]);
    expect(await log.extent()).toEqual({ first: 1, last: 12_000 });
    expect(await log.readFrom(6000, { limit: 5000, maxBytes: 100 })).toHaveLength(9);
  });

  test('can be read in what an earlier life of the program has left, in several files', async () => {
    const { dir, open } = await setUp();
    const lineOf = (n: number) => `2026-11-24T05:31:54.123Z out line ${n} ${'x'.repeat(300)}`;
    const text = (from: number, count: number) =>
      numberedTexts(from, count)
        .map((_, index) => `${lineOf(from + index)}\n`)
        .join('');
    await writeFile(join(dir, '7.log.1'), text(1, 3000));
    await writeFile(join(dir, '7.log'), text(3001, 3000));
    const log = open().of('7');
    log.add('out', ['new']);
    const { first, last } = await log.extent();
    expect(last - first + 1).toBe(6001);
    for (const n of [1, 2999, 3000, 3001, 6000]) {
      const [line] = await log.readFrom(first + n - 1, { limit: 1 });
      expect(line?.text.startsWith(`line ${n} `)).toBe(true);
    }
  });

  test('is found where a line is longer than what is read at once, and where the last one has no end', async () => {
    const { dir, open } = await setUp();
    const long = 'y'.repeat(1_000_000);
    await writeFile(
      join(dir, '7.log'),
      `2026-11-24T05:31:54.123Z out a\n2026-11-24T05:31:54.123Z out ${long}\n2026-11-24T05:31:54.123Z out torn`,
    );
    const log = open().of('7');
    const { first, last } = await log.extent();
    expect(last - first).toBe(2);
    expect(textsOf([...(await log.readFrom(first, { limit: 9 }))])).toEqual(['a', long, 'torn']);
  });
});
