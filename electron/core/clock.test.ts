import { expect, it } from 'vitest';
import { ManualClock } from '../../e2e/testkit/core/manual-clock.ts';
import { delay, waitAtMost } from './clock.ts';

it('a delay ends with its time or with its signal, whichever comes first, and leaves no timer', async () => {
  const clock = new ManualClock();
  const ended: string[] = [];
  const abort = new AbortController();
  void delay(clock, 1_000).then(() => ended.push('by time'));
  void delay(clock, 5_000, abort.signal).then(() => ended.push('by signal'));
  await clock.advance(999);
  expect(ended).toEqual([]);
  await clock.advance(1);
  expect(ended).toEqual(['by time']);
  abort.abort();
  await clock.advance(0);
  expect(ended).toEqual(['by time', 'by signal']);
  await delay(clock, 5_000, abort.signal);
  expect(clock.pendingTimers()).toEqual([]);
});

it('a wait with a limit ends when the work is done, at the limit, or with the failure of the work', async () => {
  const clock = new ManualClock();
  await waitAtMost(clock, 1_000, Promise.resolve());
  await expect(waitAtMost(clock, 1_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(clock.pendingTimers()).toEqual([]);
  const late = waitAtMost(clock, 1_000, new Promise(() => undefined));
  await clock.advance(1_000);
  await late;
  expect(clock.pendingTimers()).toEqual([]);
});
