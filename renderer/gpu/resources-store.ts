/**
 * What machine and backends use, as the host last said it. It stands apart from the picture,
 * for a sample comes every few seconds and must not touch the cards. Only this file writes it. What did not change from one
 * sample to the next keeps its identity, so that whoever shows one part renders anew only with that part.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendUsage, Gpu, Resources } from '../../shared/resources.ts';
import { runImmediately, type ScheduleWork } from '../state/frame-queue.ts';
import { isEqualJson } from '../state/is-equal-json.ts';
import { createSignal, type PanelTransport } from '../transport/panel-transport.ts';

/** What a graphics card is, without what it does at the moment. */
export interface GpuInfo {
  id: number;
  uuid: string;
  name: string;
  totalMemory: number | null;
  /** Preferences keep it from all workers. */
  excluded: boolean;
}

export type Machine = Pick<Resources, 'cpu' | 'system_ram'>;

export interface ResourcesState {
  /** Null until the first sample is there. */
  machine: Machine | null;
  gpus: ReadonlyMap<number, Gpu>;
  /** The same array as long as no card comes, goes or is excluded. */
  gpuInfos: readonly GpuInfo[];
  gpuError: string | null;
  usage: ReadonlyMap<number, BackendUsage>;
}

export interface ResourcesFeed {
  state: StoreApi<ResourcesState>;
  /** The latest sample as it came, or null before the first. */
  latest(): Resources | null;
  /** Calls back with every sample, once `state` has taken it in. Returns the function that ends it. */
  onSample(listener: (sample: Resources) => void): () => void;
  /** Begins to follow the host. Returns the function that ends it. */
  start(): () => void;
}

/** The new entries by id, each the old object where it says the same; the old map where nothing is different. */
function keepEqual<T extends { id: number }>(
  before: ReadonlyMap<number, T>,
  entries: readonly T[],
): ReadonlyMap<number, T> {
  const after = new Map(
    entries.map((entry) => {
      const known = before.get(entry.id);
      return [entry.id, known !== undefined && isEqualJson(known, entry) ? known : entry];
    }),
  );
  const unchanged = after.size === before.size && [...after].every(([id, entry]) => before.get(id) === entry);
  return unchanged ? before : after;
}

const gpuInfoOf = ({ id, uuid, name, total_memory, excluded }: Gpu): GpuInfo => ({
  id,
  uuid,
  name,
  totalMemory: total_memory ?? null,
  excluded: excluded ?? false,
});

function stateAfterSample(state: ResourcesState, sample: Resources): ResourcesState {
  const machine = { cpu: sample.cpu, system_ram: sample.system_ram };
  const cards = sample.gpus.map(gpuInfoOf);
  return {
    ...state,
    machine: isEqualJson(state.machine, machine) ? state.machine : machine,
    gpus: keepEqual(state.gpus, sample.gpus),
    gpuInfos: isEqualJson(state.gpuInfos, cards) ? state.gpuInfos : cards,
    gpuError: sample.gpu_trouble ?? null,
    usage: keepEqual(state.usage, sample.backends),
  };
}

export function createResources(
  transport: PanelTransport,
  turns: ScheduleWork = runImmediately,
): ResourcesFeed {
  const state = createStore<ResourcesState>()(() => ({
    machine: null,
    gpus: new Map(),
    gpuInfos: [],
    gpuError: null,
    usage: new Map(),
  }));
  const samples = createSignal<Resources>();
  let latest: Resources | null = null;

  return {
    state,
    latest: () => latest,
    onSample: samples.on,
    start: () =>
      transport.listen({ kind: 'resources' }, (event) => {
        if (event.kind !== 'resources') return;
        const { resources } = event;
        turns(() => {
          latest = resources;
          state.setState((known) => stateAfterSample(known, resources));
          samples.emit(resources);
        });
      }),
  };
}
