/** The VRAM of a GPU, divided into the shares of backends, the rest in use, and what is free. In bytes. */
import type { Gpu } from '../../shared/resources.ts';

export interface BackendShare {
  id: number;
  bytes: number;
  isByEngine: boolean;
}

export interface GpuShares {
  /** In the order of their ids, so that the parts of a bar keep their order while they change. */
  backends: readonly BackendShare[];
  /** In use by other programs; null if the driver does not report what is in use. */
  others: number | null;
  free: number | null;
  used: number | null;
  /** The width of the bar; null if it is not known. */
  total: number | null;
}

/** Less than this belongs to the driver itself. */
const MIN_SHOWN_BYTES = 1024 ** 2;

/** Driver and engines are sampled one after another, so their values together may exceed what the GPU has. */
export function sharesOf(
  gpu: Pick<Gpu, 'backends' | 'used_memory' | 'free_memory' | 'total_memory'>,
): GpuShares {
  const used = gpu.used_memory ?? null;
  const free = gpu.free_memory ?? null;
  const total = gpu.total_memory ?? null;
  const shares = gpu.backends
    .filter(({ vram_bytes }) => vram_bytes > 0)
    .map(({ id, vram_bytes, by_engine }) => ({ id, bytes: vram_bytes, isByEngine: by_engine ?? false }))
    .sort((a, b) => a.id - b.id);
  const sharedBytes = shares.reduce((sum, { bytes }) => sum + bytes, 0);
  const restOf = (bytes: number) => (bytes - sharedBytes < MIN_SHOWN_BYTES ? 0 : bytes - sharedBytes);
  const inUse = used ?? (total !== null && free !== null ? total - free : null);
  return {
    backends: shares,
    others: inUse === null ? null : restOf(inUse),
    free: free ?? (total !== null && inUse !== null ? Math.max(0, total - inUse) : null),
    used: inUse,
    total: total === null ? null : Math.max(total, sharedBytes),
  };
}
