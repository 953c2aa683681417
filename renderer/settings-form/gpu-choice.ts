/** The text of a gpu-list setting as a choice among the cards that are there, as pure data. */
import { findGpu } from '../gpu/gpu-names.ts';
import type { GpuInfo } from '../gpu/resources-store.ts';

/** What stands for a card in the text: its number, or what stays its own when cards are re-ordered. */
export type WrittenAs = 'id' | 'uuid';

export interface GpuChoice {
  /** Numbers of the cards that are chosen and there. */
  chosen: ReadonlySet<number>;
  /** Numbers in the text of cards that are not there, ascending. */
  missing: readonly number[];
}

const tokensOf = (text: string) =>
  text
    .split(',')
    .map((token) => token.trim())
    .filter((token) => token !== '');

/** Null where something in the text is neither a known card nor a number: then it can only be shown as it is. */
export function readGpuChoice(text: string, cards: readonly GpuInfo[]): GpuChoice | null {
  const chosen = new Set<number>();
  const missing = new Set<number>();
  for (const token of tokensOf(text)) {
    const card = findGpu(cards, token);
    if (card) chosen.add(card.id);
    else if (/^\d{1,4}$/.test(token)) missing.add(Number(token));
    else return null;
  }
  return { chosen, missing: [...missing].sort((a, b) => a - b) };
}

/** The text with one card more or less, in ascending order of their numbers. */
export function writeGpuChoice(
  { chosen, missing }: GpuChoice,
  toggled: number,
  cards: readonly GpuInfo[],
  writtenAs: WrittenAs,
): string {
  const ids = new Set([...chosen, ...missing]);
  if (!ids.delete(toggled)) ids.add(toggled);
  return [...ids]
    .sort((a, b) => a - b)
    .map((id) => {
      const card = cards.find((one) => one.id === id);
      return card !== undefined && writtenAs === 'uuid' ? card.uuid : String(id);
    })
    .join(',');
}
