import { readdirSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { numberedTexts, openTestLogs, readLines, textsOf } from '../../../e2e/testkit/core/test-logs.ts';
import type { LogLine } from '../../../shared/events.ts';
import { MAX_LOG_LINES } from '../../../shared/limits.ts';
import type { BackendLog } from './backend-log.ts';
import { MAX_FILE_BYTES, MIN_FILES } from './files/log-files-on-disk.ts';
import { MAX_RING_BYTES } from './line-ring.ts';
import type { PageOptions } from './log-page.ts';

describe('a log', () => {
  test('numbers its lines and keeps them in the order in which they came', async () => {
    const { log } = await openTestLogs(new ManualClock(Date.UTC(2026, 10, 24, 5, 31, 54, 123)));
    log.write('out', Buffer.from('one\ntw'));
    log.write('err', Buffer.from('oops\n'));
    log.write('out', Buffer.from('o\n'));
    log.logMessage('Ended.');
    const at = '2026-11-24T05:31:54.123Z';
    expect(await readLines(log, { limit: 10 })).toEqual([
      { seq: 1, at, stream: 'out', text: 'one' },
      { seq: 2, at, stream: 'err', text: 'oops' },
      { seq: 3, at, stream: 'out', text: 'two' },
      { seq: 4, at, stream: 'host', text: 'Ended.' },
    ]);
    expect(log.lastSeq).toBe(4);
  });

  test('returns the last lines of the worker, without log messages and from a number on', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['a', 'b']);
    log.logMessage('Started.');
    const started = log.lastSeq;
    log.add('err', ['c', 'd']);
    log.logMessage('Ended.');
    expect(log.lastLines(3)).toEqual(['b', 'c', 'd']);
    expect(log.lastLines(3, started)).toEqual(['c', 'd']);
  });

  test('keeps one line as one line, in the file too, whatever it contains', async () => {
    const { log } = await openTestLogs(new ManualClock(Date.UTC(2026, 10, 24)));
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
    const { log } = await openTestLogs();
    log.logMessage('secret');
    await log.close();
    if (process.platform !== 'win32') expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  test('finds text whatever the case of its letters', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['CUDA out of memory', 'fine', 'cuda again', '.*']);
    expect(textsOf(await readLines(log, { limit: 10, search: 'Cuda' }))).toEqual([
      'CUDA out of memory',
      'cuda again',
    ]);
    expect(textsOf(await readLines(log, { limit: 1, search: 'cuda' }))).toEqual(['cuda again']);
    expect(textsOf(await readLines(log, { limit: 10, search: '.*' }))).toEqual(['.*']);
  });

  test('is removed with its files', async () => {
    const { dir, log, logs } = await openTestLogs();
    log.add('out', ['x']);
    await log.remove();
    log.add('out', ['too late']);
    expect(readdirSync(dir)).toEqual([]);
    expect(logs.of('7')).not.toBe(log);
    expect(logs.of('7').lastSeq).toBe(0);
  });
});

describe('the bounds of a log', () => {
  test('the ring keeps 5,000 lines; older ones are read from the file', async () => {
    const { log } = await openTestLogs();
    for (let from = 1; from <= 12_000; from += 1000) log.add('out', numberedTexts(from, 1000));
    expect(log.lastLines(20_000)).toHaveLength(MAX_LOG_LINES);
    const older = await readLines(log, { before: 7001, limit: 100 });
    expect(textsOf(older)).toEqual(numberedTexts(6901, 100));
    expect(older[0]?.seq).toBe(6901);
    const across = await readLines(log, { before: 7101, limit: 200 });
    expect(textsOf(across)).toEqual(numberedTexts(6901, 200));
    expect(textsOf(await readLines(log, { limit: 3, search: 'line 17' }))).toEqual([
      'line 1797',
      'line 1798',
      'line 1799',
    ]);
    expect(await readLines(log, { before: 1, limit: 10 })).toEqual([]);
  });

  test('the ring keeps 4 MB', async () => {
    const { log } = await openTestLogs();
    const line = 'x'.repeat(60_000);
    for (let n = 0; n < 200; n += 1) log.add('out', [line]);
    const kept = log.lastLines(1000).length * line.length;
    expect(kept).toBeLessThanOrEqual(MAX_RING_BYTES);
    expect(kept).toBeGreaterThan(MAX_RING_BYTES - 2 * line.length);
  });

  test('the files are four of 5 MB each, and reading goes back to the oldest', async () => {
    const { dir, log } = await openTestLogs();
    const line = 'y'.repeat(950);
    let written = 0;
    while (written < 30_000) {
      log.add(
        'out',
        Array.from({ length: 500 }, (_, index) => `${written + index + 1} ${line}`),
      );
      written += 500;
      await log.whenWritable(0);
    }
    await log.close();
    const files = readdirSync(dir).sort();
    expect(files).toEqual(['7.log', '7.log.1', '7.log.2', '7.log.3']);
    expect(files).toHaveLength(MIN_FILES);
    for (const file of files) expect(statSync(join(dir, file)).size).toBeLessThanOrEqual(MAX_FILE_BYTES);
    const all = await readLines(log, { limit: 1_000_000 });
    expect(all.length).toBeGreaterThan(15_000);
    expect(all.at(-1)?.seq).toBe(30_000);
    for (const [index, { seq, text }] of all.entries()) {
      expect(seq).toBe(30_000 - all.length + 1 + index);
      expect(text.startsWith(`${seq} `)).toBe(true);
    }
  });
});

