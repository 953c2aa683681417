import { expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { LivenessByUse, PROBE_INTERVAL_MS } from './liveness-by-use.ts';

function start() {
  const clock = new ManualClock();
  const liveness = new LivenessByUse(clock);
  const workerOf = (name: string, probes: string[]) => ({ probeNow: () => void probes.push(name) });
  return { clock, liveness, workerOf };
}

it('probes a worker once in each interval while it has requests, and no more when they have ended', async () => {
  const { clock, liveness, workerOf } = start();
  const probes: string[] = [];
  const worker = workerOf('worker', probes);
  const backend = { id: 1, pid: 10 };
  const ends = [1, 2, 3].map(() => liveness.watch(backend, worker));
  await clock.advance(PROBE_INTERVAL_MS - 1);
  expect(probes).toEqual([]);
  await clock.advance(1);
  expect(probes).toEqual(['worker']);
  ends[0]?.();
  ends[1]?.();
  await clock.advance(PROBE_INTERVAL_MS);
  expect(probes).toHaveLength(2);
  ends[2]?.();
  await clock.advance(10 * PROBE_INTERVAL_MS);
  expect(probes).toHaveLength(2);
});

it('never probes where requests are answered in time', async () => {
  const { clock, liveness, workerOf } = start();
  const probes: string[] = [];
  for (let request = 0; request < 10; request++) {
    const end = liveness.watch({ id: 1, pid: 10 }, workerOf('worker', probes));
    await clock.advance(PROBE_INTERVAL_MS / 2);
    end();
  }
  expect(probes).toEqual([]);
});

it('probes the worker that runs now, where a request of the one before has not ended yet', async () => {
  const { clock, liveness, workerOf } = start();
  const probes: string[] = [];
  liveness.watch({ id: 1, pid: 10 }, workerOf('first', probes));
  liveness.watch({ id: 1, pid: 11 }, workerOf('second', probes));
  await clock.advance(PROBE_INTERVAL_MS);
  expect(probes).toEqual(['second']);
});

it('leaves a remote to its own probes', async () => {
  const { clock, liveness, workerOf } = start();
  const probes: string[] = [];
  liveness.watch({ id: 1 }, workerOf('remote', probes));
  await clock.advance(10 * PROBE_INTERVAL_MS);
  expect(probes).toEqual([]);
});
