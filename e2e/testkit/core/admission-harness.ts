/** A registry of the fake type whose starts are admitted by the real admission, on GPUs that a test sets. Time is the test's. */
import { MemoryFreeing } from '../../../electron/core/admission/memory-freeing.ts';
import { type AdmissionPolicy, VramAdmission } from '../../../electron/core/admission/vram-admission.ts';
import { ActorList } from '../../../electron/core/backend/actor-list.ts';
import type { ProcessTable } from '../../../electron/core/process/table/process-row.ts';
import { MachineResources } from '../../../electron/core/resources/machine-resources.ts';
import { ResourceHistory } from '../../../electron/core/resources/resource-history.ts';
import { ResourceSampler } from '../../../electron/core/resources/resource-sampler.ts';
import { FakeGpus } from './fake-gpus.ts';
import type { FakeStart } from './fake-type.ts';
import { ManualClock } from './manual-clock.ts';
import { createHarness, type Harness, type HarnessOptions } from './test-registry.ts';

export interface AdmissionHarnessOptions
  extends Pick<HarnessOptions, 'features' | 'canFreeMemory' | 'reportsUsage'> {
  /** Default: `ask`. */
  policy?: AdmissionPolicy;
  /** Gigabytes that a worker keeps when it is asked to free its memory. */
  keeps?: number;
  /** The VRAM of each GPU; by default there is one with 24 GB. */
  gigabytes?: number[];
}

export interface AdmissionHarness {
  harness: Harness;
  admission: VramAdmission;
  gpus: FakeGpus;
  /** UUIDs of the GPUs that no worker gets. */
  excluded: string[];
  /** Called while the memory of a backend is measured, before it is asked to free it. */
  onMeasure: () => void;
  faults: unknown[];
}

export async function openAdmissionHarness(options: AdmissionHarnessOptions = {}): Promise<AdmissionHarness> {
  const { gigabytes = [24], keeps = 0, policy = 'ask', reportsUsage = true, ...more } = options;
  const gpus = new FakeGpus(...gigabytes);
  const actors = new ActorList();
  const clock = new ManualClock();
  const faults: unknown[] = [];
  const table: Pick<ProcessTable, 'rows'> = { rows: async () => opened.harness.starts.map(rowOf) };
  const onFault = (error: unknown) => faults.push(error);
  const parts = { clock, gpus, table: table as ProcessTable, actors: () => actors.all(), onFault };
  const sampler = new ResourceSampler({
    ...parts,
    machine: new MachineResources(() => clock.now()),
    history: new ResourceHistory(clock),
    excludedGpus: () => opened.excluded,
    onChange: () => undefined,
  });
  const measuredTable = {
    rows: () => {
      opened.onMeasure();
      return table.rows();
    },
  };
  const admission = new VramAdmission({
    ...parts,
    platform: 'linux',
    sampler,
    freeing: new MemoryFreeing({ ...parts, table: measuredTable as ProcessTable }),
    policy: () => policy,
    excludedGpus: () => opened.excluded,
  });
  const harness = await createHarness({
    ...more,
    actors,
    clock,
    admission,
    reportsUsage,
    onFree: ({ pid }) => gpus.setVram(pid, keeps),
    onChange: () => admission.noteChange(),
  });
  const opened: AdmissionHarness = {
    harness,
    admission,
    gpus,
    excluded: [],
    onMeasure: () => undefined,
    faults,
  };
  gpus.isAlive = (pid) => harness.starts.find((start) => start.pid === pid)?.stops.length === 0;
  return opened;
}

/** What tests of admission do again and again. @param opened the harness of the test that runs */
export function admissionSteps(opened: () => AdmissionHarness) {
  /** Lets an admission go on: it needs several turns and writes. */
  const settle = async (): Promise<void> => {
    const { harness } = opened();
    for (let turn = 0; turn < 5; turn++) {
      await harness.settle();
      await harness.clock.advance(1);
    }
  };
  return {
    settle,
    /** Adds a backend that declares a need of 10 GB on GPU 0. @returns its id */
    add: async (settings: Record<string, unknown> = {}): Promise<number> => {
      const { id } = await opened().harness.registry.add({
        typeId: 'test',
        settings: { GPU_ID: '0', VramNeedGB: 10, ...settings },
      });
      await settle();
      return id;
    },
    /** @param start the latest one where left out */
    ready: async (start?: FakeStart, gigabytes = 10): Promise<void> => {
      const { harness, gpus } = opened();
      const started = start ?? harness.latest();
      started.ready();
      gpus.setVram(started.pid, gigabytes);
      await settle();
      await harness.clock.advance(1000);
    },
    view: (id: number) => opened().harness.view(id),
    phases: () =>
      opened()
        .harness.registry.actors()
        .map((actor) => actor.view().phase),
  };
}

const rowOf = ({ pid }: FakeStart) => ({
  pid,
  ppid: 1,
  pgid: pid,
  zombie: false,
  startTime: '1',
  name: 'worker',
  rssBytes: 1,
  cpuMs: 0,
});
