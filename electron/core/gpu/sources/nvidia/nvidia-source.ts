/**
 * NVIDIA's GPUs, sampled by two nvidia-smi programs that keep running while somebody looks: one reports the GPUs, the
 * other the processes on them, since nvidia-smi answers one query at a time. Starting a program for each sample would cost
 * more than what it measures. Only a sample that somebody waits for is taken by two programs of its own: it is there as soon
 * as they end, while the next round may be seconds away and has no mark at its end.
 */
import type { Clock } from '../../../clock.ts';
import type {
  GpuSample,
  GpuSource,
  GpuSourceListener,
  OpenGpuSource,
  ProcessVram,
  SourceSample,
} from '../../gpu-sample.ts';
import { GpuProgram } from '../gpu-program.ts';
import { LoopingProgram, type LoopingProgramOptions, silenceTimeout } from '../looping-program.ts';
import { GPU_QUERY, isMigInstance, PROCESS_QUERY, parseGpuLine, parseProcessLine } from './nvidia-csv.ts';
import { explainNvidiaError, hasNoDevices } from './nvidia-errors.ts';

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

/** Milliseconds without a line after which a round of lines counts as complete. */
const ROUND_END = 150;
/**
 * Milliseconds that the first round waits for processes after its first GPU, since both programs take equally long to
 * start. When no process uses a GPU, nothing is printed about processes.
 */
const FIRST_PROCESSES_WAIT = 1000;
/** Milliseconds until the programs of a single sample are stopped. */
const SINGLE_SAMPLE_TIMEOUT = 5000;
const FORMAT = '--format=csv,noheader,nounits';
const GPU_PAUSES = { minMs: 250, maxMs: 30_000 };
const NAME = 'nvidia-smi';

/** Long pauses, since a driver that cannot list processes never will. */
const PROCESS_PAUSES = { minMs: 250, maxMs: 300_000 };

function addKnown<T>(list: T[], value: T | null): void {
  if (value !== null) list.push(value);
}

interface Entry<T> {
  value: T;
  /** When it was last printed; monotonic milliseconds. */
  at: number;
}

class OpenNvidiaSource implements OpenGpuSource {
  readonly #options: NvidiaSourceOptions;
  readonly #clock: Clock;
  readonly #listener: GpuSourceListener;
  readonly #roundEndMs: number;
  /** Milliseconds after which an entry that was not printed again is removed: two and a half rounds. */
  readonly #staleAfter: number;
  /** By index, since other GPUs may get the number of one that was lost. */
  readonly #gpus = new Map<number, Entry<GpuSample>>();
  /** By GPU and PID. */
  readonly #processes = new Map<string, Entry<ProcessVram>>();
  readonly #gpuProgram: LoopingProgram;
  readonly #processProgram: LoopingProgram;
  /** Until when the first round waits for processes; null before the first GPU. */
  #processesDue: number | null = null;
  #cancelSample: (() => void) | null = null;
  /** The programs of a single sample. */
  #single: GpuProgram[] = [];
  #closed = false;

