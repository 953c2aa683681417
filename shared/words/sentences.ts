import { happenedWords } from './en/happened.ts';
import { type HostText, texts } from './phrase.ts';

const say = texts(happenedWords);

/** Sentences one after the other, as this language sets them apart. Null where there are none. */
export const joinSentences = (sentences: readonly HostText[]): HostText | null =>
  sentences.reduce<HostText | null>(
    (first, second) => (first === null ? second : say('twoSentences', { first, second })),
    null,
  );
