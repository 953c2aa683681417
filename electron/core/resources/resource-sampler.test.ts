import { afterEach, describe, expect, it } from 'vitest';
import { FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
import { createHarness, type Harness } from '../../../e2e/testkit/core/test-registry.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { ProcessTable } from '../process/table/process-row.ts';
import { MachineResources } from './machine-resources.ts';
import { ResourceHistory } from './resource-history.ts';
import { ResourceSampler } from './resource-sampler.ts';

let harness: Harness;
let gpus: FakeGpus;
let sampler: ResourceSampler;
let samples: Resources[];
/** CPU time in milliseconds by PID. */
let cpu: Map<number, number>;
/** The account of a job, in milliseconds by PID of the worker. */
let accounts: Map<number, number>;
/** PID of a child by PID of the worker. */
let children: Map<number, number>;
const faults: unknown[] = [];
afterEach(async () => {
  sampler.stop();
  await harness.dispose();
  expect(faults).toEqual([]);
});

async function open(...cards: number[]): Promise<void> {
  gpus = new FakeGpus(...cards);
  gpus.mayHaveGpus = cards.length > 0;
  samples = [];
  cpu = new Map();
  accounts = new Map();
  children = new Map();
  harness = await createHarness();
  const { clock, registry } = harness;
  const row = (pid: number, ppid: number) => ({
    pid,
    ppid,
    pgid: pid,
    zombie: false,
    startTime: '1',
    name: 'worker',
    rssBytes: 100 * 1024 ** 2,
    cpuMs: cpu.get(pid) ?? 0,
  });
  const table: Pick<ProcessTable, 'rows' | 'cpuMs'> = {
    // As on Linux and macOS, until a test sets an account.
    cpuMs: async (worker) => accounts.get(worker) ?? null,
    rows: async () =>
      harness.starts.flatMap(({ pid }) => {
        const child = children.get(pid);
        return child === undefined ? [row(pid, 1)] : [row(pid, 1), row(child, pid)];
      }),
  };
  sampler = new ResourceSampler({
    clock,
    gpus,
    table: table as ProcessTable,
    machine: new MachineResources(() => clock.now()),
    history: new ResourceHistory(clock),
    actors: () => registry.actors(),
    excludedGpus: () => ['GPU-1'],
    onChange: () => undefined,
    onFault: (error) => faults.push(error),
  });
  sampler.onSample((sample) => samples.push(sample));
}
async function addRunning(): Promise<number> {
  await harness.registry.add({ typeId: 'test' });
  await harness.settle();
  const start = harness.starts.at(-1);
  start?.ready();
  await harness.settle();
  return start?.pid ?? -1;
}
const timers = () => harness.clock.pendingTimers();
const view = () => harness.registry.get(0).view();

describe('the interval', () => {
  it('there is no timer without a GPU while nobody looks', async () => {
    await open();
    sampler.start();
    expect(timers()).toEqual([]);
    sampler.watch()();
    expect(timers()).toEqual([]);
  });

  it('is 2 s while somebody looks, with a sample at once', async () => {
    await open();
    sampler.start();
    const end = sampler.watch();
    await harness.clock.advance(4001);
    expect(samples).toHaveLength(3);
    end();
    await harness.clock.advance(10_000);
    expect(samples).toHaveLength(3);
  });

  it('is 30 s with GPUs while nobody looks; there is no sample while the machine sleeps', async () => {
    await open(24);
    sampler.start();
    await harness.clock.advance(60_001);
    expect(samples).toHaveLength(2);
    const end = sampler.watch();
    sampler.setAsleep(true);
    expect(timers()).toEqual([]);
    sampler.setAsleep(false);
    end();
    sampler.stop();
    expect(timers()).toEqual([]);
    expect(gpus.paces).toEqual(['tray', 'watched', 'asleep', 'watched', 'tray', 'asleep']);
  });
});

describe('VRAM', () => {
  it('of a grandchild counts for its backend; of other processes for none', async () => {
    await open(24, 12);
    const pid = await addRunning();
    children.set(pid, 77);
    gpus.setVram(77, 10);
    gpus.setVram(999, 3);
    await sampler.sample();
    expect(view()).toMatchObject({ vram_bytes: 10 * GB, vram_source: 'driver', ram_bytes: 200 * 1024 ** 2 });
    expect(sampler.info().gpus).toMatchObject({
      0: {
        id: 0,
        uuid: 'GPU-0',
        name: 'Card 0',
        total_memory: 24 * GB,
        used_memory: 13 * GB,
        free_memory: 11 * GB,
        utilization_memory: 54,
        backends: [{ id: 0, vram_bytes: 10 * GB }],
      },
      1: { excluded: true, backends: [] },
    });
    expect(samples[0]?.backends).toMatchObject([{ id: 0, vram_bytes: 10 * GB }]);
  });

  it('is 0 for a backend that holds none', async () => {
    await open(24);
    await addRunning();
    await sampler.sample();
    expect(view()).toMatchObject({ vram_bytes: 0, vram_source: 'driver' });
  });

  it('is the engine’s own figure if the driver has none, and is marked as such', async () => {
    await open(24);
    const pid = await addRunning();
    gpus.vram = [{ pid, gpuUuid: 'GPU-0', bytes: null }];
    await sampler.sample();
    expect(view()).not.toHaveProperty('vram_bytes');
    harness.starts[0]?.io.update({ vramBytes: 7 * GB });
    await sampler.sample();
    expect(view()).toMatchObject({ vram_bytes: 7 * GB, vram_source: 'engine' });
    expect(sampler.info().gpus?.['0']?.backends).toEqual([{ id: 0, vram_bytes: 7 * GB, by_engine: true }]);
  });

  it('is not reported without a GPU', async () => {
    await open();
    await addRunning();
    await sampler.sample();
    expect(sampler.info()).not.toHaveProperty('gpus');
    expect(view()).not.toHaveProperty('vram_bytes');
  });
});

describe('work', () => {
  it('is CPU time from 5 % of a core on, and more than an idle engine uses', async () => {
    await open();
    const pid = await addRunning();
    const use = () => harness.registry.get(0).lastUse ?? 0;
    const began = use();
    await sampler.sample();
    await harness.clock.advance(30_000);
    cpu.set(pid, 900);
    await sampler.sample();
    expect(use(), '3 %').toBe(began);
    await harness.clock.advance(30_000);
    cpu.set(pid, 3900);
    await sampler.sample();
    expect(use(), '10 %').toBe(harness.clock.now());
    expect(view().cpu_percent).toBe(10);
  });

  it('of processes that have ended counts where the system keeps an account of it', async () => {
    await open();
    const pid = await addRunning();
    accounts.set(pid, 1000);
    await sampler.sample();
    await harness.clock.advance(10_000);
    accounts.set(pid, 6000);
    await sampler.sample();
    expect(view().cpu_percent).toBe(50);
  });
});
