// Reads which words are not used, and what is said instead, from the table of terms in docs/words.md.

/**
 * @param {string} page docs/words.md
 * @returns {{word: string, instead: string, pattern: RegExp}[]}
 */
export function forbiddenWords(page) {
  return page.split('\n').flatMap((line) => {
    const [, term, , not] = line.split('|').map((cell) => cell.trim());
    const instead = /^\*\*(.+)\*\*$/.exec(term ?? '')?.[1];
    if (instead === undefined || !not) return [];
    return not
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .map((word) => ({
        word,
        instead,
        pattern: new RegExp(
          `(?<![\\p{L}\\p{N}_-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}_-])`,
          'iu',
        ),
      }));
  });
}
