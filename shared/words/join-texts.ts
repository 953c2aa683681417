/** Puts texts together as the language at present does. Between facts of one thing stands ` · `, which is the same in every language. */
import { formatWords } from './en/format.ts';
import { intl, words } from './words.ts';

const t = words(formatWords);

/** `a`, `a and b`, `a, b and c`; empty for no words. */
export const joinWithAnd = (words: readonly string[]): string => intl.list().format(words);

/** `a, b, c`: values as data has them; empty for none. */
export const joinValues = (values: readonly string[]): string => joinBy('twoValues', values);

/** `a, b; c, d`: lists of several values. */
export const joinLists = (lists: readonly string[]): string => joinBy('twoLists', lists);

/** Sentences one after the other that are in the language at present already. Those that are empty are left out. */
export const joinTranslated = (sentences: readonly string[]): string =>
  joinBy(
    'twoSentences',
    sentences.filter((sentence) => sentence !== ''),
  );

const joinBy = (key: 'twoValues' | 'twoLists' | 'twoSentences', [first = '', ...others]: readonly string[]) =>
  others.reduce((joined, second) => t(key, { first: joined, second }), first);
