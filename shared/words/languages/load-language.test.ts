import { expect, it } from 'vitest';
import { loadLanguageOfReader } from './load-language.ts';

it.each([
  ['the first that there is', 'xx, en-AU;q=0.9', 'en-AU'],
  ['the one with the greatest weight', 'en-IE;q=0.2, en-NZ;q=0.8', 'en-NZ'],
  ['none that is refused', 'en-IE;q=0, en-NZ;q=0.1', 'en-NZ'],
  ['English where none is known', 'xx', 'en'],
  ['English where none is named', undefined, 'en'],
  ['English where the header is nonsense', ';;q=,*;q=x', 'en'],
])('a reader gets %s', async (_, header, locale) => {
  expect(await loadLanguageOfReader(header)).toMatchObject({ code: 'en', locale });
});
