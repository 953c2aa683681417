/** One source of readings and the last that came from it. Invariant: it is not opened again before it is closed for good. */
import type {
  GpuReading,
  GpuSource,
  GpuSourceListener,
  OpenGpuSource,
  ProcessMemory,
} from './gpu-reading.ts';

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
  readonly #source: GpuSource;
  readonly #listener: SlotListener;
  #wantedMs: number | null = null;
  #open: { intervalMs: number; handle: OpenGpuSource } | null = null;
  #closing: Promise<void> | null = null;

  constructor(source: GpuSource, listener: SlotListener) {
    this.#source = source;
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

  /** Which reading, in the count of {@link reads}, begins from now on for certain, if the interval is `intervalMs` from now on. */
  firstFreshRead(intervalMs: number): number {
    // The next of a source that stays open may have begun already; that of one that is opened now cannot have.
    const staysOpen = this.#open !== null && this.#open.intervalMs === intervalMs;
    return this.reads + (staysOpen ? 2 : 1);
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
      this.#listener.changed();
    },
    trouble: (reason) => {
      if (reason === this.reason) return;
      this.reason = reason;
      this.#listener.changed();
    },
  };
}
