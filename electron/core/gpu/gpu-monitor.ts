/**
 * The GPUs of this machine for the rest of the program: those of all makers in one list, sampled as often as somebody
 * looks. Invariant: without a source, and while the pace is `asleep` and nobody waits, there is no timer and no process.
 */
import { gpuProblemWords } from '../../../shared/words/en/gpus/problems.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import { type Clock, waitAtMost } from '../clock.ts';
import type { GpuSample, GpuSource, ProcessVram } from './gpu-sample.ts';
import { MonitoredSource } from './monitored-source.ts';

const say = texts(gpuProblemWords);

/** `watched`: somebody looks at the panel. `tray`: only the tray shows something. `asleep`: nobody needs samples. */
export type GpuPace = 'watched' | 'tray' | 'asleep';

export interface NumberedGpu extends GpuSample {
  /** Its number on this machine; see {@link GpuMonitor.gpus}. */
  id: number;
}

export interface GpuMonitor {
  /**
   * The last sample of each GPU. NVIDIA's are numbered as nvidia-smi does, followed by AMD's, then Apple's. GPUs that are
   * numbered after those of a source that has not reported yet are left out, since their numbers are not known.
   */
  gpus(): readonly NumberedGpu[];
  /** VRAM by process and GPU, as far as the drivers tell. */
  processes(): readonly ProcessVram[];
  /** Whether there may be a GPU: a driver's program or device files were found. */
  readonly mayHaveGpus: boolean;
  /** Whether every source has reported its GPUs or an error by now. */
  readonly hasReported: boolean;
  /** Why samples are missing or old, in sentences for the user, or null. */
  error(): HostText | null;
  /** How often to sample from now on; `asleep` at first. */
  setPace(pace: GpuPace): void;
  /**
   * Takes a sample at once, whatever the pace is. Resolves with true when every source without an error has a sample that was
   * started after the call, and with false after `limitMs` (6000), without sources, or when closed. It may start programs, so
   * it is not to be called regularly: see {@link GpuMonitor.watchClosely}.
   */
  sampleFresh(limitMs?: number): Promise<boolean>;
  /** Samples every 2 s at least, whatever the pace is, until the returned function is called. */
  watchClosely(): () => void;
  /** Calls `listener` after each sample and when {@link error} has changed. @returns ends the subscription */
  onSample(listener: () => void): () => void;
  /** Resolves when no program is left, or after 3 s if the kernel keeps one. */
  close(): Promise<void>;
}

/** Milliseconds between two samples. */
const FAST_INTERVAL = 2000;
const INTERVALS: Record<GpuPace, number | null> = { watched: FAST_INTERVAL, tray: 30_000, asleep: null };
const FRESH_TIMEOUT = 6000;
/** Milliseconds for which sources that were closed stay open after the last wait: a caller usually waits again soon. */
const OPEN_AFTER_WAIT = 15_000;
/** Milliseconds that closing may take: a process that the kernel keeps must not delay the end of this program. */
const CLOSE_TIMEOUT = 3000;

export interface GpuMonitorOptions {
  /** In the order in which their GPUs are numbered. */
  sources: readonly GpuSource[];
  clock: Clock;
  onFault(error: unknown): void;
}

export function createGpuMonitor(options: GpuMonitorOptions): GpuMonitor {
  return new SourcesMonitor(options);
}

interface Waiter {
  /** For each source, whether it has the sample that is waited for. */
  isFresh: readonly (() => boolean)[];
  settle(hasFreshSample: boolean): void;
}

class SourcesMonitor implements GpuMonitor {
  readonly mayHaveGpus: boolean;
  readonly #sources: readonly MonitoredSource[];
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<() => void>();
  readonly #waiters = new Set<Waiter>();
  #pace: GpuPace = 'asleep';
  /** How many callers of {@link watchClosely} there are. */
  #closeWatchers = 0;
  #cancelOpenAfterWait: (() => void) | null = null;
  #closed = false;

