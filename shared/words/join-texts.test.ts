import { expect, test } from 'vitest';
import { joinLists, joinTranslated, joinValues, joinWithAnd } from './join-texts.ts';
import { loadLanguage } from './languages/load-language.ts';
import { inLanguage } from './words.ts';

test.each([
  ['en', 'It is off. Start it.', 'a, b, c', 'a and b', 'a, b; c'],
  ['fr', 'It is off. Start it.', 'a, b, c', 'a et b', 'a, b ; c'],
  ['ja', 'It is off.Start it.', 'a、b、c', 'a、b', 'a、b；c'],
])('texts are joined as %s does it', async (code, sentences, values, words, lists) => {
  const language = await loadLanguage(code, []);
  inLanguage(language, () => {
    expect(joinTranslated(['It is off.', '', 'Start it.'])).toBe(sentences);
    expect(joinValues(['a', 'b', 'c'])).toBe(values);
    expect(joinWithAnd(['a', 'b'])).toBe(words);
    expect(joinLists([joinValues(['a', 'b']), 'c'])).toBe(lists);
    expect(joinTranslated([]) + joinValues([]) + joinLists([])).toBe('');
  });
});
