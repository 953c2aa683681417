import { intl } from '../../shared/words/words.ts';

/** `a`, `a and b`, `a, b and c`; empty for no words. */
export const joinWithAnd = (words: readonly string[]): string => intl.list().format(words);
