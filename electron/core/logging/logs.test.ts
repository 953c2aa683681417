import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { appendFile, mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import { type Clock, systemClock } from '../clock.ts';
import { MAX_FILE_BYTES, MIN_FILES } from './log-files-on-disk.ts';
import { createLogs, FLOOD_RATE, pipeTo, RING_BYTES } from './logs.ts';

async function setUp(clock: Clock = systemClock) {
  const dir = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  const open = () => {
    const logs = createLogs({ dir, clock });
    onTestFinished(() => logs.close());
    return logs;
  };
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const logs = open();
  return { dir, logs, log: logs.of('7'), open };
}

const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `line ${from + index}`);
const texts = (lines: LogLine[]) => lines.map(({ text }) => text);

describe('a log', () => {
  test('numbers its lines and keeps them in the order in which they came', async () => {
    const { log } = await setUp(new ManualClock(Date.UTC(2026, 10, 24, 5, 31, 54, 123)));
    log.write('out', Buffer.from('one\ntw'));
    log.write('err', Buffer.from('oops\n'));
    log.write('out', Buffer.from('o\n'));
    log.logMessage('Ended.');
    const at = '2026-11-24T05:31:54.123Z';
    expect(await log.read({ limit: 10 })).toEqual([
      { seq: 1, at, stream: 'out', text: 'one' },
      { seq: 2, at, stream: 'err', text: 'oops' },
      { seq: 3, at, stream: 'out', text: 'two' },
      { seq: 4, at, stream: 'host', text: 'Ended.' },
    ]);
    expect(log.lastSeq).toBe(4);
  });

  test('tells the last words of the worker, without our own remarks and from a point on', async () => {
    const { log } = await setUp();
    log.add('out', ['a', 'b']);
    log.logMessage('Started.');
    const mark = log.lastSeq;
    log.add('err', ['c', 'd']);
    log.logMessage('Ended.');
    expect(log.lastLines(3)).toEqual(['b', 'c', 'd']);
    expect(log.lastLines(3, mark)).toEqual(['c', 'd']);
  });

  test('keeps one line one line, in the file too, whatever is in it', async () => {
    const { log } = await setUp(new ManualClock(Date.UTC(2026, 10, 24)));
    log.logMessage('A title\r\n2026-11-24T00:00:00.000Z out forged\rand more');
    log.add('out', ['sneaked\nin']);
    await log.close();
    expect(readFileSync(log.file, 'utf8').split('\n')).toEqual([
      '2026-11-24T00:00:00.000Z host A title',
      '2026-11-24T00:00:00.000Z host 2026-11-24T00:00:00.000Z out forged',
      '2026-11-24T00:00:00.000Z host and more',
      '2026-11-24T00:00:00.000Z out sneaked in',
      '',
    ]);
  });

  test.runIf(process.platform !== 'win32')('is readable by its owner alone', async () => {
    const { log } = await setUp();
    log.logMessage('secret');
    await log.close();
    expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  test('finds text whatever the case of its letters', async () => {
    const { log } = await setUp();
    log.add('out', ['CUDA out of memory', 'fine', 'cuda again', '.*']);
    expect(texts(await log.read({ limit: 10, search: 'Cuda' }))).toEqual([
      'CUDA out of memory',
      'cuda again',
    ]);
    expect(texts(await log.read({ limit: 1, search: 'cuda' }))).toEqual(['cuda again']);
    expect(texts(await log.read({ limit: 10, search: '.*' }))).toEqual(['.*']);
  });

  test('is gone with its files when it is removed', async () => {
    const { dir, log, logs } = await setUp();
    log.add('out', ['x']);
    await log.remove();
    log.add('out', ['too late']);
    expect(readdirSync(dir)).toEqual([]);
    expect(logs.of('7')).not.toBe(log);
    expect(logs.of('7').lastSeq).toBe(0);
  });
});

describe('its bounds', () => {
  test('the ring keeps 5,000 lines; older ones are read from the file', async () => {
    const { log } = await setUp();
    for (let from = 1; from <= 12_000; from += 1000) log.add('out', numbered(from, 1000));
    expect(log.lastLines(20_000)).toHaveLength(MAX_LOG_LINES);
    const older = await log.read({ before: 7001, limit: 100 });
    expect(texts(older)).toEqual(numbered(6901, 100));
    expect(older[0]?.seq).toBe(6901);
    const across = await log.read({ before: 7101, limit: 200 });
    expect(texts(across)).toEqual(numbered(6901, 200));
    expect(texts(await log.read({ limit: 3, search: 'line 17' }))).toEqual([
      'line 1797',
      'line 1798',
      'line 1799',
    ]);
    expect(await log.read({ before: 1, limit: 10 })).toEqual([]);
  });

  test('the ring keeps 4 MB', async () => {
    const { log } = await setUp();
    const line = 'x'.repeat(60_000);
    for (let n = 0; n < 200; n += 1) log.add('out', [line]);
    const kept = log.lastLines(1000).length * line.length;
    expect(kept).toBeLessThanOrEqual(RING_BYTES);
    expect(kept).toBeGreaterThan(RING_BYTES - 2 * line.length);
  });

  test('the files are four of 5 MB each, and reading goes back to the oldest', async () => {
    const { dir, log } = await setUp();
    const line = 'y'.repeat(950);
    let written = 0;
    while (written < 30_000) {
      log.add(
        'out',
        Array.from({ length: 500 }, (_, index) => `${written + index + 1} ${line}`),
      );
      written += 500;
      await log.room(0);
    }
    await log.close();
    const files = readdirSync(dir).sort();
    expect(files).toEqual(['7.log', '7.log.1', '7.log.2', '7.log.3']);
    expect(files).toHaveLength(MIN_FILES);
    for (const file of files) expect(statSync(join(dir, file)).size).toBeLessThanOrEqual(MAX_FILE_BYTES);
    const all = await log.read({ limit: 1_000_000 });
    expect(all.length).toBeGreaterThan(15_000);
    expect(all.at(-1)?.seq).toBe(30_000);
    for (const [index, { seq, text }] of all.entries()) {
      expect(seq).toBe(30_000 - all.length + 1 + index);
      expect(text.startsWith(`${seq} `)).toBe(true);
    }
  });
});

describe('the next run of the program', () => {
  test('shows the log of the one before, and goes on with its numbers', async () => {
    const { log, logs, open } = await setUp();
    log.add('out', numbered(1, 10_000));
    await logs.close();

    const again = open().of('7');
    expect(again.lastLines(2)).toEqual(['line 9999', 'line 10000']);
    const last = again.lastSeq;
    again.add('out', ['new']);
    expect(again.lastSeq).toBe(last + 1);
    const all = await again.read({ limit: 20_000 });
    expect(texts(all)).toEqual([...numbered(1, 10_000), 'new']);
    for (const [index, { seq }] of all.entries()) expect(seq).toBe(last - 10_000 + 1 + index);
    expect(all[0]?.seq).toBeGreaterThan(0);
    // The same when it is asked again, and from the middle.
    const middle = all[4000];
    expect(texts(await again.read({ before: middle?.seq, limit: 2 }))).toEqual(['line 3999', 'line 4000']);
  });

  test('takes a line that a crash cut in two for what is left of it', async () => {
    const { dir, open } = await setUp();
    await writeFile(join(dir, '8.log'), '2026-11-24T05:31:54.123Z out whole\n2026-11-24T05:31:5');
    const log = open().of('8');
    log.add('out', ['next']);
    await log.close();
    expect(texts(await open().of('8').read({ limit: 10 }))).toEqual(['whole', '2026-11-24T05:31:5', 'next']);
  });
});

describe('a disk that fails', () => {
  test.runIf(existsSync('/dev/full'))(
    'is told once, costs lines in the file alone, and is told when it works again',
    async () => {
      const clock = new ManualClock();
      const { dir, open } = await setUp(clock);
      const file = join(dir, '8.log');
      await symlink('/dev/full', file);
      const log = open().of('8');
      const remarks = async () =>
        (await log.read({ limit: 100 })).filter(({ stream }) => stream === 'host').map(({ text }) => text);
      log.add('out', ['first']);
      await eventually('the log message', async () => (await remarks()).length === 1);
      log.add('out', ['second']);
      await clock.advance(11_000);
      log.add('out', ['third']);
      await log.close();
      expect(await remarks()).toEqual([
        expect.stringMatching(/cannot be written to its file \(ENOSPC.*in memory only/),
      ]);
      expect(log.lastLines(10)).toEqual(['first', 'second', 'third']);

      await unlink(file);
      await clock.advance(11_000);
      log.add('out', ['fourth']);
      await log.close();
      expect((await remarks())[1]).toMatch(/to its file again; 3 lines/);
      log.add('out', ['fifth']);
      await log.close();
      expect(readFileSync(file, 'utf8')).toMatch(/ out fourth\n.* out fifth\n$/);
    },
  );

  test('does not keep a log from being made', async () => {
    const { dir } = await setUp();
    await writeFile(join(dir, 'a-file'), '');
    const logs = createLogs({ dir: join(dir, 'a-file'), clock: systemClock });
    const log = logs.of('1');
    log.add('out', ['kept in memory']);
    await logs.close();
    expect(log.lastLines(1)).toEqual(['kept in memory']);
    expect(texts(await log.read({ limit: 10 }))).toContain('kept in memory');
  });

  test('and a file that was removed by somebody is no fault', async () => {
    const { log } = await setUp();
    log.add('out', ['before']);
    await log.close();
    await unlink(log.file);
    log.add('out', ['after']);
    await log.close();
    expect(readFileSync(log.file, 'utf8')).toMatch(/^\S+ out after\n$/);
    expect(texts(await log.read({ limit: 10 }))).toEqual(['before', 'after']);
  });

  test('and a file that somebody wrote into is shown as it is', async () => {
    const { log, logs, open } = await setUp();
    log.add('out', ['before']);
    await logs.close();
    await appendFile(log.file, 'a note\n');
    const again = open().of('7');
    expect(texts(await again.read({ limit: 10 }))).toEqual(['before', 'a note']);
  });
});

describe('a follower', () => {
  async function follow(after: number, prepared: string[] = []) {
    const clock = new ManualClock();
    const { log } = await setUp(clock);
    if (prepared.length > 0) log.add('out', prepared);
    const batches: { lines: string[]; skipped: number }[] = [];
    const end = log.follow(after, (lines, skipped) => batches.push({ lines: texts(lines), skipped }));
    return { clock, log, batches, end };
  }

  test('gets the lines that are kept, from the number it asks for', async () => {
    const { clock, batches } = await follow(2, ['a', 'b', 'c', 'd']);
    expect(batches).toEqual([]);
    await clock.advance(0);
    expect(batches).toEqual([{ lines: ['c', 'd'], skipped: 0 }]);
  });

  test('gets all that are kept in batches of 500, none left out', async () => {
    const { clock, batches } = await follow(0, numbered(1, 6000));
    await clock.advance(0);
    expect(batches.every(({ lines, skipped }) => lines.length === 500 && skipped === 0)).toBe(true);
    expect(batches.flatMap(({ lines }) => lines)).toEqual(numbered(1001, 5000));
  });

  test('gets new lines together, every 50 ms', async () => {
    const { clock, log, batches } = await follow(0);
    await clock.advance(0);
    log.add('out', ['a']);
    await clock.advance(30);
    log.add('out', ['b']);
    expect(batches).toEqual([]);
    await clock.advance(20);
    log.add('out', ['c']);
    await clock.advance(50);
    expect(batches).toEqual([
      { lines: ['a', 'b'], skipped: 0 },
      { lines: ['c'], skipped: 0 },
    ]);
    expect(clock.pendingTimers()).toEqual([]);
  });

  test('gets the last 500 of what comes faster, and the number of the others', async () => {
    const { clock, log, batches } = await follow(0);
    await clock.advance(0);
    log.add('out', numbered(1, 9000));
    await clock.advance(50);
    expect(batches).toEqual([{ lines: numbered(8501, 500), skipped: 8500 }]);
  });

  test('that comes back after the ring went on learns how much it missed', async () => {
    const { clock, batches } = await follow(10, numbered(1, 6000));
    await clock.advance(0);
    expect(batches[0]?.skipped).toBe(990);
  });

  test('with a number of an earlier run gets what is kept', async () => {
    const { clock, batches } = await follow(1_000_000, ['a']);
    await clock.advance(0);
    expect(batches).toEqual([{ lines: ['a'], skipped: 0 }]);
  });

  test('that ended gets nothing more', async () => {
    const { clock, log, batches, end } = await follow(0);
    log.add('out', ['a']);
    end();
    await clock.advance(100);
    log.add('out', ['b']);
    await clock.advance(100);
    expect(batches).toEqual([]);
    expect(clock.pendingTimers()).toEqual([]);
  });
});

describe('a flood', () => {
  test('is slowed to about 20 MB a second, in bounded memory and without holding up this program', async () => {
    const { spawn, log } = await setUpWorkers();
    const heap = () => process.memoryUsage().rss / 1024 / 1024;
    const worker = await spawn(['--flood', '0']);
    await eventually('the lines', () => log.lastSeq > 10_000);
    const before = heap();
    const firstSeq = log.lastSeq;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    let highest = before;
    const sampling = setInterval(() => {
      highest = Math.max(highest, heap());
    }, 5);
    await eventually('the last line', () => log.lastSeq > firstSeq + 400_000);
    clearInterval(sampling);
    const seconds = (performance.now() - started) / 1000;
    delay.disable();
    await worker.stop({ graceMs: 5000 });
    // 97 bytes a line.
    const rate = ((log.lastSeq - firstSeq) * 97) / seconds;
    expect(rate).toBeLessThan(FLOOD_RATE * 1.2);
    expect(highest - before).toBeLessThan(60);
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  });

  test('of one line without end takes the memory of its first 64 kB', async () => {
    const { spawn, log } = await setUpWorkers();
    const before = process.memoryUsage().rss;
    const worker = await spawn(['--long-line', '40', '--stderr', 'started']);
    await eventually('the cut line', () =>
      log.lastLines(10).some((line) => line.endsWith('(line cut at 64 kB)')),
    );
    await worker.stop({ graceMs: 5000 });
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(60);
    expect(log.lastLines(10).every((line) => line.length < 70_000)).toBe(true);
  });

  test('is paused as long as the file lags, and then goes on', async () => {
    const source = new PassThrough();
    let makeRoom = () => {};
    const got: string[] = [];
    const sink = {
      add: (_: string, lines: string[]) => void got.push(...lines),
      logMessage: () => {},
      room: () =>
        new Promise<void>((resolve) => {
          makeRoom = resolve;
        }),
    };
    const ended = pipeTo(sink, 'out', source, { clock: systemClock });
    source.write('first\n');
    await eventually('the pause', () => source.isPaused());
    source.write('second\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(got).toEqual(['first']);
    makeRoom();
    await eventually('both lines', () => got.length === 2);
    makeRoom();
    source.end('third');
    await once(source, 'end');
    makeRoom();
    await ended;
    expect(got).toEqual(['first', 'second', 'third']);
  });
});
