/** One source of readings and the last that came from it. Invariant: it is not opened again before it is closed for good. */
import type { Clock } from '../clock.ts';
import type {
  GpuReading,
  GpuSource,
  GpuSourceListener,
  OpenGpuSource,
  ProcessMemory,
} from './gpu-reading.ts';

/** Milliseconds that a reading may take, from its first figure to the word of it. */
const ROUND_TIMEOUT = 400;

export interface SlotListener {
  /** There is a new reading, or the trouble is another one. */
  changed(): void;
  onFault(error: unknown): void;
}

export class SourceSlot {
  /** Kept when the source is closed or in trouble. */
  gpus: readonly GpuReading[] = [];
  processes: readonly ProcessMemory[] = [];
  /** Why nothing is read, or null. */
  reason: string | null = null;
  /** Readings so far. */
  reads = 0;
  /** When the last one came; monotonic milliseconds. */
  #readAt = 0;
  readonly #source: GpuSource;
  readonly #clock: Clock;
  readonly #listener: SlotListener;
  #wantedMs: number | null = null;
  #open: { intervalMs: number; handle: OpenGpuSource } | null = null;
  #closing: Promise<void> | null = null;

  constructor(source: GpuSource, clock: Clock, listener: SlotListener) {
    this.#source = source;
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Whether it has told of cards or of trouble yet. */
  get hasSpoken(): boolean {
    return this.reads > 0 || this.reason !== null;
  }

  /** Opens it, again where it is open with another interval; null closes it. */
  setInterval(intervalMs: number | null): void {
    this.#wantedMs = intervalMs;
    this.#adjust();
  }

  /** @returns whether a reading is there that began after this call, if the interval is `intervalMs` from now on */
  awaitFresh(intervalMs: number): () => boolean {
    const { reads } = this;
    // That of a source that stays open may have begun already; that of one that is opened now cannot have.
    const staysOpen = this.#open !== null && this.#open.intervalMs === intervalMs;
    const from = this.#clock.now() + (staysOpen ? ROUND_TIMEOUT : 0);
    return () => this.reads > reads && this.#readAt >= from;
  }

  /** Resolves when nothing of the source is left. To be called after `setInterval(null)`. */
  async closed(): Promise<void> {
    await this.#closing;
  }

  #adjust(): void {
    if (this.#closing !== null || (this.#open?.intervalMs ?? null) === this.#wantedMs) return;
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
    } else if (this.#wantedMs !== null) {
      const intervalMs = this.#wantedMs;
      this.#open = { intervalMs, handle: this.#source.open(intervalMs, this.#sourceListener) };
    }
  }

  readonly #sourceListener: GpuSourceListener = {
    read: (gpus, processes) => {
      this.gpus = gpus;
      this.processes = processes;
      this.reason = null;
      this.reads += 1;
      this.#readAt = this.#clock.now();
      this.#listener.changed();
    },
    trouble: (reason) => {
      if (reason === this.reason) return;
      this.reason = reason;
      this.#listener.changed();
    },
  };
}
