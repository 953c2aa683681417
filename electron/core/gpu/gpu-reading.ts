/** What is read of graphics cards, and the one small interface that every way of reading them has. */
import type { Gpu } from '../../../shared/resources.ts';

/** One card at one moment. What its driver does not tell is left out. */
export interface GpuReading {
  /** Its number among the cards of its maker, in the order of their PCI addresses: what environment variables name it by. */
  index: number;
  /** Stays the same when cards are re-ordered. */
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

/** Undefined where the driver does not tell. */
export const freeBytesOf = ({
  usedBytes: used,
  totalBytes: total,
}: Pick<GpuReading, 'usedBytes' | 'totalBytes'>): number | undefined =>
  used === undefined || total === undefined ? undefined : Math.max(0, total - used);

/** Graphics memory of one process on one card; `bytes` is null where the driver knows the process and not its memory. */
export interface ProcessMemory {
  pid: number;
  gpuUuid: string;
  bytes: number | null;
}

export interface GpuSourceListener {
  /** All cards of the source, at each look; an empty list where it has none. */
  read(gpus: readonly GpuReading[], processes: readonly ProcessMemory[]): void;
  /** Why nothing is read at present, in words that complete "The graphics cards cannot be read: …"; null once it is again. */
  trouble(reason: string | null): void;
}

/** One way of reading cards. Found to be possible before it is made; starts nothing until it is opened. */
export interface GpuSource {
  readonly vendor: Gpu['vendor'];
  /** Reads about every `intervalMs`, the first time at once, until it is closed. */
  open(intervalMs: number, listener: GpuSourceListener): OpenGpuSource;
}

export interface OpenGpuSource {
  /** Resolves when no program of it is left. Nothing is told any more from the call on. */
  close(): Promise<void>;
}

type Figure = Exclude<keyof GpuReading, 'index' | 'uuid' | 'name' | 'vendor'>;
/** Figures as a parser finds them: undefined where the driver does not tell. */
export type GpuFigures = { [Name in Figure]?: number | undefined };

/** The figures that are numbers; the others are left out. */
export function knownFigures(figures: GpuFigures): Partial<Record<Figure, number>> {
  return Object.fromEntries(
    Object.entries(figures).filter(([, value]) => value !== undefined && Number.isFinite(value)),
  );
}
