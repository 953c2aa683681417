/** Whether a model fits into the memory that is free now. An estimate: only a start tells for certain. */

import type { Gpu } from '../../shared/resources.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { modelsWords } from '../../shared/words/en/models.ts';
import { intl, words } from '../../shared/words/words.ts';
import { formatBytes } from '../format/amounts.ts';

const t = words(modelsWords);
const common = words(commonWords);

/** The context and the buffers of llama.cpp take some memory beside the weights. */
const CONTEXT_FACTOR = 1.1;
const BUFFER_BYTES = 600 * 1024 ** 2;

const neededBytes = (fileBytes: number): number => Math.round(fileBytes * CONTEXT_FACTOR) + BUFFER_BYTES;

export interface Fit {
  /** `card`: it fits on one card. `split`: on several cards together. `ram`: into memory, for the processor. `no`: nowhere. */
  kind: 'card' | 'split' | 'ram' | 'no' | 'unknown';
  text: string;
}

/**
 * @param gpus those that backends may use
 * @param freeRam bytes; undefined while nothing is measured
 */
export function fitOf(
  fileBytes: number,
  gpus: readonly Pick<Gpu, 'id' | 'free_memory'>[],
  freeRam: number | undefined,
): Fit {
  const needed = neededBytes(fileBytes);
  const size = formatBytes(needed);
  const cards = gpus
    .flatMap(({ id, free_memory: free }) => (free === undefined ? [] : [{ id, free }]))
    .sort((a, b) => b.free - a.free);
  const [roomiest] = cards;
  if (roomiest !== undefined) {
    const fitting = cards.filter(({ free }) => free >= needed).sort((a, b) => a.id - b.id);
    if (fitting.length > 0)
      return { kind: 'card', text: t('fitsOn', { gpus: listGpus(fitting.map(({ id }) => id)) }) };
    const together = cards.reduce((sum, { free }) => sum + free, 0);
    if (cards.length > 1 && together >= needed)
      return { kind: 'split', text: t('fitsSplit', { size, count: cards.length }) };
    return {
      kind: 'no',
      text: t('fitsNot', { size, gpu: roomiest.id, free: formatBytes(roomiest.free) }),
    };
  }
  if (freeRam === undefined) return { kind: 'unknown', text: t('needs', { size }) };
  return needed <= freeRam
    ? { kind: 'ram', text: t('fitsRam') }
    : { kind: 'no', text: t('fitsNotRam', { size, free: formatBytes(freeRam) }) };
}

const listGpus = (ids: readonly number[]): string =>
  common('gpus', { count: ids.length, ids: intl.list().format(ids.map(String)) });
