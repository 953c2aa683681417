/**
 * AMD's GPUs on Linux. The kernel describes them in files, which cost nothing to read; rocm-smi is run once to add their
 * names. If the kernel's files do not have the memory, everything is read from rocm-smi instead. It cannot run in a loop,
 * and each run is a Python program that takes a second of a core, so it is run rarely.
 */
import { join } from 'node:path';
import { gpuProblemWords } from '../../../../shared/words/en/gpus/problems.ts';
import { type Text, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import type { GpuSample, GpuSource, GpuSourceListener, OpenGpuSource, SourceSample } from '../gpu-sample.ts';
import { type AmdGpu, readAmdGpus, readAmdProcesses } from './amd-sysfs.ts';
import { GpuProgram, withLastLine } from './gpu-program.ts';
import { silenceTimeout } from './looping-program.ts';
import { parseRocmJson, type RocmGpu } from './rocm-json.ts';

const say = texts(gpuProblemWords);

export interface AmdSourceOptions {
  /** `/`, or a folder of a test. The kernel's files are in `sys` below it. */
  root: string;
  /** Absolute path of rocm-smi; null if it is not installed. */
  rocmSmi: string | null;
  environment: Record<string, string>;
  clock: Clock;
}

export function createAmdSource(options: AmdSourceOptions): GpuSource {
  const names = new Map<string, string>();
  return {
    vendor: 'amd',
    open: (intervalMs, listener) => new OpenAmdSource(options, intervalMs, listener, names),
  };
}

const NAME_QUERY = ['--showproductname', '--showbus', '--json'];
const FULL_QUERY = [
  '--showuse',
  '--showmemuse',
  '--showmeminfo',
  'vram',
  '--showproductname',
  '--showtemp',
  '--showpower',
  '--showuniqueid',
  '--showfan',
  '--json',
];
/** Minimum milliseconds between two runs of rocm-smi. */
const MIN_ROCM_INTERVAL = 10_000;
/** The same after a run that found no GPU: such a machine hardly gets one. */
const MIN_ROCM_INTERVAL_WITHOUT_GPU = 60_000;
/** Milliseconds until a run is stopped. */
const ROCM_TIMEOUT = 10_000;
const DEFAULT_NAME = 'AMD graphics card';

class OpenAmdSource implements OpenGpuSource {
  readonly #options: AmdSourceOptions;
  readonly #intervalMs: number;
  readonly #listener: GpuSourceListener;
  /** By PCI address. Shared with later openings of the source. */
  readonly #names: Map<string, string>;
  #hasReadNames = false;
  readonly #programs = new Set<GpuProgram>();
  /** The sample of the interval that is being taken, or the last one. */
  #sampling: Promise<void>;
  #cancelNextSample = () => {};
  #cancelTimeout = () => {};
  #closed = false;

  constructor(
    options: AmdSourceOptions,
    intervalMs: number,
    listener: GpuSourceListener,
    names: Map<string, string>,
  ) {
    this.#options = options;
    this.#intervalMs = intervalMs;
    this.#listener = listener;
    this.#names = names;
    this.#sampling = this.#sampleRegularly();
  }

  async sampleNow(): Promise<SourceSample | null> {
    await this.#sampling;
    if (this.#closed) return null;
    this.#cancelNextSample();
    const sampling = this.#sample();
    this.#sampling = sampling.then(({ pause }) => this.#scheduleNext(pause));
    return (await sampling).sample;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelNextSample();
    this.#cancelTimeout();
    await Promise.all(
      [...this.#programs].map((program) => {
        program.stop();
        return program.ended;
      }),
    );
  }

  /** Takes one sample, and schedules the next one when it is done: never two at the same time. */
  async #sampleRegularly(): Promise<void> {
    const { sample, pause } = await this.#sample();
    if (this.#closed) return;
    if (sample !== null) this.#listener.onSample(sample.gpus, sample.processes);
    this.#scheduleNext(pause);
  }

  #scheduleNext(pause: number): void {
    if (this.#closed) return;
    this.#cancelNextSample = this.#options.clock.setTimer(pause, () => {
      this.#sampling = this.#sampleRegularly();
    });
  }

  /** @returns the sample, null where it failed, and the milliseconds until the next one */
  async #sample(): Promise<{ sample: SourceSample | null; pause: number }> {
    const { root, rocmSmi, clock } = this.#options;
    const sysfs = join(root, 'sys');
    this.#cancelTimeout = clock.setTimer(silenceTimeout(this.#intervalMs), () =>
      this.#listener.onError(say('amd_noAnswer')),
    );
    const gpus = await readAmdGpus(sysfs);
    const processes = await readAmdProcesses(sysfs, gpus);
    this.#cancelTimeout();
    if (this.#closed) return { sample: null, pause: 0 };
    if (rocmSmi !== null && !gpus.some(({ metrics }) => metrics.totalBytes !== undefined))
      return await this.#sampleWithRocm(rocmSmi);
    this.#listener.onError(null);
    if (rocmSmi !== null) void this.#readNames(rocmSmi, gpus);
    return {
      sample: { gpus: gpus.map((gpu, index) => this.#toSample(gpu, index)), processes },
      pause: this.#intervalMs,
    };
  }

  #toSample({ address, uuid, rocrIndex, metrics }: AmdGpu, index: number): GpuSample {
    return {
      index,
      ...(rocrIndex === undefined ? {} : { rocrIndex }),
      uuid,
      name: this.#names.get(address) ?? DEFAULT_NAME,
      vendor: 'amd',
      ...metrics,
    };
  }

  /** Reads the names once, since they do not change. If rocm-smi fails, the GPUs have no names. */
  async #readNames(rocmSmi: string, gpus: readonly AmdGpu[]): Promise<void> {
    if (this.#hasReadNames || gpus.every(({ address }) => this.#names.has(address))) return;
    this.#hasReadNames = true;
    const { found } = await this.#run(rocmSmi, NAME_QUERY);
    for (const [index, { address = gpus[index]?.address, name }] of (found ?? []).entries()) {
      if (address !== undefined && name !== undefined) this.#names.set(address, name);
    }
  }

  async #sampleWithRocm(rocmSmi: string): Promise<{ sample: SourceSample | null; pause: number }> {
    const { found, description } = await this.#run(rocmSmi, FULL_QUERY);
    if (this.#closed) return { sample: null, pause: 0 };
    if (found === null) {
      this.#listener.onError(description);
      return { sample: null, pause: Math.max(this.#intervalMs, MIN_ROCM_INTERVAL) };
    }
    this.#listener.onError(null);
    const gpus = found.map(
      ({ address, uuid, name = DEFAULT_NAME, metrics }, index): GpuSample => ({
        index,
        uuid: uuid ?? address ?? `amd-${index}`,
        name,
        vendor: 'amd',
        ...metrics,
      }),
    );
    const least = found.length === 0 ? MIN_ROCM_INTERVAL_WITHOUT_GPU : MIN_ROCM_INTERVAL;
    return { sample: { gpus, processes: [] }, pause: Math.max(this.#intervalMs, least) };
  }

  /** `found` is null when the run failed; `description` then says how. */
  async #run(rocmSmi: string, args: string[]): Promise<{ found: RocmGpu[] | null; description: Text }> {
    const { environment, clock } = this.#options;
    const lines: string[] = [];
    const program = new GpuProgram({ name: 'rocm-smi', command: rocmSmi, args, environment }, clock, (line) =>
      lines.push(line),
    );
    this.#programs.add(program);
    let isTimedOut = false;
    const cancelTimeout = clock.setTimer(ROCM_TIMEOUT, () => {
      isTimedOut = true;
      program.stop();
    });
    const description = await program.ended;
    cancelTimeout();
    this.#programs.delete(program);
    if (isTimedOut) {
      const seconds = String(ROCM_TIMEOUT / 1000);
      return { found: null, description: say('program_timedOut', { program: 'rocm-smi', seconds }) };
    }
    const text = lines.join('\n');
    // Without driver or GPU it ends with code 0 as well, after a warning.
    if (/not initialized|No JSON data/i.test(text)) return { found: [], description };
    return { found: parseRocmJson(text), description: withLastLine(description, lines) };
  }
}
