/** The parts of the memory bar of a GPU, with the names and colours of the backends. */
import { lanesWords } from '../../../shared/words/en/gpus/lanes.ts';
import { words } from '../../../shared/words/words.ts';
import { useBackendNames } from '../../format/use-display-names.ts';
import { backendColour } from '../backend-colour.ts';
import type { GpuShares } from '../gpu-shares.ts';
import type { BarPart } from './memory-bar.tsx';

const t = words(lanesWords);

export function useMemoryParts({ backends, others }: GpuShares): BarPart[] {
  const names = useBackendNames(backends.map(({ id }) => id));
  const parts: BarPart[] = backends.map(({ id, bytes, isByEngine }, index) => ({
    key: String(id),
    label: names[index] ?? '',
    bytes,
    colour: backendColour(id),
    ...(isByEngine ? { note: t('byEngine') } : {}),
  }));
  return others === null || others === 0
    ? parts
    : [...parts, { key: 'others', label: t('others'), bytes: others, colour: null }];
}

/** Of more than `count` backends, the smallest become one part. What other programs use stays a part of its own. */
export function mergeSmallParts(parts: readonly BarPart[], count: number): readonly BarPart[] {
  const backends = parts.filter(({ colour }) => colour !== null);
  if (backends.length <= count) return parts;
  const bySize = [...backends].sort((a, b) => b.bytes - a.bytes);
  const small = new Set(bySize.slice(count - 1));
  const bytes = [...small].reduce((sum, part) => sum + part.bytes, 0);
  return [
    ...backends.filter((part) => !small.has(part)),
    { key: 'more', label: t('moreBackends', { count: small.size }), bytes, colour: '--sy-machine' },
    ...parts.filter(({ colour }) => colour === null),
  ];
}
