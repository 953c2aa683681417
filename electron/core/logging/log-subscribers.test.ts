import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { numberedTexts, openTestLogs, textsOf } from '../../../e2e/testkit/core/test-logs.ts';

describe('a subscriber', () => {
  async function subscribe(after: number, prepared: string[] = []) {
    const clock = new ManualClock();
    const { log } = await openTestLogs(clock);
    if (prepared.length > 0) log.add('out', prepared);
    const batches: { lines: string[]; skipped: number }[] = [];
    const end = log.subscribe(after, (lines, skipped) => batches.push({ lines: textsOf(lines), skipped }));
    return { clock, log, batches, end };
  }

  test('gets the kept lines from the number it asks for', async () => {
    const { clock, batches } = await subscribe(2, ['a', 'b', 'c', 'd']);
    expect(batches).toEqual([]);
    await clock.advance(0);
    expect(batches).toEqual([{ lines: ['c', 'd'], skipped: 0 }]);
  });

  test('gets all kept lines in batches of 500, none left out', async () => {
    const { clock, batches } = await subscribe(0, numberedTexts(1, 6000));
    await clock.advance(0);
    expect(batches.every(({ lines, skipped }) => lines.length === 500 && skipped === 0)).toBe(true);
    expect(batches.flatMap(({ lines }) => lines)).toEqual(numberedTexts(1001, 5000));
  });

  test('gets new lines together, every 50 ms', async () => {
    const { clock, log, batches } = await subscribe(0);
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

  test('gets the last 500 of lines that come faster than that, and the number of the others', async () => {
    const { clock, log, batches } = await subscribe(0);
    await clock.advance(0);
    log.add('out', numberedTexts(1, 9000));
    await clock.advance(50);
    expect(batches).toEqual([{ lines: numberedTexts(8501, 500), skipped: 8500 }]);
  });

  test('that comes back after lines were dropped from the ring learns how many it missed', async () => {
    const { clock, batches } = await subscribe(10, numberedTexts(1, 6000));
    await clock.advance(0);
    expect(batches[0]?.skipped).toBe(990);
  });

  test('with a number of an earlier run gets all kept lines', async () => {
    const { clock, batches } = await subscribe(1_000_000, ['a']);
    await clock.advance(0);
    expect(batches).toEqual([{ lines: ['a'], skipped: 0 }]);
  });

  test('that has ended its subscription gets nothing more', async () => {
    const { clock, log, batches, end } = await subscribe(0);
    log.add('out', ['a']);
    end();
    await clock.advance(100);
    log.add('out', ['b']);
    await clock.advance(100);
    expect(batches).toEqual([]);
    expect(clock.pendingTimers()).toEqual([]);
  });
});
