/** How much VRAM a process tree holds: drivers report it by process, and the worker may be a grandchild. */
import type { ProcessRow } from '../process/table/process-row.ts';
import type { ProcessVram } from './gpu-sample.ts';

/**
 * Bytes of a process tree by UUID of the GPU. Null when the driver lists processes of the tree without their memory; an
 * empty map when it lists none.
 */
export function vramSharesOf(
  processes: readonly ProcessVram[],
): (tree: readonly ProcessRow[]) => ReadonlyMap<string, number> | null {
  const byPid = new Map<number, ProcessVram[]>();
  for (const process of processes) byPid.set(process.pid, [...(byPid.get(process.pid) ?? []), process]);
  return (tree) => {
    const byGpu = new Map<string, number>();
    for (const { gpuUuid, bytes } of tree.flatMap(({ pid }) => byPid.get(pid) ?? [])) {
      if (bytes === null) return null;
      byGpu.set(gpuUuid, (byGpu.get(gpuUuid) ?? 0) + bytes);
    }
    return byGpu;
  };
}

/** Bytes on all GPUs together. */
export const sumOfShares = (shares: ReadonlyMap<string, number>): number =>
  [...shares.values()].reduce((sum, bytes) => sum + bytes, 0);