  constructor({ sources, clock, onFault }: GpuMonitorOptions) {
    this.mayHaveGpus = sources.length > 0;
    this.#clock = clock;
    this.#onFault = onFault;
    this.#sources = sources.map(
      (source) => new MonitoredSource(source, clock, { onChange: () => this.#onChange(), onFault }),
    );
  }

  gpus(): readonly NumberedGpu[] {
    const numbered: NumberedGpu[] = [];
    let first = 0;
    for (const { hasReported, gpus } of this.#sources) {
      if (!hasReported) break;
      for (const gpu of gpus) numbered.push({ ...gpu, id: first + gpu.index });
      first += Math.max(0, ...gpus.map(({ index }) => index + 1));
    }
    return numbered;
  }

  get hasReported(): boolean {
    return this.#sources.every(({ hasReported }) => hasReported);
  }

  processes(): readonly ProcessVram[] {
    return this.#sources.flatMap(({ processes }) => processes);
  }

  error(): HostText | null {
    const failing = this.#sources.filter(({ error }) => error !== null);
    const sentences = failing.map(({ error }) => say('unreadable', { reason: error ?? '' }));
    const isOld = failing.some(({ gpus }) => gpus.length > 0);
    return joinSentences([...sentences, ...(isOld ? [say('old')] : [])]);
  }

  setPace(pace: GpuPace): void {
    this.#pace = pace;
    if (pace === 'asleep') {
      this.#cancelOpenAfterWait?.();
      this.#cancelOpenAfterWait = null;
    }
    this.#adjust();
  }

  watchClosely(): () => void {
    this.#closeWatchers++;
    this.#adjust();
    let isEnded = false;
    return () => {
      if (isEnded) return;
      isEnded = true;
      this.#closeWatchers--;
      this.#adjust();
    };
  }

  sampleFresh(limitMs = FRESH_TIMEOUT): Promise<boolean> {
    if (this.#closed || this.#sources.length === 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const isFresh = this.#sources.map((source) => source.awaitFresh());
      const cancel = this.#clock.setTimer(limitMs, () => waiter.settle(false));
      const waiter: Waiter = {
        isFresh,
        settle: (hasFreshSample) => {
          cancel();
          this.#waiters.delete(waiter);
          resolve(hasFreshSample);
          this.#stayOpen();
        },
      };
      this.#waiters.add(waiter);
      this.#adjust();
    });
  }

  onSample(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelOpenAfterWait?.();
    for (const waiter of [...this.#waiters]) waiter.settle(false);
    this.#adjust();
    if (this.#sources.length === 0) return;
    const closed = Promise.all(this.#sources.map((source) => source.whenClosed()));
    await waitAtMost(this.#clock, CLOSE_TIMEOUT, closed);
  }

  #stayOpen(): void {
    if (this.#waiters.size > 0 || this.#closed || INTERVALS[this.#pace] !== null) return;
    this.#cancelOpenAfterWait?.();
    this.#cancelOpenAfterWait = this.#clock.setTimer(OPEN_AFTER_WAIT, () => {
      this.#cancelOpenAfterWait = null;
      this.#adjust();
    });
  }

  #adjust(): void {
    const isAwaited = this.#waiters.size > 0 || this.#cancelOpenAfterWait !== null;
    const wanted =
      this.#closeWatchers > 0 ? FAST_INTERVAL : (INTERVALS[this.#pace] ?? (isAwaited ? FAST_INTERVAL : null));
    for (const source of this.#sources) source.setInterval(this.#closed ? null : wanted);
  }

  #onChange(): void {
    for (const waiter of [...this.#waiters]) {
      const isDone = this.#sources.every(({ error }, index) => error !== null || waiter.isFresh[index]?.());
      if (isDone && waiter.isFresh.some((isFresh) => isFresh())) waiter.settle(true);
    }
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        // A listener's fault must reach neither the other listeners nor the source of the sample.
        this.#onFault(error);
      }
    }
  }
}
