/** Whose the memory of the graphics cards is: the driver tells it by process, and a worker is often a grandchild. */

import type { ProcessRow } from '../process/process-table.ts';
import type { ProcessMemory } from './gpu-reading.ts';

/**
 * Bytes by card of a process tree. Null where the driver knows processes of it, but not their memory; an empty map where it
 * would tell, and there are none.
 */
export function vramSharesOf(
  processes: readonly ProcessMemory[],
): (tree: readonly ProcessRow[]) => ReadonlyMap<string, number> | null {
  const byPid = new Map<number, ProcessMemory[]>();
  for (const process of processes) byPid.set(process.pid, [...(byPid.get(process.pid) ?? []), process]);
  return (tree) => {
    const byCard = new Map<string, number>();
    for (const { gpuUuid, bytes } of tree.flatMap(({ pid }) => byPid.get(pid) ?? [])) {
      if (bytes === null) return null;
      byCard.set(gpuUuid, (byCard.get(gpuUuid) ?? 0) + bytes);
    }
    return byCard;
  };
}

/** On all cards together. */
export const sumOfShares = (shares: ReadonlyMap<string, number>): number =>
  [...shares.values()].reduce((sum, bytes) => sum + bytes, 0);
