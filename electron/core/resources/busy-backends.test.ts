import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeStart } from '../../../e2e/testkit/core/fake-type.ts';
import { createHarness, type Harness, type HarnessOptions } from '../../../e2e/testkit/core/test-registry.ts';
import type { ProcessRow, ProcessTable } from '../process/table/process-row.ts';
import { findBusyBackends } from './busy-backends.ts';

let harness: Harness;
/** A process table in which the CPU time of each process grows with the clock, at its share of a core. */
let processes: { pid: number; ppid?: number; share: number; since?: number; startTime?: string }[];
let tableReads: number;
beforeEach(() => {
  processes = [];
  tableReads = 0;
});
afterEach(() => harness.dispose());

const table: Pick<ProcessTable, 'rows'> = {
  rows: async () => {
    tableReads++;
    return processes.map(({ pid, ppid = 1, share, since = 0, startTime = '1' }): ProcessRow => {
      const cpuMs = 10_000 + Math.max(0, harness.clock.now() - since) * share;
      return { pid, ppid, pgid: pid, zombie: false, startTime, name: 'worker', rssBytes: 1, cpuMs };
    });
  },
};
async function open(options: HarnessOptions = {}): Promise<void> {
  harness = await createHarness(options);
}
async function add({ ready = true } = {}): Promise<FakeStart> {
  await harness.registry.add({ typeId: 'test' });
  await harness.settle();
  const start = harness.starts.at(-1);
  if (!start) throw new Error('nothing was started');
  if (ready) start.ready();
  await harness.settle();
  return start;
}
async function busy(): Promise<number[]> {
  const found = findBusyBackends(harness.registry.actors(), {
    clock: harness.clock,
    table: table as ProcessTable,
  });
  await harness.clock.advance(300);
  return (await found).map(({ id }) => id);
}

it('a backend is busy while it loads, and later only with requests in flight', async () => {
  await open({ reportsUsage: true });
  await add({ ready: false });
  const start = await add();
  expect(await busy()).toEqual([0]);
  start.io.reportUsage(2);
  expect(await busy()).toEqual([0, 1]);
  start.io.reportUsage(0);
  expect(await busy()).toEqual([0]);
  // The CPU time of a backend that reports its requests does not matter.
  expect(tableReads).toBe(0);
});

it('a backend that reports no requests is busy while it or its descendants compute', async () => {
  await open();
  for (let n = 0; n < 4; n++) await add();
  processes = [
    { pid: 1000, share: 0.2 },
    { pid: 1001, share: 0.3 },
    { pid: 1002, share: 0.1 },
    { pid: 2002, ppid: 1002, share: 0.2 },
    { pid: 3000, share: 1 },
  ];
  expect(await busy()).toEqual([1, 2]);
});

it('CPU time from before the measurement does not count, nor does a process that ended', async () => {
  await open();
  await add();
  processes = [
    { pid: 1000, share: 0 },
    { pid: 2000, ppid: 1000, share: 1 },
  ];
  const found = findBusyBackends(harness.registry.actors(), {
    clock: harness.clock,
    table: table as ProcessTable,
  });
  await harness.clock.advance(150);
  processes.pop();
  await harness.clock.advance(150);
  expect(await found).toEqual([]);
});

it('a backend that is disabled, waiting or stopping is not busy', async () => {
  await open();
  await add();
  await harness.registry.toggle(0, false);
  const crashed = await add();
  crashed.exit();
  await harness.settle();
  // A start that fails is tried again after a pause.
  harness.latest().fail(new Error('It does not start.'));
  await harness.settle();
  harness.ignoresStops = true;
  const stopping = await add();
  stopping.io.reportUsage(1);
  const stopped = harness.registry.toggle(2, false);
  await harness.settle();
  expect(harness.registry.actors().map(({ state }) => state.phase)).toEqual([
    'disabled',
    'waiting',
    'stopping',
  ]);
  processes = [1000, 1001, 1002].map((pid) => ({ pid, share: 1 }));
  expect(await busy()).toEqual([]);
  await harness.clock.advance(10_000);
  stopping.gone();
  await stopped;
});
