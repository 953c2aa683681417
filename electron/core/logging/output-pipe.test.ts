import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { openTestLogs } from '../../../e2e/testkit/core/test-logs.ts';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { systemClock } from '../clock.ts';
import { MAX_OUTPUT_BURST, MAX_OUTPUT_RATE } from './backend-log.ts';
import { MAX_LINE_ENDS_PER_TURN, pipeToLog } from './output-pipe.ts';

describe('a flood', () => {
  // Its memory is measured on a host of its own, in e2e/faults/output-floods.test.ts: this process runs other tests as well.
  test('is slowed to about 20 MB a second, without blocking this program', async () => {
    const { spawn, log } = await setUpWorkers();
    // What it may write as fast as it likes is used up. What it has not used since then it may write at any later time.
    const emptied = performance.now();
    void log.whenWritable(MAX_OUTPUT_BURST);
    const worker = await spawn(['--flood', '0']);
    await eventually('the first line', () => log.lastSeq > 0);
    const firstSeq = log.lastSeq;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await eventually('the last line', () => log.lastSeq > firstSeq + 600_000);
    delay.disable();
    // 97 bytes a line.
    const rate = ((log.lastSeq - firstSeq) * 97) / ((performance.now() - emptied) / 1000);
    await worker.stop({ graceMs: 5000 });
    expect(rate).toBeLessThan(MAX_OUTPUT_RATE * 1.1);
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  });

  test('of one endless line uses the memory of its first 64 kB only', async () => {
    // This process runs other tests as well, whose memory may grow meanwhile: the best of a few attempts counts.
    let growth = Number.POSITIVE_INFINITY;
    for (let attempt = 0; attempt < 4 && growth > 60; attempt++) {
      const { spawn, log } = await setUpWorkers();
      const before = process.memoryUsage().rss;
      const worker = await spawn(['--long-line', '40', '--stderr', 'started']);
      await eventually('the cut line', () =>
        log.lastLines(10).some((line) => line.endsWith('(line cut at 64 kB)')),
      );
      await worker.stop({ graceMs: 5000 });
      growth = Math.min(growth, (process.memoryUsage().rss - before) / 1024 / 1024);
      expect(log.lastLines(10).every((line) => line.length < 70_000)).toBe(true);
    }
    expect(growth).toBeLessThan(60);
  });

  test('is paused while the file lags behind, and then goes on', async () => {
    const source = new PassThrough();
    let makeWritable = () => {};
    const got: string[] = [];
    const sink = {
      add: (_: string, lines: string[]) => void got.push(...lines),
      logMessage: () => {},
      whenWritable: () =>
        new Promise<void>((resolve) => {
          makeWritable = resolve;
        }),
    };
    const ended = pipeToLog(sink, 'out', source, { clock: systemClock });
    source.write('first\n');
    await eventually('the pause', () => source.isPaused());
    source.write('second\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(got).toEqual(['first']);
    makeWritable();
    await eventually('both lines', () => got.length === 2);
    makeWritable();
    source.end('third');
    await once(source, 'end');
    makeWritable();
    await ended;
    expect(got).toEqual(['first', 'second', 'third']);
  });

  describe.for([
    ['of empty lines', '\n', ''],
    ['of lines with one character', 'x\n', 'x'],
    ['of ANSI codes', '\u001b[0m\n', '\u001b[0m'],
    ['of carriage returns and line feeds', '\r\n', ''],
  ] as const)('%s', ([_, line, text]) => {
    /** A sink that is always writable, and what it got in each turn of the event loop. */
    async function pipe(act: (source: PassThrough) => Promise<void>) {
      const source = new PassThrough({ highWaterMark: 1024 * 1024 });
      const turns: number[] = [];
      const texts = new Set<string>();
      let added = 0;
      let isOver = false;
      const ended = pipeToLog(
        {
          add: (_stream, lines) => {
            added += lines.length;
            for (const one of lines) texts.add(one);
          },
          logMessage: () => {},
          whenWritable: () => undefined,
        },
        'out',
        source,
        { clock: systemClock },
      ).finally(() => {
        isOver = true;
      });
      await act(source);
      for (let before = added; !isOver; before = added) {
        await new Promise((resolve) => setImmediate(resolve));
        turns.push(added - before);
      }
      await ended;
      return { turns, added, texts: [...texts] };
    }
    const COUNT = 20_000;
    const chunk = Buffer.from(line.repeat(COUNT));

    test('is handled in small parts with other work in between, and loses nothing', async () => {
      const { turns, added, texts } = await pipe(async (source) => void source.end(chunk));
      expect(added).toBe(COUNT);
      expect(texts).toEqual([text]);
      expect(Math.max(...turns)).toBeLessThanOrEqual(MAX_LINE_ENDS_PER_TURN);
    });

    test('is in the log also where the pipe breaks meanwhile', async () => {
      const { added } = await pipe(async (source) => {
        source.write(chunk);
        await new Promise((resolve) => setImmediate(resolve));
        source.destroy();
      });
      expect(added).toBe(COUNT);
    });
  });

  test('of short lines counts by its lines, so that it is slowed down as one of long lines is', async () => {
    const clock = new ManualClock();
    const { log } = await openTestLogs(clock);
    // What it may write at once is used up.
    await log.whenWritable(MAX_OUTPUT_BURST, 0);
    let waits = 0;
    for (let lines = 0; lines < 100_000; lines += 500) {
      const writable = log.whenWritable(500, 500);
      if (!writable) continue;
      waits += 1;
      await clock.advance(clock.pendingTimers()[0] ?? 0);
      await writable;
    }
    expect(waits).toBeGreaterThan(100);
    // 100,000 lines count as 10 MB.
    expect(clock.now()).toBeGreaterThan((0.9 * 10_000_000 * 1000) / MAX_OUTPUT_RATE);
  });
});