  constructor(options: NvidiaSourceOptions, intervalMs: number, listener: GpuSourceListener) {
    const { command, environment, clock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#listener = listener;
    this.#roundEndMs = Math.min(ROUND_END, intervalMs / 2);
    this.#staleAfter = Math.max(2.5 * intervalMs, 2500);
    const loop = (query: string, more: Omit<LoopingProgramOptions, 'program' | 'clock'>) =>
      new LoopingProgram({
        program: {
          name: NAME,
          command,
          args: [query, FORMAT, `--loop-ms=${intervalMs}`],
          environment,
        },
        clock,
        ...more,
      });
    this.#gpuProgram = loop(GPU_QUERY, {
      silenceTimeoutMs: silenceTimeout(intervalMs),
      pauses: GPU_PAUSES,
      onLine: (line) => this.#readGpu(line),
      onFailure: (failure) => {
        if (!hasNoDevices(failure)) {
          listener.onError(explainNvidiaError(failure));
          return 'soon';
        }
        this.#gpus.clear();
        listener.onError(null);
        listener.onSample([], []);
        return 'slowly';
      },
      onRecovery: () => {
        listener.onError(null);
        // It may have hung in the same driver, or it is in a long pause although the driver works again.
        this.#processProgram.restart();
      },
    });
    this.#processProgram = loop(PROCESS_QUERY, {
      silenceTimeoutMs: null,
      pauses: PROCESS_PAUSES,
      onLine: (line) => this.#readProcess(line),
      // The other program reports errors of the driver. That the driver cannot list processes is no error.
      onFailure: () => {
        this.#processesDue = clock.now();
        return 'slowly';
      },
      onRecovery: () => {},
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelSample?.();
    for (const program of this.#single) program.stop();
    const single = this.#single.map(({ ended }) => ended);
    await Promise.all([this.#gpuProgram.close(), this.#processProgram.close(), ...single]);
  }

  async sampleNow(): Promise<SourceSample | null> {
    if (this.#closed) return null;
    const gpus: GpuSample[] = [];
    const processes: ProcessVram[] = [];
    const programs = [
      this.#runOnce(GPU_QUERY, (line) => addKnown(gpus, parseGpuLine(line))),
      this.#runOnce(PROCESS_QUERY, (line) => addKnown(processes, parseProcessLine(line))),
    ];
    this.#single = programs;
    const cancelTimeout = this.#clock.setTimer(SINGLE_SAMPLE_TIMEOUT, () => {
      for (const program of programs) program.stop();
    });
    await Promise.all(programs.map(({ ended }) => ended));
    cancelTimeout();
    this.#single = [];
    if (this.#closed || gpus.length === 0) return null;
    // A round that was under way is older.
    this.#cancelSample?.();
    this.#cancelSample = null;
    this.#gpus.clear();
    for (const gpu of gpus) this.#keepGpu(gpu);
    this.#processes.clear();
    for (const process of processes) this.#keepProcess(process);
    this.#processesDue = this.#clock.now();
    return this.#present();
  }

  #runOnce(query: string, onLine: (line: string) => void): GpuProgram {
    const { command, environment, clock } = this.#options;
    return new GpuProgram({ name: NAME, command, args: [query, FORMAT], environment }, clock, onLine);
  }

  #keepGpu(gpu: GpuSample): void {
    const present = this.#gpus.get(gpu.index);
    const isWholeGpuKnown = present !== undefined && this.#isFresh(present) && !isMigInstance(present.value);
    if (!(isMigInstance(gpu) && isWholeGpuKnown)) this.#gpus.set(gpu.index, this.#entry(gpu));
  }

  #keepProcess(process: ProcessVram): void {
    this.#processes.set(`${process.gpuUuid} ${process.pid}`, this.#entry(process));
  }

  #readGpu(line: string): boolean {
    const gpu = parseGpuLine(line);
    if (gpu === null) return false;
    this.#keepGpu(gpu);
    this.#processesDue ??= this.#clock.now() + FIRST_PROCESSES_WAIT;
    this.#scheduleSample(this.#roundEndMs);
    return true;
  }

  #readProcess(line: string): boolean {
    const process = parseProcessLine(line);
    if (process === null) return false;
    this.#keepProcess(process);
    this.#processesDue = this.#clock.now();
    // GPUs that are not reported yet wait for the other processes as well.
    if (this.#cancelSample !== null) this.#scheduleSample(this.#roundEndMs);
    return true;
  }

  #scheduleSample(delayMs: number): void {
    this.#cancelSample?.();
    this.#cancelSample = this.#clock.setTimer(delayMs, () => {
      this.#cancelSample = null;
      const wait = (this.#processesDue ?? 0) - this.#clock.now();
      if (wait > 0) this.#scheduleSample(wait);
      else {
        const { gpus, processes } = this.#present();
        this.#listener.onSample(gpus, processes);
      }
    });
  }

  #present(): SourceSample {
    return {
      gpus: this.#freshValues(this.#gpus).sort((a, b) => a.index - b.index),
      processes: this.#freshValues(this.#processes),
    };
  }

  /** The values that were printed recently; the others are removed. */
  #freshValues<Key, T>(entries: Map<Key, Entry<T>>): T[] {
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