describe('the log in the next run of the program', () => {
  test('has the lines of the run before, and goes on with its numbers', async () => {
    const { log, logs, open } = await openTestLogs();
    log.add('out', numberedTexts(1, 10_000));
    await logs.close();

    const again = open().of('7');
    expect(again.lastLines(2)).toEqual(['line 9999', 'line 10000']);
    const last = again.lastSeq;
    again.add('out', ['new']);
    expect(again.lastSeq).toBe(last + 1);
    const all = await readLines(again, { limit: 20_000 });
    expect(textsOf(all)).toEqual([...numberedTexts(1, 10_000), 'new']);
    for (const [index, { seq }] of all.entries()) expect(seq).toBe(last - 10_000 + 1 + index);
    expect(all[0]?.seq).toBeGreaterThan(0);
    // The numbers are the same when it is read again, from the middle too.
    const middle = all[4000];
    expect(textsOf(await readLines(again, { before: middle?.seq, limit: 2 }))).toEqual([
      'line 3999',
      'line 4000',
    ]);
  });

  test('keeps what is left of a line that a crash cut in two, as a line of its own', async () => {
    const { dir, open } = await openTestLogs();
    await writeFile(join(dir, '8.log'), '2026-11-24T05:31:54.123Z out whole\n2026-11-24T05:31:5');
    const log = open().of('8');
    log.add('out', ['next']);
    await log.close();
    expect(textsOf(await readLines(open().of('8'), { limit: 10 }))).toEqual([
      'whole',
      '2026-11-24T05:31:5',
      'next',
    ]);
  });
});

describe('a page of a log', () => {
  /** All lines by pages, oldest first, and how many pages that took. */
  async function readAll(log: Pick<BackendLog, 'read'>, options: Omit<PageOptions, 'before'>) {
    const pages: LogLine[][] = [];
    let before: number | null | undefined;
    while (before !== null) {
      const page = await log.read({ ...options, before });
      pages.unshift(page.lines);
      before = page.before;
    }
    return { lines: pages.flat(), pages };
  }

  test('has at most so many bytes, and the pages together have each line once, also across ring and files', async () => {
    const { log, open } = await openTestLogs();
    // 16 MB, of which the ring keeps 4 MB.
    const texts = Array.from({ length: 400 }, (_, index) => `${index} ${'"'.repeat(40_000)}`);
    for (const text of texts) {
      log.add('out', [text]);
      await log.whenWritable(text.length);
    }
    await log.close();
    for (const read of [log, open().of('7')]) {
      const { lines, pages } = await readAll(read, { limit: 1000, maxBytes: 1_000_000 });
      expect(textsOf(lines)).toEqual(texts);
      for (const page of pages) expect(JSON.stringify(textsOf(page)).length).toBeLessThan(1_001_000);
    }
  });

  test('has one line in any case, so that no line is out of reach', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['a'.repeat(1000), 'b'.repeat(1000)]);
    const { lines, pages } = await readAll(log, { limit: 10, maxBytes: 10 });
    expect(textsOf(lines)).toEqual(['a'.repeat(1000), 'b'.repeat(1000)]);
    expect(pages).toHaveLength(2);
  });

  test('says whether there are older lines: none before the first, and none where the limit fits exactly', async () => {
    const { log } = await openTestLogs();
    log.add('out', numberedTexts(1, 6));
    expect((await log.read({ limit: 3 })).before).toBe(4);
    expect(await log.read({ limit: 3, before: 4 })).toMatchObject({ lines: { length: 3 }, before: null });
    expect(await log.read({ limit: 3, before: 1 })).toEqual({ lines: [], before: null });
    expect((await log.read({ limit: 1, search: 'line 1' })).before).toBe(null);
  });

  test('of a search ends when it has read enough, and the next pages go on', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['the needle']);
    for (const text of Array.from({ length: 300 }, () => 'x'.repeat(40_000))) {
      log.add('out', [text]);
      await log.whenWritable(text.length);
    }
    const first = await log.read({ limit: 10, search: 'needle', maxReadBytes: 1_000_000 });
    expect(first.lines).toEqual([]);
    expect(first.before).toBeGreaterThan(1);
    const { lines, pages } = await readAll(log, { limit: 10, search: 'needle', maxReadBytes: 1_000_000 });
    expect(textsOf(lines)).toEqual(['the needle']);
    expect(pages.length).toBeGreaterThan(5);
  });
});
