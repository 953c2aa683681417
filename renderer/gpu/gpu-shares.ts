/** Who holds how much of a graphics card's memory, as parts of a whole. */
import type { Gpu } from '../../shared/resources.ts';

export interface BackendShare {
  id: number;
  bytes: number;
  byEngine: boolean;
}

export interface GpuShares {
  /** In order of id, so that a segment keeps its place while it grows and shrinks. */
  backends: readonly BackendShare[];
  /** In use and nobody's of ours; null where the card does not tell what is in use. */
  others: number | null;
  free: number | null;
  used: number | null;
  /** The whole that the parts are drawn in; null where it is not known. */
  total: number | null;
}

/** Less than this is the driver's own and nobody's concern. */
const MIN_SHOWN_BYTES = 1024 ** 2;

/** Figures of driver and engines are taken one after another: together they may come to more than the card has. */
export function sharesOf(
  gpu: Pick<Gpu, 'backends' | 'used_memory' | 'free_memory' | 'total_memory'>,
): GpuShares {
  const used = gpu.used_memory ?? null;
  const free = gpu.free_memory ?? null;
  const total = gpu.total_memory ?? null;
  const known = gpu.backends
    .filter(({ vram_bytes }) => vram_bytes > 0)
    .map(({ id, vram_bytes, by_engine }) => ({ id, bytes: vram_bytes, byEngine: by_engine ?? false }))
    .sort((a, b) => a.id - b.id);
  const ours = known.reduce((sum, { bytes }) => sum + bytes, 0);
  const rest = (bytes: number) => (bytes - ours < MIN_SHOWN_BYTES ? 0 : bytes - ours);
  const inUse = used ?? (total !== null && free !== null ? total - free : null);
  return {
    backends: known,
    others: inUse === null ? null : rest(inUse),
    free: free ?? (total !== null && inUse !== null ? Math.max(0, total - inUse) : null),
    used: inUse,
    total: total === null ? null : Math.max(total, ours),
  };
}
