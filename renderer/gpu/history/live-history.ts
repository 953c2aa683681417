/**
 * The last 15 minutes of what is looked at, and of nothing else: all of a large box would be a megabyte. The host is asked for
 * what came before, and every sample follows it, as long as somebody looks.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { Client } from '../../../shared/transport.ts';
import { type CallFailure, describeFailure } from '../../state/activity.ts';
import type { PanelTransport } from '../../transport/panel-transport.ts';
import type { ResourcesFeed } from '../resources-store.ts';
import { createHistoryColumns, type HistoryColumns } from './history-columns.ts';

/** What is looked at. The same object as long as it names the same. */
export interface HistorySubjects {
  /** UUIDs of cards. */
  gpus?: string[];
  /** Numbers of backends. */
  backends?: number[];
}

export interface LiveHistory {
  columns: HistoryColumns;
  /** Why the time before could not be read, or null. */
  failure: StoreApi<{ failure: CallFailure | null }>;
  /** Keeps the history of these complete. Returns the function that ends it. */
  subscribe(subjects: HistorySubjects): () => void;
  /** Reads the time before once more, after that failed. */
  readAgain(): void;
}

/** More than twice the pause between two samples while nobody looks: 30 s. */
const GAP_SECONDS = 75;

const narrowSample = (sample: Resources, { gpus = [], backends = [] }: HistorySubjects): Resources => ({
  ...sample,
  gpus: sample.gpus.filter(({ uuid }) => gpus.includes(uuid)),
  backends: sample.backends.filter(({ id }) => backends.includes(id)),
});

export function createLiveHistory(
  client: Client,
  transport: PanelTransport,
  resources: ResourcesFeed,
): LiveHistory {
  const columns = createHistoryColumns({ span: MAX_RECENT_MINUTES * 60, gap: GAP_SECONDS });
  const failure = createStore<{ failure: CallFailure | null }>()(() => ({ failure: null }));
  let followed: HistorySubjects | null = null;
  /** Whether the host has been asked for all that it could tell. */
  let isAsked = false;
  let reads = 0;
  /** The latest, and what came while the history was being read: its answer may be older. Null: it is not being read. */
  let meanwhile: Resources[] | null = null;

  async function read(subjects: HistorySubjects): Promise<void> {
    const mine = ++reads;
    const latest = resources.latest();
    const samples = latest === null ? [] : [latest];
    meanwhile = samples;
    // A failure is said once, not with every sample: asking again is up to whoever reads it.
    isAsked = true;
    try {
      const answer = await client.GetResourceHistory({ ...subjects });
      // Overtaken by a later question.
      if (mine !== reads) return;
      const newest = answer.times.at(-1) ?? Number.NEGATIVE_INFINITY;
      columns.fill(answer);
      for (const sample of samples)
        if (Date.parse(sample.at) > newest) columns.append(narrowSample(sample, subjects));
      failure.setState({ failure: null });
    } catch (error) {
      if (mine !== reads) return;
      failure.setState({ failure: describeFailure('Reading what was used before', error) });
    }
    meanwhile = null;
  }

  /** What was asked for will not come, comes too late, or is of no use any more. */
  const callOff = () => {
    reads++;
    meanwhile = null;
    isAsked = false;
  };

  const receive = (sample: Resources, subjects: HistorySubjects) => {
    // Samples were missed, while the page was hidden or the line was broken. The host may have them.
    if (columns.leavesGap(Date.parse(sample.at) / 1000)) isAsked = false;
    columns.append(narrowSample(sample, subjects));
    meanwhile?.push(sample);
    if (!isAsked && meanwhile === null) void read(subjects);
  };

  return {
    columns,
    failure,

    readAgain() {
      if (followed !== null) void read(followed);
    },

    subscribe(subjects) {
      followed = subjects;
      const onConnection = () => {
        if (transport.connection() !== 'open') callOff();
        else if (!isAsked) void read(subjects);
      };
      const stopSamples = resources.onSample((sample) => receive(sample, subjects));
      const stopWatching = transport.onConnection(onConnection);
      // Until the answer is there: the present, rather than nothing.
      const latest = resources.latest();
      if (latest !== null) columns.append(narrowSample(latest, subjects));
      onConnection();
      return () => {
        stopSamples();
        stopWatching();
        callOff();
        followed = null;
      };
    },
  };
}
