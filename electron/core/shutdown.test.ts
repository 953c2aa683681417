import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../e2e/testkit/core/manual-clock.ts';
import { createShutdown } from './shutdown.ts';

let clock: ManualClock;
let calls: string[];
let endWorkers: () => void;
beforeEach(() => {
  clock = new ManualClock();
  calls = [];
});

function create() {
  const stopped = new Promise<void>((resolve) => {
    endWorkers = resolve;
  });
  return createShutdown({
    clock,
    stopWorkers: (graceMs) => {
      calls.push(`stop ${graceMs}`);
      return stopped;
    },
    dispose: async () => void calls.push('dispose'),
    abandon: () => void calls.push('abandon'),
  });
}

it('disposes of what the workers needed once they are gone, one time only', async () => {
  const close = create();
  const both = [close({ graceMs: 5000 }), close({ graceMs: 100 })];
  expect(calls).toEqual(['stop 5000', 'stop 100']);
  endWorkers();
  await Promise.all(both);
  await close();
  expect(calls).toEqual(['stop 5000', 'stop 100', 'dispose', 'stop undefined']);
  expect(clock.pendingTimers()).toEqual([]);
});

it('waits for the last worker where no limit is set', async () => {
  const close = create();
  let hasEnded = false;
  void close().then(() => {
    hasEnded = true;
  });
  await clock.advance(10_000_000);
  expect(hasEnded).toBe(false);
});

it('ends soon after its limit, also where a worker cannot be killed', async () => {
  const close = create();
  const closed = close({ graceMs: 60_000 });
  await clock.advance(1000);
  void close({ graceMs: 0 });
  await clock.advance(2999);
  expect(calls).not.toContain('abandon');
  await clock.advance(1);
  await closed;
  expect(calls).toEqual(['stop 60000', 'stop 0', 'abandon']);
});
