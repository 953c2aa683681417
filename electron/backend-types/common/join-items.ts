/** Lists of clauses on a card, which may have commas of their own. */
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { joinTexts } from '../../../shared/words/sentences.ts';

const note = texts(noticeWords);

/** The first `max` of them as one text, and how many more there are. Null where there are none. */
export function joinItems(items: readonly HostText[], max: number): HostText | null {
  const shown = joinTexts(items.slice(0, max), (first, second) => note('twoItems', { first, second }));
  return shown === null || items.length <= max
    ? shown
    : note('andMore', { items: shown, count: items.length - max });
}
