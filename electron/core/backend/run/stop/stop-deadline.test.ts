import { expect, test } from 'vitest';
import { ManualClock } from '../../../../../e2e/testkit/core/manual-clock.ts';
import { StopDeadline } from './stop-deadline.ts';

test('a step that ends after it was given up does not keep a later step from being shortened', async () => {
  const clock = new ManualClock();
  const deadline = new StopDeadline(clock);
  deadline.shorten(10_000);
  let end = () => {};
  const late = new Promise<void>((resolve) => {
    end = resolve;
  });
  const given = deadline.wait(late, 100);
  await clock.advance(100);
  await given;
  let shortened = 0;
  deadline.onShortened(() => shortened++);
  end();
  await clock.advance(0);
  deadline.shorten(1000);
  expect(shortened).toBe(1);
});

test('it is over at its end, and at once where it has no time', async () => {
  const clock = new ManualClock();
  const deadline = new StopDeadline(clock);
  expect(deadline.isOver).toBe(false);
  deadline.shorten(1000);
  await clock.advance(999);
  expect(deadline.isOver).toBe(false);
  deadline.shorten(0);
  expect(deadline.isOver).toBe(true);
});
