import { expect, it } from 'vitest';
import { ManualClock } from '../../e2e/testkit/core/manual-clock.ts';
import { ControlWatch } from './control-watch.ts';

it('lapses once, when nobody has taken control for the time that is set, counted from the last time', async () => {
  const clock = new ManualClock();
  const lapses: number[] = [];
  const watch = new ControlWatch(clock, {
    limitMs: 180_000,
    onLapse: (minutes) => void lapses.push(minutes),
  });
  await clock.advance(179_000);
  watch.take();
  await clock.advance(179_000);
  expect(lapses).toEqual([]);
  await clock.advance(1_000);
  expect(lapses).toEqual([3]);
  await clock.advance(1_000_000);
  expect(lapses).toEqual([3]);
});

it('never lapses without a limit', async () => {
  const clock = new ManualClock();
  const lapses: number[] = [];
  new ControlWatch(clock, { limitMs: Number.POSITIVE_INFINITY, onLapse: () => void lapses.push(0) });
  await clock.advance(1e9);
  expect(lapses).toEqual([]);
});
