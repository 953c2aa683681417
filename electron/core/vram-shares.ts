/** Whose the memory of the graphics cards is: the driver tells it by process, and a worker is often a grandchild. */
import type { ProcessMemory } from './gpu/gpu-reading.ts';
import { type ProcessRow, treeOf } from './process/process-table.ts';

/**
 * Bytes by card of the process tree of each root. Null where the driver knows processes of it, but not their memory;
 * an empty map where it would tell, and there are none.
 */
export function vramOfTrees(
  rows: ProcessRow[],
  roots: readonly number[],
  processes: readonly ProcessMemory[],
): Map<number, ReadonlyMap<string, number> | null> {
  const byPid = new Map<number, ProcessMemory[]>();
  for (const process of processes) byPid.set(process.pid, [...(byPid.get(process.pid) ?? []), process]);
  return new Map(
    roots.map((root) => {
      const held = treeOf(rows, root).flatMap(({ pid }) => byPid.get(pid) ?? []);
      if (held.some(({ bytes }) => bytes === null)) return [root, null];
      const byCard = new Map<string, number>();
      for (const { gpuUuid, bytes } of held) byCard.set(gpuUuid, (byCard.get(gpuUuid) ?? 0) + (bytes ?? 0));
      return [root, byCard];
    }),
  );
}
