/** Converts the text of a gpu-list setting to a choice among the GPUs of the machine, and back. */
import { findGpu } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';

/** How a GPU is named in the text: by its number, or by its UUID, which stays the same when GPUs are reordered. */
export type GpuNotation = 'id' | 'uuid';

export interface GpuChoice {
  /** Numbers of the chosen GPUs that the machine has. */
  chosen: ReadonlySet<number>;
  /** Numbers in the text of GPUs that the machine does not have, ascending. */
  missing: readonly number[];
}

const tokensOf = (text: string) =>
  text
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');

/** @returns null if the text contains anything but known GPUs and numbers; then only the text itself can be shown */
export function readGpuChoice(text: string, gpus: readonly GpuInfo[]): GpuChoice | null {
  const chosen = new Set<number>();
  const missing = new Set<number>();
  for (const token of tokensOf(text)) {
    const gpu = findGpu(gpus, token);
    if (gpu) chosen.add(gpu.id);
    else if (/^\d{1,4}$/.test(token)) missing.add(Number(token));
    else return null;
  }
  return { chosen, missing: [...missing].sort((a, b) => a - b) };
}

/** The text after one GPU was added or removed, in ascending order of their numbers. */
export function writeGpuChoice(
  { chosen, missing }: GpuChoice,
  toggled: number,
  gpus: readonly GpuInfo[],
  notation: GpuNotation,
): string {
  const ids = new Set([...chosen, ...missing]);
  if (!ids.delete(toggled)) ids.add(toggled);
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const gpu = gpus.find((one) => one.id === id);
      return gpu !== undefined && notation === 'uuid' ? gpu.uuid : String(id);
    })
    .join(',');
}
