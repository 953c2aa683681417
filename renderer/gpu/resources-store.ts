/**
 * The last sample of the machine, the GPUs and the backends. It is apart from the panel store, because a sample comes every few
 * seconds and must not render the cards. Only this file writes it. What has not changed since the last sample keeps its
 * identity, so that a component renders again only when the part that it shows has changed.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendUsage, Gpu, Resources } from '../../shared/resources.ts';
import { runImmediately, type ScheduleWork } from '../state/frame-queue.ts';
import { isEqualJson } from '../state/is-equal-json.ts';
import { createSignal, type PanelTransport } from '../transport/panel-transport.ts';

/** A GPU without its present load. */
export interface GpuInfo {
  id: number;
  uuid: string;
  name: string;
  totalMemory: number | null;
  /** Whether preferences exclude it from all workers. */
  excluded: boolean;
}

export type Machine = Pick<Resources, 'cpu' | 'system_ram'>;

/** As a sample has it. */
export type GpuTrouble = Pick<Resources, 'gpu_trouble' | 'phrases'>;

export interface ResourcesState {
  /** Null until the first sample comes. */
  machine: Machine | null;
  gpus: ReadonlyMap<number, Gpu>;
  /** The same array until a GPU is added, removed or excluded. */
  gpuInfos: readonly GpuInfo[];
  /** Why nothing is known of GPUs, or only what they were; the same object until the reason changes. */
  gpuError: GpuTrouble | null;
  usage: ReadonlyMap<number, BackendUsage>;
}

export interface ResourcesFeed {
  state: StoreApi<ResourcesState>;
  /** The latest sample, or null before the first. */
  latestSample(): Resources | null;
  /** Calls back with every sample after `state` was updated. Returns the function that ends it. */
  onSample(listener: (sample: Resources) => void): () => void;
  /** Subscribes to the host. Returns the function that ends it. */
  start(): () => void;
}

/** The new entries by id. An entry that has not changed is the old object; if none has changed, the old map is returned. */
function keepUnchanged<T extends { id: number }>(
  before: ReadonlyMap<number, T>,
  entries: readonly T[],
): ReadonlyMap<number, T> {
  const after = new Map(
    entries.map((entry) => {
      const known = before.get(entry.id);
      return [entry.id, known !== undefined && isEqualJson(known, entry) ? known : entry];
    }),
  );
  const isUnchanged =
    after.size === before.size && [...after].every(([id, entry]) => before.get(id) === entry);
  return isUnchanged ? before : after;
}

const gpuInfoOf = ({ id, uuid, name, total_memory, excluded }: Gpu): GpuInfo => ({
  id,
  uuid,
  name,
  totalMemory: total_memory ?? null,
  excluded: excluded ?? false,
});

const gpuTroubleOf = ({ gpu_trouble, phrases }: Resources): GpuTrouble | null =>
  gpu_trouble === undefined ? null : { gpu_trouble, ...(phrases && { phrases }) };

function stateAfterSample(state: ResourcesState, sample: Resources): ResourcesState {
  const machine = { cpu: sample.cpu, system_ram: sample.system_ram };
  const gpuInfos = sample.gpus.map(gpuInfoOf);
  const gpuError = gpuTroubleOf(sample);
  return {
    ...state,
    machine: isEqualJson(state.machine, machine) ? state.machine : machine,
    gpus: keepUnchanged(state.gpus, sample.gpus),
    gpuInfos: isEqualJson(state.gpuInfos, gpuInfos) ? state.gpuInfos : gpuInfos,
    gpuError: isEqualJson(state.gpuError, gpuError) ? state.gpuError : gpuError,
    usage: keepUnchanged(state.usage, sample.backends),
  };
}

export function createResources(
  transport: PanelTransport,
  schedule: ScheduleWork = runImmediately,
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
    latestSample: () => latest,
    onSample: samples.on,
    start: () =>
      transport.listen({ kind: 'resources' }, (event) => {
        if (event.kind !== 'resources') return;
        const { resources } = event;
        schedule(() => {
          latest = resources;
          state.setState((known) => stateAfterSample(known, resources));
          samples.emit(resources);
        });
      }),
  };
}
