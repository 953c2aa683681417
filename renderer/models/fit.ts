/** Whether a model fits into the memory that is free now. An estimate: only a start tells for certain. */
import type { Gpu } from '../../shared/resources.ts';
import { formatBytes } from '../format/amounts.ts';
import { joinWithAnd } from '../format/join-with-and.ts';

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
  const about = `needs about ${formatBytes(needed)}`;
  const cards = gpus
    .flatMap(({ id, free_memory: free }) => (free === undefined ? [] : [{ id, free }]))
    .sort((a, b) => b.free - a.free);
  const [roomiest] = cards;
  if (roomiest !== undefined) {
    const fitting = cards.filter(({ free }) => free >= needed).sort((a, b) => a.id - b.id);
    if (fitting.length > 0)
      return { kind: 'card', text: `fits on ${listCards(fitting.map(({ id }) => id))}` };
    const together = cards.reduce((sum, { free }) => sum + free, 0);
    if (cards.length > 1 && together >= needed)
      return { kind: 'split', text: `${about}: fits on ${cards.length} cards together` };
    return {
      kind: 'no',
      text: `${about}, and GPU ${roomiest.id} has ${formatBytes(roomiest.free)} free`,
    };
  }
  if (freeRam === undefined) return { kind: 'unknown', text: about };
  return needed <= freeRam
    ? { kind: 'ram', text: 'fits into memory, for the processor' }
    : { kind: 'no', text: `${about}, and ${formatBytes(freeRam)} of memory are free` };
}

const listCards = (ids: readonly number[]): string =>
  `${ids.length === 1 ? 'GPU' : 'GPUs'} ${joinWithAnd(ids.map(String))}`;
