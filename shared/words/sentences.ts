import { happenedWords } from './en/happened.ts';
import { type HostText, texts } from './phrase.ts';

const say = texts(happenedWords);

/** Texts one after the other. Null where there are none. @param join makes one of two */
export const joinTexts = (
  all: readonly HostText[],
  join: (first: HostText, second: HostText) => HostText,
): HostText | null =>
  all.reduce<HostText | null>((first, second) => (first === null ? second : join(first, second)), null);

/** Sentences one after the other, as this language sets them apart. Null where there are none. */
export const joinSentences = (sentences: readonly HostText[]): HostText | null =>
  joinTexts(sentences, (first, second) => say('twoSentences', { first, second }));
