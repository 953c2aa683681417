/** A sample of a GPU, and the interface of everything that takes such samples. */
import type { Gpu } from '../../../shared/resources.ts';
import type { HostText } from '../../../shared/words/phrase.ts';

/** One GPU at one time. What its driver does not tell is left out. */
export interface GpuSample {
  /** Its number among the GPUs of its maker, in the order of PCI addresses, as environment variables name it. */
  index: number;
  /** Its number in ROCm's order, of an AMD GPU where that is known. */
  rocrIndex?: number;
  /** Stays the same when GPUs are re-ordered. */
  uuid: string;
  name: string;
  vendor: Gpu['vendor'];
  /** °C. */
  temperature?: number;
  utilizationPercent?: number;
  usedBytes?: number;
  totalBytes?: number;
  powerWatts?: number;
  fanPercent?: number;
}

/** Undefined when the driver does not tell. */
export const freeBytesOf = ({
  usedBytes: used,
  totalBytes: total,
}: Pick<GpuSample, 'usedBytes' | 'totalBytes'>): number | undefined =>
  used === undefined || total === undefined ? undefined : Math.max(0, total - used);

/** VRAM of one process on one GPU. `bytes` is null when the driver lists the process without its memory. */
export interface ProcessVram {
  pid: number;
  gpuUuid: string;
  bytes: number | null;
}

/** All GPUs of a source and the processes on them, at one time. */
export interface SourceSample {
  gpus: readonly GpuSample[];
  processes: readonly ProcessVram[];
}

export interface GpuSourceListener {
  /** Called with all GPUs of the source at each sample; with an empty list when there are none. */
  onSample(gpus: readonly GpuSample[], processes: readonly ProcessVram[]): void;
  /** Called with the end of the sentence “Could not read the GPUs: …”, and with null when that is over. */
  onError(reason: HostText | null): void;
}

/** One way to sample GPUs. It starts nothing until it is opened. */
export interface GpuSource {
  readonly vendor: Gpu['vendor'];
  /** Samples about every `intervalMs`, for the first time at once, until it is closed. */
  open(intervalMs: number, listener: GpuSourceListener): OpenGpuSource;
}

export interface OpenGpuSource {
  /**
   * Takes one sample more, at once, which the listener is not told of. It is not called again before it has resolved.
   * @returns null where it failed or the source was closed. The samples of the interval report errors
   */
  sampleNow(): Promise<SourceSample | null>;
  /** Resolves when no program of it is left. The listener is not called any more after the call. */
  close(): Promise<void>;
}

type Metric = Exclude<keyof GpuSample, 'index' | 'rocrIndex' | 'uuid' | 'name' | 'vendor'>;
/** Metrics as a parser finds them: undefined when the driver does not tell. */
export type GpuMetrics = { [Name in Metric]?: number | undefined };

/** The metrics that are possible, without the others: only a temperature can be negative. */
export function knownMetrics(metrics: GpuMetrics): Partial<Record<Metric, number>> {
  return Object.fromEntries(
    Object.entries(metrics).filter(
      ([name, value]) =>
        value !== undefined &&
        Math.abs(value) <= Number.MAX_SAFE_INTEGER &&
        (value >= 0 || name === 'temperature'),
    ),
  );
}
