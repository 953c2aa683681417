import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { setUpWorkers } from '../../../e2e/testkit/process/worker-processes.ts';
import { systemClock } from '../clock.ts';
import { MAX_OUTPUT_RATE } from './backend-log.ts';
import { pipeToLog } from './output-pipe.ts';

describe('a flood', () => {
  test('is slowed to about 20 MB a second, in bounded memory and without blocking this program', async () => {
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
    expect(rate).toBeLessThan(MAX_OUTPUT_RATE * 1.2);
    expect(highest - before).toBeLessThan(60);
    expect(delay.percentile(50) / 1e6).toBeLessThan(50);
  });

  test('of one endless line uses the memory of its first 64 kB only', async () => {
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
});
