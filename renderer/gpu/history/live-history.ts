/**
 * The last 15 minutes of some GPUs and backends, because those of a whole large machine would be a megabyte. The host is
 * asked for the time before, and then every sample is appended, as long as somebody looks.
 */

import { createStore } from 'zustand/vanilla';
import { MAX_RECENT_MINUTES } from '../../../shared/limits.ts';
import type { Resources } from '../../../shared/resources.ts';
import type { Client } from '../../../shared/transport.ts';
import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import { type CallFailure, describeFailure } from '../../state/calls.ts';
import type { PanelTransport } from '../../transport/panel-transport.ts';
import type { ResourcesFeed } from '../resources-store.ts';
import { HistoryColumns } from './history-columns.ts';

const t = words(gpuHistoryWords);

/** What a history is about. The same object until it names other GPUs or backends. */
export interface HistorySubjects {
  /** UUIDs of GPUs. */
  gpus?: string[];
  /** Ids of backends. */
  backends?: number[];
}

export interface LiveHistoryParts {
  client: Client;
  transport: PanelTransport;
  resources: ResourcesFeed;
}

/** More than twice the interval of samples while nobody looks, which is 30 s. */
const GAP_SECONDS = 75;

const narrowSample = (sample: Resources, { gpus = [], backends = [] }: HistorySubjects): Resources => ({
  ...sample,
  gpus: sample.gpus.filter(({ uuid }) => gpus.includes(uuid)),
  backends: sample.backends.filter(({ id }) => backends.includes(id)),
});

export class LiveHistory {
  readonly columns = new HistoryColumns({ span: MAX_RECENT_MINUTES * 60, gap: GAP_SECONDS });
  /** Why the time before could not be read, or null. */
  readonly failure = createStore<{ failure: CallFailure | null }>()(() => ({ failure: null }));
  readonly #parts: LiveHistoryParts;
  #subjects: HistorySubjects | null = null;
  /** Whether the host has been asked for everything that it knows. */
  #isRead = false;
  #reads = 0;
  /** The samples since a read was started, because its reply may be older. Null: nothing is being read. */
  #samplesWhileReading: Resources[] | null = null;

  constructor(parts: LiveHistoryParts) {
    this.#parts = parts;
  }

  /** Reads the time before again, after that has failed. */
  retry(): void {
    if (this.#subjects !== null) void this.#read(this.#subjects);
  }

  /** Keeps the history of these subjects complete. Returns the function that ends it. */
  subscribe(subjects: HistorySubjects): () => void {
    const { transport, resources } = this.#parts;
    this.#subjects = subjects;
    const onConnection = () => {
      if (transport.connection() !== 'open') this.#cancelRead();
      else if (!this.#isRead) void this.#read(subjects);
    };
    const stopSamples = resources.onSample((sample) => this.#receive(sample, subjects));
    const stopConnection = transport.onConnection(onConnection);
    // Until the reply comes, at least the present is shown.
    const latest = resources.latestSample();
    if (latest !== null) this.columns.append(narrowSample(latest, subjects));
    onConnection();
    return () => {
      stopSamples();
      stopConnection();
      this.#cancelRead();
      this.#subjects = null;
    };
  }

  async #read(subjects: HistorySubjects): Promise<void> {
    const { client, resources } = this.#parts;
    const ownRead = ++this.#reads;
    const latest = resources.latestSample();
    const samples = latest === null ? [] : [latest];
    this.#samplesWhileReading = samples;
    // Also if the read fails: it is not repeated with every sample, but only when the user asks for it.
    this.#isRead = true;
    try {
      const history = await client.GetResourceHistory({ ...subjects });
      // A later read has been started.
      if (ownRead !== this.#reads) return;
      const newest = history.times.at(-1) ?? Number.NEGATIVE_INFINITY;
      this.columns.fill(history);
      for (const sample of samples)
        if (Date.parse(sample.at) > newest) this.columns.append(narrowSample(sample, subjects));
      this.failure.setState({ failure: null });
    } catch (error) {
      if (ownRead !== this.#reads) return;
      this.failure.setState({ failure: describeFailure(t('readingFailed'), error) });
    }
    this.#samplesWhileReading = null;
  }

  /** Ignores the reply of a read that is under way. */
  #cancelRead(): void {
    this.#reads++;
    this.#samplesWhileReading = null;
    this.#isRead = false;
  }

  #receive(sample: Resources, subjects: HistorySubjects): void {
    // Samples are missing, because the page was hidden or the connection was lost. The host may have them.
    if (this.columns.isAfterGap(Date.parse(sample.at) / 1000)) this.#isRead = false;
    this.columns.append(narrowSample(sample, subjects));
    this.#samplesWhileReading?.push(sample);
    if (!this.#isRead && this.#samplesWhileReading === null) void this.#read(subjects);
  }
}
