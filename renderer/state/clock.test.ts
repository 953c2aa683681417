import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from './clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('ticks once a second while somebody subscribes, and not at all otherwise', () => {
  const clock = createClock();
  const onTick = vi.fn();
  expect(vi.getTimerCount()).toBe(0);
  const stop = clock.subscribe(onTick);
  const stopOther = clock.subscribe(() => undefined);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(3_000);
  expect(onTick).toHaveBeenCalledTimes(3);
  expect(clock.now()).toBe(1_003_000);
  stop();
  stopOther();
  expect(vi.getTimerCount()).toBe(0);
});

test("follows the clock of the host if that differs from the browser's", () => {
  const clock = createClock();
  clock.correct(Date.now() + 90_000);
  expect(clock.now()).toBe(1_090_000);
});

test('ignores a difference that the network may have caused', () => {
  const clock = createClock();
  clock.correct(Date.now() - 1_400);
  expect(clock.now()).toBe(1_000_000);
});
