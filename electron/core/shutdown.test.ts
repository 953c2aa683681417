import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../e2e/testkit/core/manual-clock.ts';
import { createShutdown } from './shutdown.ts';

let clock: ManualClock;
let happened: string[];
let workersEnd: () => void;
beforeEach(() => {
  clock = new ManualClock();
  happened = [];
});

function create() {
  const stopped = new Promise<void>((resolve) => {
    workersEnd = resolve;
  });
  return createShutdown({
    clock,
    stopWorkers: (graceMs) => {
      happened.push(`stop ${graceMs}`);
      return stopped;
    },
    dispose: async () => void happened.push('let go'),
    abandon: () => void happened.push('abandon'),
  });
}

it('lets go of what the workers needed when they are gone, once', async () => {
  const close = create();
  const both = [close({ graceMs: 5000 }), close({ graceMs: 100 })];
  expect(happened).toEqual(['stop 5000', 'stop 100']);
  workersEnd();
  await Promise.all(both);
  await close();
  expect(happened).toEqual(['stop 5000', 'stop 100', 'let go', 'stop undefined']);
  expect(clock.pendingTimers()).toEqual([]);
});

it('without a bound waits for the last worker', async () => {
  const close = create();
  let isOver = false;
  void close().then(() => {
    isOver = true;
  });
  await clock.advance(10_000_000);
  expect(isOver).toBe(false);
});

it('is over soon after its bound even where a worker cannot be killed', async () => {
  const close = create();
  const closed = close({ graceMs: 60_000 });
  await clock.advance(1000);
  void close({ graceMs: 0 });
  await clock.advance(2999);
  expect(happened).not.toContain('abandon');
  await clock.advance(1);
  await closed;
  expect(happened).toEqual(['stop 60000', 'stop 0', 'abandon']);
});
