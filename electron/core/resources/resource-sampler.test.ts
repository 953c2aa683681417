import { afterEach, describe, expect, it } from 'vitest';
import { FakeGpus, GB } from '../../../e2e/testkit/core/fake-gpus.ts';
import { createHarness, type Harness } from '../../../e2e/testkit/core/test-registry.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { ProcessTable } from '../process/process-table.ts';
import { MachineResources } from './machine-resources.ts';
import { ResourceHistory } from './resource-history.ts';
import { ResourceSampler } from './resource-sampler.ts';

let harness: Harness;
let gpus: FakeGpus;
let sampler: ResourceSampler;
let samples: Resources[];
/** Milliseconds that each process has computed. */
let cpu: Map<number, number>;
/** Children of workers. */
let children: Map<number, number>;
const faults: unknown[] = [];
afterEach(async () => {
  sampler.close();
  await harness.dispose();
  expect(faults).toEqual([]);
});

async function open(...cards: number[]): Promise<void> {
  gpus = new FakeGpus(...cards);
  gpus.mayHaveGpus = cards.length > 0;
  samples = [];
  cpu = new Map();
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
  const table: Pick<ProcessTable, 'rows'> = {
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
    onSample: (sample) => samples.push(sample),
    onChange: () => undefined,
    onFault: (error) => faults.push(error),
  });
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

describe('how often', () => {
  it('without a graphics card and with nobody looking there is no timer', async () => {
    await open();
    sampler.open();
    expect(timers()).toEqual([]);
    sampler.watch()();
    expect(timers()).toEqual([]);
  });

  it('every 2 s while somebody looks, once at the beginning', async () => {
    await open();
    sampler.open();
    const end = sampler.watch();
    await harness.clock.advance(4001);
    expect(samples).toHaveLength(3);
    end();
    await harness.clock.advance(10_000);
    expect(samples).toHaveLength(3);
  });

  it('every 30 s with graphics cards and nobody looking; never while the machine sleeps', async () => {
    await open(24);
    sampler.open();
    await harness.clock.advance(60_001);
    expect(samples).toHaveLength(2);
    const end = sampler.watch();
    sampler.setAsleep(true);
    expect(timers()).toEqual([]);
    sampler.setAsleep(false);
    end();
    sampler.close();
    expect(timers()).toEqual([]);
    expect(gpus.paces).toEqual(['tray', 'watched', 'asleep', 'watched', 'tray', 'asleep']);
  });
});

describe('whose memory it is', () => {
  it('that of a grandchild is that of its backend; what is nobody’s is left', async () => {
    await open(24, 12);
    const pid = await addRunning();
    children.set(pid, 77);
    gpus.take(77, 10);
    gpus.take(999, 3);
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

  it('one that holds nothing is told to hold nothing', async () => {
    await open(24);
    await addRunning();
    await sampler.sample();
    expect(view()).toMatchObject({ vram_bytes: 0, vram_source: 'driver' });
  });

  it('where the driver does not tell, the engine’s own word counts and is marked as such', async () => {
    await open(24);
    const pid = await addRunning();
    gpus.held = [{ pid, gpuUuid: 'GPU-0', bytes: null }];
    await sampler.sample();
    expect(view()).not.toHaveProperty('vram_bytes');
    harness.starts[0]?.io.update({ vramBytes: 7 * GB });
    await sampler.sample();
    expect(view()).toMatchObject({ vram_bytes: 7 * GB, vram_source: 'engine' });
    expect(sampler.info().gpus?.['0']?.backends).toEqual([{ id: 0, vram_bytes: 7 * GB, by_engine: true }]);
  });

  it('without a graphics card there is no word of any', async () => {
    await open();
    await addRunning();
    await sampler.sample();
    expect(sampler.info()).not.toHaveProperty('gpus');
    expect(view()).not.toHaveProperty('vram_bytes');
  });
});

describe('use', () => {
  it('is what a worker computes: 5 % of a core, and more than the little that every engine does at rest', async () => {
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
    expect(use(), '10 %').toBe(harness.clock.wall());
    expect(view().cpu_percent).toBe(10);
  });
});
