/**
 * What machine and backends use, as the host last said it, and the last 15 minutes of it. It stands apart from the picture,
 * for a sample comes every few seconds and must not touch the cards. Only this file writes it. What did not change from one
 * sample to the next keeps its identity, so that whoever shows one part renders anew only with that part.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { BackendUsage, Gpu, Resources } from '../../shared/resources.ts';
import type { Client } from '../../shared/transport.ts';
import { type Failure, failureOf } from '../activity.ts';
import type { PanelTransport } from '../transport/panel-transport.ts';
import { createHistoryColumns, type HistoryColumns } from './history-columns.ts';

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
  /** Why the time before this page was opened could not be read, or null. */
  historyFailure: Failure | null;
}

export interface ResourcesFeed {
  state: StoreApi<ResourcesState>;
  /** The last 15 minutes; without {@link watchHistory} only those since this page was opened. */
  history: HistoryColumns;
  /** Keeps the history complete as long as somebody looks at it. Returns the function that ends it. */
  watchHistory(): () => void;
  /** Reads the history once more, after it failed. */
  readHistory(): void;
  /** Begins to follow the host. Returns the function that ends it. */
  start(): () => void;
}

const MINUTES_KEPT = 15;
/** More than twice the pause between two samples while nobody looks: 30 s. */
const GAP_SECONDS = 75;

/** The same host writes the same facts in the same order. */
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The new entries by id, each the old object where it says the same; the old map where nothing is different. */
function keepEqual<T extends { id: number }>(
  before: ReadonlyMap<number, T>,
  entries: readonly T[],
): ReadonlyMap<number, T> {
  const after = new Map(
    entries.map((entry) => {
      const known = before.get(entry.id);
      return [entry.id, known !== undefined && same(known, entry) ? known : entry];
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
    machine: same(state.machine, machine) ? state.machine : machine,
    gpus: keepEqual(state.gpus, sample.gpus),
    cards: same(state.cards, cards) ? state.cards : cards,
    trouble: sample.gpu_trouble ?? null,
    usage: keepEqual(state.usage, sample.backends),
  };
}

export function createResources(client: Client, transport: PanelTransport): ResourcesFeed {
  const state = createStore<ResourcesState>()(() => ({
    machine: null,
    gpus: new Map(),
    cards: [],
    trouble: null,
    usage: new Map(),
    historyFailure: null,
  }));
  const history = createHistoryColumns({ span: MINUTES_KEPT * 60, gap: GAP_SECONDS });
  let watchers = 0;
  /** Whether `history` has all that the host could tell. */
  let isComplete = false;
  let reads = 0;
  let latest: Resources | null = null;
  /** The latest, and what came while the history was being read: its answer may be older. Null: it is not being read. */
  let meanwhile: Resources[] | null = null;

  const receive = (sample: Resources) => {
    // Samples were missed, while nobody looked or the line was broken. The host may have them.
    if (history.leavesGap(Date.parse(sample.at) / 1000)) isComplete = false;
    state.setState((known) => withSample(known, sample));
    history.append(sample);
    latest = sample;
    meanwhile?.push(sample);
    if (!isComplete && watchers > 0 && meanwhile === null) void readHistory();
  };

  async function readHistory(): Promise<void> {
    const mine = ++reads;
    meanwhile = latest === null ? [] : [latest];
    // A failure is said once, not with every sample: asking again is up to whoever reads it.
    isComplete = true;
    try {
      const answer = await client.GetResourceHistory({});
      // Overtaken by a later question.
      if (mine !== reads) return;
      const newest = answer.times.at(-1) ?? Number.NEGATIVE_INFINITY;
      const later = meanwhile.filter(({ at }) => Date.parse(at) > newest);
      history.fill(answer);
      for (const sample of later) history.append(sample);
      state.setState({ historyFailure: null });
    } catch (error) {
      if (mine !== reads) return;
      state.setState({ historyFailure: failureOf('Reading what was used before', error) });
    }
    meanwhile = null;
  }

  return {
    state,
    history,
    readHistory: () => void readHistory(),

    watchHistory() {
      watchers++;
      if (!isComplete && meanwhile === null) void readHistory();
      return () => {
        watchers--;
      };
    },

    start() {
      const stopListening = transport.listen({ kind: 'resources' }, (event) => {
        if (event.kind === 'resources') receive(event.resources);
      });
      const stopWatching = transport.onConnection((connection) => {
        if (connection !== 'open') {
          isComplete = false;
          // Its answer will not come, or too late.
          reads++;
          meanwhile = null;
        } else if (!isComplete && watchers > 0) void readHistory();
      });
      return () => {
        stopListening();
        stopWatching();
      };
    },
  };
}
