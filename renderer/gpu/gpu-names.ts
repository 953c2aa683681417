/** How graphics cards are called. */
import type { GpuInfo } from './resources-store.ts';

/** `GPU 0 · NVIDIA GeForce RTX 4090`. */
export const gpuTitle = ({ id, name }: Pick<GpuInfo, 'id' | 'name'>): string => `GPU ${id} · ${name}`;

/** What tells cards apart in little space: `RTX 4090` of `NVIDIA GeForce RTX 4090`. */
export function shortGpuName(name: string): string {
  const short = name
    .trim()
    .replace(/^(nvidia|amd|advanced micro devices, inc\.|apple)\s+/i, '')
    .replace(/^(geforce|radeon)\s+/i, '');
  return short === '' ? name : short;
}

/** Finds a card by what stands in a setting or in a backend's facts: its number or its UUID. */
export function findGpu(cards: readonly GpuInfo[], token: string): GpuInfo | undefined {
  return cards.find(({ id, uuid }) => String(id) === token || uuid.toLowerCase() === token.toLowerCase());
}

/** The cards that a backend uses, those of one kind together: `GPU 0, 1 · RTX 4090`. */
export function formatGpus(tokens: readonly string[], cards: readonly GpuInfo[]): string {
  const numbers = new Map<string, string[]>();
  for (const token of tokens) {
    const card = findGpu(cards, token);
    const name = card ? shortGpuName(card.name) : '';
    numbers.set(name, [...(numbers.get(name) ?? []), card ? String(card.id) : token]);
  }
  return [...numbers]
    .map(([name, ids]) => (name === '' ? `GPU ${ids.join(', ')}` : `GPU ${ids.join(', ')} · ${name}`))
    .join('; ');
}
