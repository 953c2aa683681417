/**
 * NVIDIA's cards, read by two nvidia-smi programs that run as long as somebody looks: one tells of the cards, the other of
 * the processes on them, for nvidia-smi answers one query at a time. A program per look would cost more than what it shows.
 */
import type { Clock } from '../../clock.ts';
import type {
  GpuReading,
  GpuSource,
  GpuSourceListener,
  OpenGpuSource,
  ProcessMemory,
} from '../gpu-reading.ts';
import { LoopingProgram, type LoopingProgramOptions, silenceLimit } from './looping-program.ts';
import { GPU_QUERY, isSlice, PROCESS_QUERY, parseGpuLine, parseProcessLine } from './nvidia-csv.ts';
import { explainNvidiaError, saysNoDevices } from './nvidia-errors.ts';

export interface NvidiaSourceOptions {
  /** Absolute path of nvidia-smi. */
  command: string;
  environment: Record<string, string>;
  clock: Clock;
}

export function createNvidiaSource(options: NvidiaSourceOptions): GpuSource {
  return {
    vendor: 'nvidia',
    open: (intervalMs, listener) => new OpenNvidiaSource(options, intervalMs, listener),
  };
}

/** Milliseconds without a line after which a round counts as complete. */
const SETTLE = 150;
/**
 * Milliseconds that the first round waits for word of processes, from its first card on: both programs take as long to
 * begin. There is no word at all where no process uses a card.
 */
const FIRST_SETTLE = 1000;
const CARD_PAUSES = { shortestMs: 250, longestMs: 30_000 };
/** A driver that cannot tell of processes never will. */
const PROCESS_PAUSES = { shortestMs: 250, longestMs: 300_000 };

interface Entry<T> {
  value: T;
  /** When it was last told. */
  at: number;
}

class OpenNvidiaSource implements OpenGpuSource {
  readonly #clock: Clock;
  readonly #listener: GpuSourceListener;
  readonly #settleMs: number;
  /** Milliseconds after which what was not told again is gone: two rounds and a half. */
  readonly #staleAfter: number;
  /** By index: after a card was lost, others may take its number. */
  readonly #cards = new Map<number, Entry<GpuReading>>();
  /** By card and PID. */
  readonly #processes = new Map<string, Entry<ProcessMemory>>();
  readonly #cardProgram: LoopingProgram;
  readonly #processProgram: LoopingProgram;
  /** Until when the round waits for word of processes; null before the first card. */
  #processesDue: number | null = null;
  #cancelSettle: (() => void) | null = null;

  constructor(
    { command, environment, clock }: NvidiaSourceOptions,
    intervalMs: number,
    listener: GpuSourceListener,
  ) {
    this.#clock = clock;
    this.#listener = listener;
    this.#settleMs = Math.min(SETTLE, intervalMs / 2);
    this.#staleAfter = Math.max(2.5 * intervalMs, 2500);
    const loop = (query: string, more: Omit<LoopingProgramOptions, 'program' | 'clock'>) =>
      new LoopingProgram({
        program: {
          command,
          args: [query, '--format=csv,noheader,nounits', `--loop-ms=${intervalMs}`],
          environment,
        },
        clock,
        ...more,
      });
    this.#cardProgram = loop(GPU_QUERY, {
      silenceLimitMs: silenceLimit(intervalMs),
      pauses: CARD_PAUSES,
      take: (line) => this.#takeCard(line),
      failed: (trouble) => {
        if (!saysNoDevices(trouble)) {
          listener.trouble(explainNvidiaError(trouble));
          return 'soon';
        }
        this.#cards.clear();
        listener.trouble(null);
        listener.read([], []);
        return 'slowly';
      },
      recovered: () => {
        listener.trouble(null);
        // It hung with the same driver, unseen, or waits long for one that is back now.
        this.#processProgram.restart();
      },
    });
    this.#processProgram = loop(PROCESS_QUERY, {
      silenceLimitMs: null,
      pauses: PROCESS_PAUSES,
      take: (line) => this.#takeProcess(line),
      // What is wrong with the driver, the other program tells; that it does not know of processes is no trouble.
      failed: () => {
        this.#processesDue = clock.now();
        return 'slowly';
      },
      recovered: () => {},
    });
  }

  async close(): Promise<void> {
    this.#cancelSettle?.();
    await Promise.all([this.#cardProgram.close(), this.#processProgram.close()]);
  }

  #takeCard(line: string): boolean {
    const card = parseGpuLine(line);
    if (card === null) return false;
    const present = this.#cards.get(card.index);
    const isTaken = present !== undefined && this.#isFresh(present) && !isSlice(present.value);
    if (!(isSlice(card) && isTaken)) this.#cards.set(card.index, this.#entry(card));
    this.#processesDue ??= this.#clock.now() + FIRST_SETTLE;
    this.#settle(this.#settleMs);
    return true;
  }

  #takeProcess(line: string): boolean {
    const process = parseProcessLine(line);
    if (process === null) return false;
    this.#processes.set(`${process.gpuUuid} ${process.pid}`, this.#entry(process));
    this.#processesDue = this.#clock.now();
    // Cards that are not told yet wait for this one's companions too.
    if (this.#cancelSettle !== null) this.#settle(this.#settleMs);
    return true;
  }

  #settle(delayMs: number): void {
    this.#cancelSettle?.();
    this.#cancelSettle = this.#clock.setTimer(delayMs, () => {
      this.#cancelSettle = null;
      const wait = (this.#processesDue ?? 0) - this.#clock.now();
      if (wait > 0) this.#settle(wait);
      else
        this.#listener.read(
          this.#fresh(this.#cards).sort((a, b) => a.index - b.index),
          this.#fresh(this.#processes),
        );
    });
  }

  /** What was told lately; the rest is forgotten. */
  #fresh<Key, T>(entries: Map<Key, Entry<T>>): T[] {
    for (const [key, entry] of entries) if (!this.#isFresh(entry)) entries.delete(key);
    return [...entries.values()].map(({ value }) => value);
  }

  #isFresh({ at }: Entry<unknown>): boolean {
    return this.#clock.now() - at < this.#staleAfter;
  }

  #entry<T>(value: T): Entry<T> {
    return { value, at: this.#clock.now() };
  }
}
