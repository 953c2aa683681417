import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { LivenessByUse, PROBE_INTERVAL_MS, SILENT_AFTER_MS } from './liveness-by-use.ts';

let clock: ManualClock;
let liveness: LivenessByUse;
let probes: string[];
let reports: string[];
beforeEach(() => {
  clock = new ManualClock();
  probes = [];
  reports = [];
  liveness = new LivenessByUse({
    clock,
    onSilence: (id) => reports.push(`${id} is silent`),
    onSilenceOver: (id) => reports.push(`${id} is not silent any more`),
  });
});

const workerOf = (name: string) => ({ probeNow: () => void probes.push(name) });

it('probes a worker once in each interval while it has requests, and no more when they have ended', async () => {
  const worker = workerOf('worker');
  const backend = { id: 1, pid: 10 };
  const requests = [1, 2, 3].map(() => liveness.watch(backend, worker));
  await clock.advance(PROBE_INTERVAL_MS - 1);
  expect(probes).toEqual([]);
  await clock.advance(1);
  expect(probes).toEqual(['worker']);
  requests[0]?.end();
  requests[1]?.end();
  await clock.advance(PROBE_INTERVAL_MS);
  expect(probes).toHaveLength(2);
  requests[2]?.end();
  await clock.advance(10 * PROBE_INTERVAL_MS);
  expect(probes).toHaveLength(2);
});

it('never probes where requests are answered in time', async () => {
  for (let request = 0; request < 10; request++) {
    const { end } = liveness.watch({ id: 1, pid: 10 }, workerOf('worker'));
    await clock.advance(PROBE_INTERVAL_MS / 2);
    end();
  }
  expect(probes).toEqual([]);
});

it('probes the worker that runs now, where a request of the one before has not ended yet', async () => {
  liveness.watch({ id: 1, pid: 10 }, workerOf('first'));
  liveness.watch({ id: 1, pid: 11 }, workerOf('second'));
  await clock.advance(PROBE_INTERVAL_MS);
  expect(probes).toEqual(['second']);
});

it('leaves a remote to its own probes', async () => {
  liveness.watch({ id: 1 }, workerOf('remote'));
  await clock.advance(10 * SILENT_AFTER_MS);
  expect([probes, reports]).toEqual([[], []]);
});

it('reports a worker once that has sent nothing for long, and again when it sends something', async () => {
  const request = liveness.watch({ id: 1, pid: 10 }, workerOf('worker'));
  await clock.advance(SILENT_AFTER_MS - 1);
  expect(reports).toEqual([]);
  await clock.advance(2 * SILENT_AFTER_MS);
  expect(reports).toEqual(['1 is silent']);
  expect(liveness.isSilent(1)).toBe(true);
  request.noteSign();
  request.noteSign();
  expect(reports.splice(0)).toEqual(['1 is silent', '1 is not silent any more']);
  await clock.advance(SILENT_AFTER_MS + PROBE_INTERVAL_MS);
  expect(reports.splice(0)).toEqual(['1 is silent']);
  request.end();
  expect(reports).toEqual(['1 is not silent any more']);
  expect(clock.pendingTimers()).toEqual([]);
});

it('reports no worker that sends pieces of any of its replies, or is another one since', async () => {
  const worker = workerOf('worker');
  const [streaming] = [1, 2].map(() => liveness.watch({ id: 1, pid: 10 }, worker));
  for (let minute = 0; minute < 20; minute++) {
    await clock.advance(60_000);
    streaming?.noteSign();
  }
  await clock.advance(SILENT_AFTER_MS - PROBE_INTERVAL_MS);
  liveness.watch({ id: 1, pid: 11 }, workerOf('another'));
  await clock.advance(SILENT_AFTER_MS - PROBE_INTERVAL_MS);
  expect(reports).toEqual([]);
});
