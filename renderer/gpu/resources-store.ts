/**
 * What machine and backends use, as the host last said it. It stands apart from the picture,
 * for a sample comes every few seconds and must not touch the cards. Only this file writes it. What did not change from one
 * sample to the next keeps its identity, so that whoever shows one part renders anew only with that part.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendUsage, Gpu, Resources } from '../../shared/resources.ts';
import { atOnce, type InOrder } from '../state/frame-queue.ts';
import { hasSameJson } from '../state/same-json.ts';
import { createSignal, type PanelTransport } from '../transport/panel-transport.ts';

/** What a graphics card is, without what it does at the moment. */
export interface GpuCard {
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
  cards: readonly GpuCard[];
  trouble: string | null;
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
      return [entry.id, known !== undefined && hasSameJson(known, entry) ? known : entry];
    }),
  );
  const unchanged = after.size === before.size && [...after].every(([id, entry]) => before.get(id) === entry);
  return unchanged ? before : after;
}

const cardOf = ({ id, uuid, name, total_memory, excluded }: Gpu): GpuCard => ({
  id,
  uuid,
  name,
  totalMemory: total_memory ?? null,
  excluded: excluded ?? false,
});

function withSample(state: ResourcesState, sample: Resources): ResourcesState {
  const machine = { cpu: sample.cpu, system_ram: sample.system_ram };
  const cards = sample.gpus.map(cardOf);
  return {
    ...state,
    machine: hasSameJson(state.machine, machine) ? state.machine : machine,
    gpus: keepEqual(state.gpus, sample.gpus),
    cards: hasSameJson(state.cards, cards) ? state.cards : cards,
    trouble: sample.gpu_trouble ?? null,
    usage: keepEqual(state.usage, sample.backends),
  };
}

export function createResources(transport: PanelTransport, turns: InOrder = atOnce): ResourcesFeed {
  const state = createStore<ResourcesState>()(() => ({
    machine: null,
    gpus: new Map(),
    cards: [],
    trouble: null,
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
          state.setState((known) => withSample(known, resources));
          samples.emit(resources);
        });
      }),
  };
}
