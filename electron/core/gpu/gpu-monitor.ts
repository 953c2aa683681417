/**
 * What is known of the graphics cards of this machine, for the rest of the program: of all makers in one list, read as often
 * as somebody looks. Invariant: without a source, or while it sleeps and nobody waits, there is no timer and no process.
 */
import type { Clock } from '../clock.ts';
import type { GpuReading, GpuSource, ProcessMemory } from './gpu-reading.ts';
import { SourceSlot } from './source-slot.ts';

/** Somebody looks at the panel; the tray alone shows something; nobody needs it. */
export type GpuPace = 'watched' | 'tray' | 'asleep';

export interface NumberedGpu extends GpuReading {
  /** Its number on this machine, as {@link GpuMonitor.gpus} counts. */
  id: number;
}

export interface GpuMonitor {
  /**
   * All cards as last read. NVIDIA's are numbered as nvidia-smi does, AMD's count on behind, then Apple's. Empty where none
   * is found; cards behind a source that has told nothing yet are left out, for their numbers are not known.
   */
  gpus(): readonly NumberedGpu[];
  /** By process and card; what no driver tells is not in it. */
  processes(): readonly ProcessMemory[];
  /** True where a card may be there: a program or device files that tell of it were found. */
  readonly mayHaveGpus: boolean;
  /** Whether every source has told of its cards, or of its trouble, by now. */
  readonly isRead: boolean;
  /** Why figures are missing or old, as whole sentences for the user, or null. */
  trouble(): string | null;
  /** How often to read from now on; it begins asleep. The same pace again does nothing. */
  setPace(pace: GpuPace): void;
  /**
   * Resolves with true after a reading that began after the call, of every source that is not in trouble; reads at the quick
   * pace meanwhile, whatever the pace is. With false after `limitMs` (6000), without sources, or when it is closed.
   */
  fresh(limitMs?: number): Promise<boolean>;
  /** After each reading, and when {@link trouble} has changed. @returns the function that ends it */
  onReading(listener: () => void): () => void;
  /** Resolves when no program is left, or after 3 s where the kernel keeps one. */
  close(): Promise<void>;
}

/** Milliseconds between two readings. */
const QUICK = 2000;
const INTERVALS: Record<GpuPace, number | null> = { watched: QUICK, tray: 30_000, asleep: null };
const FRESH_LIMIT = 6000;
/** Milliseconds that the quick pace outlasts the last who waited: who asks once mostly asks again, and each change starts programs anew. */
const LINGER = 15_000;
/** Milliseconds that closing may take: a process that the kernel keeps must not keep this program. */
const CLOSE_LIMIT = 3000;

export interface GpuMonitorOptions {
  /** In the order in which their cards are numbered. */
  sources: readonly GpuSource[];
  clock: Clock;
  onFault(error: unknown): void;
}

export function createGpuMonitor(options: GpuMonitorOptions): GpuMonitor {
  return new SlotsMonitor(options);
}

interface Waiter {
  /** By slot, whether the reading that it waits for is there. */
  isThere: readonly (() => boolean)[];
  settle(isFresh: boolean): void;
}

class SlotsMonitor implements GpuMonitor {
  readonly mayHaveGpus: boolean;
  readonly #slots: readonly SourceSlot[];
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #waiters = new Set<Waiter>();
  #pace: GpuPace = 'asleep';
  #cancelLinger: (() => void) | null = null;
  #closed = false;

  constructor({ sources, clock, onFault }: GpuMonitorOptions) {
    this.mayHaveGpus = sources.length > 0;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#slots = sources.map(
      (source) => new SourceSlot(source, clock, { changed: () => this.#changed(), onFault }),
    );
  }

  gpus(): readonly NumberedGpu[] {
    const numbered: NumberedGpu[] = [];
    let first = 0;
    for (const { hasSpoken, gpus } of this.#slots) {
      if (!hasSpoken) break;
      for (const gpu of gpus) numbered.push({ ...gpu, id: first + gpu.index });
      first += Math.max(0, ...gpus.map(({ index }) => index + 1));
    }
    return numbered;
  }

  get isRead(): boolean {
    return this.#slots.every(({ hasSpoken }) => hasSpoken);
  }

  processes(): readonly ProcessMemory[] {
    return this.#slots.flatMap(({ processes }) => processes);
  }

  trouble(): string | null {
    const troubled = this.#slots.filter(({ reason }) => reason !== null);
    if (troubled.length === 0) return null;
    const reasons = troubled.map(({ reason }) => `The graphics cards cannot be read: ${reason}.`);
    const isOld = troubled.some(({ gpus }) => gpus.length > 0);
    return [...reasons, ...(isOld ? ['The figures shown are the last that were read.'] : [])].join(' ');
  }

  setPace(pace: GpuPace): void {
    this.#pace = pace;
    if (pace === 'asleep') {
      this.#cancelLinger?.();
      this.#cancelLinger = null;
    }
    this.#adjust();
  }

  fresh(limitMs = FRESH_LIMIT): Promise<boolean> {
    if (this.#closed || this.#slots.length === 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const isThere = this.#slots.map((slot) => slot.awaitFresh(QUICK));
      const cancel = this.#clock.setTimer(limitMs, () => waiter.settle(false));
      const waiter: Waiter = {
        isThere,
        settle: (isFresh) => {
          cancel();
          this.#waiters.delete(waiter);
          resolve(isFresh);
          this.#linger();
        },
      };
      this.#waiters.add(waiter);
      this.#adjust();
    });
  }

  onReading(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelLinger?.();
    for (const waiter of [...this.#waiters]) waiter.settle(false);
    this.#adjust();
    if (this.#slots.length === 0) return;
    let cancel = () => {};
    const limit = new Promise<void>((resolve) => {
      cancel = this.#clock.setTimer(CLOSE_LIMIT, resolve);
    });
    await Promise.race([Promise.all(this.#slots.map((slot) => slot.closed())), limit]);
    cancel();
  }

  #linger(): void {
    if (this.#waiters.size > 0 || this.#closed) return;
    this.#cancelLinger?.();
    this.#cancelLinger = this.#clock.setTimer(LINGER, () => {
      this.#cancelLinger = null;
      this.#adjust();
    });
  }

  #adjust(): void {
    const isQuick = this.#waiters.size > 0 || this.#cancelLinger !== null;
    const wanted = isQuick ? QUICK : INTERVALS[this.#pace];
    for (const slot of this.#slots) slot.setInterval(this.#closed ? null : wanted);
  }

  #changed(): void {
    for (const waiter of [...this.#waiters]) {
      const isDone = this.#slots.every(({ reason }, index) => reason !== null || waiter.isThere[index]?.());
      if (isDone && waiter.isThere.some((isThere) => isThere())) waiter.settle(true);
    }
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        // The others, and the source that brought the reading, are not to suffer for it.
        this.#onFault(error);
      }
    }
  }
}
