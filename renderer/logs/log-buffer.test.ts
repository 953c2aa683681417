import { expect, test, vi } from 'vitest';
import type { LogLine } from '../../shared/events.ts';
import { MAX_LOG_LINES } from '../../shared/limits.ts';
import { createLogBuffer } from './log-buffer.ts';

const lines = (from: number, to: number): LogLine[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    seq: from + index,
    at: '2026-08-01T10:00:00Z',
    stream: 'out',
    text: `line ${from + index}`,
  }));

/** Animation frames that the test triggers. */
function setUp() {
  let pending: (() => void) | null = null;
  const buffer = createLogBuffer({
    request: (callback) => {
      pending = callback;
      return 1;
    },
    cancel: () => {
      pending = null;
    },
  });
  const onChange = vi.fn();
  buffer.subscribe(onChange);
  const frame = () => {
    const callback = pending;
    pending = null;
    callback?.();
  };
  const seqs = () => buffer.entries().map(({ seq }) => seq);
  return { buffer, onChange, frame, seqs };
}

test('many lines notify the view once per frame', () => {
  const { buffer, onChange, frame, seqs } = setUp();
  for (let seq = 1; seq <= 1_000; seq++) buffer.append(lines(seq, seq), 0);
  expect(onChange).not.toHaveBeenCalled();
  frame();
  expect(onChange).toHaveBeenCalledTimes(1);
  expect(seqs()).toHaveLength(1_000);
});

test('only the newest lines are kept', () => {
  const { buffer, frame, seqs } = setUp();
  buffer.append(lines(1, MAX_LOG_LINES), 0);
  frame();
  buffer.append(lines(MAX_LOG_LINES + 1, MAX_LOG_LINES + 10), 0);
  frame();
  expect(seqs()).toHaveLength(MAX_LOG_LINES);
  expect(seqs()[0]).toBe(11);
});

test('lines that come twice after a reconnect are shown once', () => {
  const { buffer, frame, seqs } = setUp();
  buffer.append(lines(1, 3), 0);
  buffer.append(lines(2, 5), 0);
  frame();
  expect(seqs()).toEqual([1, 2, 3, 4, 5]);
});

test('skipped lines leave a message in their position', () => {
  const { buffer, frame } = setUp();
  buffer.append(lines(1, 1), 0);
  buffer.append(lines(502, 502), 500);
  frame();
  expect(buffer.entries().map(({ stream, plain }) => [stream, plain])).toEqual([
    ['out', 'line 1'],
    ['gap', '500 lines came faster than could be shown and are only in the log file'],
    ['out', 'line 502'],
  ]);
});

test('older lines are inserted above', () => {
  const { buffer, frame, seqs } = setUp();
  buffer.append(lines(10, 12), 0);
  frame();
  buffer.prepend(lines(7, 10));
  expect(seqs()).toEqual([7, 8, 9, 10, 11, 12]);
  expect(buffer.isDetached()).toBe(false);
});

test('older lines that remove the newest detach the view, until it is cleared', () => {
  const { buffer, frame, seqs } = setUp();
  buffer.append(lines(2_001, 2_000 + MAX_LOG_LINES), 0);
  frame();
  buffer.prepend(lines(1_001, 2_000));
  expect(buffer.isDetached()).toBe(true);
  expect(seqs()[0]).toBe(1_001);
  expect(seqs()).toHaveLength(MAX_LOG_LINES);
  buffer.append(lines(9_000, 9_001), 0);
  frame();
  expect(seqs().at(-1)).toBe(1_000 + MAX_LOG_LINES);
  buffer.clear();
  buffer.append(lines(9_000, 9_001), 0);
  frame();
  expect(seqs()).toEqual([9_000, 9_001]);
});
