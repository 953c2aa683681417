/** One source and its last sample. Invariant: a source is opened again only after it was closed completely. */
import type { Clock } from '../clock.ts';
import type { GpuSample, GpuSource, GpuSourceListener, OpenGpuSource, ProcessVram } from './gpu-sample.ts';

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
  error: string | null = null;
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

  /** @returns a function that tells whether there is a sample that was started after this call, with that interval */
  awaitFresh(intervalMs: number): () => boolean {
    const { sampleCount: reads } = this;
    // A source that stays open may have started its next sample already; one that is opened now has not.
    const staysOpen = this.#open !== null && this.#open.intervalMs === intervalMs;
    const from = this.#clock.now() + (staysOpen ? MAX_SAMPLE_DURATION : 0);
    return () => this.sampleCount > reads && this.#sampledAt >= from;
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

  readonly #sourceListener: GpuSourceListener = {
    onSample: (gpus, processes) => {
      this.gpus = gpus;
      this.processes = processes;
      this.error = null;
      this.sampleCount += 1;
      this.#sampledAt = this.#clock.now();
      this.#listener.onChange();
    },
    onError: (reason) => {
      if (reason === this.error) return;
      this.error = reason;
      this.#listener.onChange();
    },
  };
}
