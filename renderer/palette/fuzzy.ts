/** Fuzzy search: the letters of each word of a query, in their order, anywhere in a text. */

/** Points for a letter at the beginning of a word, after the letter before, and anywhere else. */
const WORD_START = 10;
const ADJACENT = 8;
const ANYWHERE = 1;

/** The points of one word in a text; null where it lacks a letter. Both are in lower case. */
function wordScore(word: string, text: string): number | null {
  // A word that is in the text as it is counts more than its letters here and there.
  const whole = text.indexOf(word);
  if (whole >= 0) {
    const atStart = whole === 0 || /[^\p{L}\p{N}]/u.test(text[whole - 1] ?? '');
    return atStart ? word.length * ADJACENT + 2 * WORD_START : (word.length * ADJACENT) / 2;
  }
  let score = 0;
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at < 0) return null;
    if (at > 0 && at === from) score += ADJACENT;
    else score += at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '') ? WORD_START : ANYWHERE;
    from = at + letter.length;
  }
  return score / 2;
}

/** How well a text matches: higher is better, null where it does not. */
export function fuzzyScore(query: string, text: string): number | null {
  const lower = text.toLowerCase();
  let sum = 0;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    const score = wordScore(word, lower);
    if (score === null) return null;
    sum += score;
  }
  return sum;
}
