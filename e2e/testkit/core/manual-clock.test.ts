import { expect, test } from 'vitest';
import { ManualClock } from './manual-clock.ts';

test('timers fire in order, and each sees its own time', async () => {
  const clock = new ManualClock();
  const seen: string[] = [];
  clock.setTimer(20, () => seen.push(`late ${clock.now()}`));
  clock.setTimer(10, () => {
    seen.push(`early ${clock.now()}`);
    clock.setTimer(5, () => seen.push(`set meanwhile ${clock.now()}`));
  });
  await clock.advance(30);
  expect(seen).toEqual(['early 10', 'set meanwhile 15', 'late 20']);
  expect(clock.now()).toBe(30);
});

test('promises settle between two timers', async () => {
  const clock = new ManualClock();
  const seen: string[] = [];
  clock.setTimer(1, () => void Promise.resolve().then(() => seen.push('promise')));
  clock.setTimer(2, () => seen.push('timer'));
  await clock.advance(2);
  expect(seen).toEqual(['promise', 'timer']);
});

test('a cancelled timer does not fire', async () => {
  const clock = new ManualClock(1000);
  let fired = false;
  const cancel = clock.setTimer(5, () => {
    fired = true;
  });
  clock.setTimer(8, () => undefined);
  expect(clock.pendingTimers()).toEqual([5, 8]);
  cancel();
  cancel();
  await clock.advance(10);
  expect(fired).toBe(false);
  expect(clock.pendingTimers()).toEqual([]);
  expect(clock.wall()).toBe(1010);
});
