import { expect, test } from 'vitest';
import { ManualClock } from '../../e2e/testkit/core/manual-clock.ts';
import { watchForWake } from './wake-watch.ts';

const HOUR = 3_600_000;

test('a host learns within seconds that the machine has slept, once for each sleep', async () => {
  const clock = new ManualClock();
  const wakes: number[] = [];
  const end = watchForWake(clock, (missing) => wakes.push(missing));
  await clock.advance(HOUR);
  expect(wakes).toEqual([]);
  clock.setWallForward(8 * HOUR);
  await clock.advance(15_000);
  expect(wakes).toEqual([8 * HOUR]);
  await clock.advance(HOUR);
  clock.setWallForward(2 * HOUR);
  await clock.advance(HOUR);
  expect(wakes).toEqual([8 * HOUR, 2 * HOUR]);
  end();
  clock.setWallForward(HOUR);
  await clock.advance(HOUR);
  expect(wakes).toHaveLength(2);
});

test('neither a busy minute nor a clock that is set back counts as a sleep', async () => {
  const clock = new ManualClock();
  let wakes = 0;
  watchForWake(clock, () => wakes++);
  clock.setWallForward(40_000);
  await clock.advance(15_000);
  clock.setWallForward(-HOUR);
  await clock.advance(60_000);
  expect(wakes).toBe(0);
});
