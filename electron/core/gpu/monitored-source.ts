/** One source and its last sample. Invariant: a source is opened again only after it was closed completely. */
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import type { Clock } from '../clock.ts';
import type {
  GpuSample,
  GpuSource,
  GpuSourceListener,
  OpenGpuSource,
  ProcessVram,
  SourceSample,
} from './gpu-sample.ts';

/** Milliseconds that a sample may take, from its first metric to the report of it. */
const MAX_SAMPLE_DURATION = 400;

export interface MonitoredSourceListener {
  /** There is a new sample, or the error has changed. */
  onChange(): void;
  onFault(error: unknown): void;
}

export class MonitoredSource {
  /** The last sample; kept when the source is closed or fails. */
  gpus: readonly GpuSample[] = [];
  processes: readonly ProcessVram[] = [];
  /** Why there are no samples at present, as {@link GpuSourceListener.onError} has it, or null. */
  error: HostText | null = null;
  /** Number of samples so far. */
  sampleCount = 0;
  /** When the last one came; monotonic milliseconds. */
  #sampledAt = 0;
  readonly #source: GpuSource;
  readonly #clock: Clock;
  readonly #listener: MonitoredSourceListener;
  #wantedIntervalMs: number | null = null;
  #open: { intervalMs: number; handle: OpenGpuSource } | null = null;
  #closing: Promise<void> | null = null;
  /** Samples besides those of the interval, by number: the last that was asked for, begun, and taken. */
  #wantedSample = 0;
  #begunSample = 0;
  #takenSample = 0;
  #isSampling = false;

  constructor(source: GpuSource, clock: Clock, listener: MonitoredSourceListener) {
    this.#source = source;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Whether it has reported GPUs or an error yet. */
  get hasReported(): boolean {
    return this.sampleCount > 0 || this.error !== null;
  }

  /** Opens the source, or opens it again with another interval; null closes it. */
  setInterval(intervalMs: number | null): void {
    this.#wantedIntervalMs = intervalMs;
    this.#adjust();
  }

  /**
   * Takes a sample at once where the source is open. Callers that come while one is taken share the next one.
   * @returns a function that tells whether there is a sample that was started after this call
   */
  awaitFresh(): () => boolean {
    const { sampleCount: reads } = this;
    // A source that is open may have started its next regular sample already; one that is opened now has not.
    const from = this.#clock.now() + (this.#open === null ? 0 : MAX_SAMPLE_DURATION);
    const number = this.#begunSample + 1;
    if (this.#open !== null) {
      this.#wantedSample = number;
      this.#sampleNow();
    }
    return () => this.#takenSample >= number || (this.sampleCount > reads && this.#sampledAt >= from);
  }

  /** Takes the next sample that is wanted; never two at the same time, for a driver may hang. */
  #sampleNow(): void {
    if (this.#open === null || this.#isSampling || this.#wantedSample <= this.#begunSample) return;
    const number = ++this.#begunSample;
    const { handle } = this.#open;
    this.#isSampling = true;
    void handle
      .sampleNow()
      .catch((error: unknown) => {
        this.#listener.onFault(error);
        return null;
      })
      .then((sample) => {
        this.#isSampling = false;
        if (sample !== null && this.#open?.handle === handle) {
          this.#takenSample = number;
          this.#keep(sample);
        }
        this.#sampleNow();
      });
  }

  /** Resolves when nothing of the source is left. Call it after `setInterval(null)`. */
  async whenClosed(): Promise<void> {
    await this.#closing;
  }

  #adjust(): void {
    if (this.#closing !== null || (this.#open?.intervalMs ?? null) === this.#wantedIntervalMs) return;
    if (this.#open !== null) {
      const { handle } = this.#open;
      this.#open = null;
      this.#closing = handle
        .close()
        .catch(this.#listener.onFault)
        .finally(() => {
          this.#closing = null;
          this.#adjust();
        });
    } else if (this.#wantedIntervalMs !== null) {
      const intervalMs = this.#wantedIntervalMs;
      this.#open = { intervalMs, handle: this.#source.open(intervalMs, this.#sourceListener) };
    }
  }

  #keep({ gpus, processes }: SourceSample): void {
    this.gpus = gpus;
    this.processes = processes;
    this.error = null;
    this.sampleCount += 1;
    this.#sampledAt = this.#clock.now();
    this.#listener.onChange();
  }

  readonly #sourceListener: GpuSourceListener = {
    onSample: (gpus, processes) => this.#keep({ gpus, processes }),
    onError: (reason) => {
      if (isSame(reason, this.error)) return;
      this.error = reason;
      this.#listener.onChange();
    },
  };
}

const isSame = (one: HostText | null, other: HostText | null): boolean =>
  one === null || other === null ? one === other : englishOf(one) === englishOf(other);
