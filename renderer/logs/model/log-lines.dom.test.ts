import { waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { LogLine } from '../../../shared/events.ts';
import { LogLines, PAGE_LINES } from './log-lines.ts';

const line = (seq: number): LogLine => ({
  seq,
  at: '2026-08-01T10:00:00Z',
  stream: 'out',
  text: `line ${seq}`,
});
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** A log on a host, with animation frames that the test triggers. */
function setUp({ last = 10_000, missing = [] as number[] } = {}) {
  let pending: (() => void) | null = null;
  const calls: { from: number; count: number }[] = [];
  const log = { last };
  const lines = new LogLines({
    backendId: 1,
    onFailure: (error) => {
      throw error;
    },
    client: {
      ReadLog: async ({ count = 1000, from = log.last - Number(count) + 1 }) => {
        calls.push({ from: Number(from), count: Number(count) });
        const seqs = numbers(Math.max(1, Number(from)), log.last).filter((seq) => !missing.includes(seq));
        return { lines: seqs.slice(0, Number(count)).map(line), first: 1, last: log.last };
      },
    },
    frames: {
      request: (callback) => {
        pending = callback;
        return 1;
      },
      cancel: () => {
        pending = null;
      },
    },
  });
  const onChange = vi.fn();
  lines.subscribe(onChange);
  const frame = () => {
    const callback = pending;
    pending = null;
    callback?.();
  };
  return { lines, calls, log, onChange, frame };
}

test('the newest lines are there first, and others are read when they are looked at', async () => {
  const { lines, calls } = setUp();
  expect(await lines.open()).toBe(10_000);
  expect(lines.get(10_000)?.plain).toBe('line 10000');
  expect(lines.get(5000)).toBeUndefined();
  lines.want(numbers(5000, 5040));
  await waitFor(() => expect(lines.get(5040)?.plain).toBe('line 5040'));
  // A page as a whole, and once.
  lines.want(numbers(5020, 5060));
  expect(calls).toEqual([
    { from: 9501, count: PAGE_LINES },
    { from: 5000, count: PAGE_LINES },
  ]);
});

test('of a page of which few lines match, those alone are read', async () => {
  const { lines, calls } = setUp();
  await lines.open();
  lines.want([1003, 1007, 3001]);
  await waitFor(() => expect(lines.get(3001)).toBeDefined());
  expect(calls.slice(1)).toEqual([
    { from: 1003, count: 5 },
    { from: 3001, count: 1 },
  ]);
});

test('many lines notify the view once per frame', async () => {
  const { lines, onChange, frame } = setUp();
  await lines.open();
  for (let seq = 10_001; seq <= 11_000; seq += 1) lines.append([line(seq)]);
  expect(onChange).not.toHaveBeenCalled();
  frame();
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(lines.snapshot().extent).toEqual({ first: 1, last: 11_000 });
});

test('lines that came faster than they were sent are read where they are looked at', async () => {
  const { lines, log, frame } = setUp();
  await lines.open();
  log.last = 30_000;
  lines.append([line(30_000)]);
  frame();
  expect(lines.snapshot().extent?.last).toBe(30_000);
  lines.want(numbers(20_000, 20_030));
  await waitFor(() => expect(lines.get(20_010)?.plain).toBe('line 20010'));
});

test('a line that is in no file says so, and is not asked for again', async () => {
  const { lines, calls } = setUp({ missing: [5001] });
  await lines.open();
  lines.want(numbers(5000, 5040));
  await waitFor(() => expect(lines.get(5001)?.stream).toBe('gap'));
  const before = calls.length;
  lines.want(numbers(5000, 5041));
  expect(calls).toHaveLength(before);
});

test('only so many lines are kept, and those that are looked at stay', async () => {
  const { lines } = setUp({ last: 100_000 });
  await lines.open();
  for (let page = 0; page < 100; page += 1) {
    lines.want(numbers(page * 1000 + 1, page * 1000 + 40));
    await waitFor(() => expect(lines.get(page * 1000 + 40)).toBeDefined(), { interval: 1 });
  }
  expect(lines.get(1)).toBeUndefined();
  expect(lines.get(99_040)).toBeDefined();
});
