/** Formats the names of GPUs. */

import { gpuStripWords } from '../../shared/words/en/gpus/strip.ts';
import { joinLists, joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import type { GpuInfo } from './resources-store.ts';

const t = words(gpuStripWords);

/** `GPU 0 · NVIDIA GeForce RTX 4090`. */
export const formatGpuTitle = ({ id, name }: Pick<GpuInfo, 'id' | 'name'>): string =>
  t('gpuNamed', { id: String(id), name });

/** `NVIDIA GeForce RTX 4090` → `RTX 4090`. */
export function shortenGpuName(name: string): string {
  const short = name
    .trim()
    .replace(/^(nvidia|amd|advanced micro devices, inc\.|apple)\s+/i, '')
    .replace(/^(geforce|radeon)\s+/i, '');
  return short === '' ? name : short;
}

/** Finds a GPU by its number or its UUID, as they are in a setting or a backend's facts. */
export function findGpu(gpus: readonly GpuInfo[], token: string): GpuInfo | undefined {
  return gpus.find(({ id, uuid }) => String(id) === token || uuid.toLowerCase() === token.toLowerCase());
}

/** The GPUs that a backend uses, grouped by model: `GPU 0, 1 · RTX 4090`. */
export function formatGpus(tokens: readonly string[], gpus: readonly GpuInfo[]): string {
  const numbers = new Map<string, string[]>();
  for (const token of tokens) {
    const gpu = findGpu(gpus, token);
    const name = gpu ? shortenGpuName(gpu.name) : '';
    numbers.set(name, [...(numbers.get(name) ?? []), gpu ? String(gpu.id) : token]);
  }
  return joinLists(
    [...numbers].map(([name, ids]) => {
      const id = joinValues(ids);
      return name === '' ? t('gpu', { id }) : t('gpuNamed', { id, name });
    }),
  );
}
