import { expect, test } from 'vitest';
import { inLanguage } from '../../shared/words/words.ts';
import { nameOnce, withoutOwnName } from './name-once.ts';

test('each backend is named once on its card', () => {
  expect(
    nameOnce(['Backend 3 "Flux" cannot start.', 'Backend 3 "Flux" waits for Backend 4. Backend 4 is off.']),
  ).toEqual(['Backend 3 "Flux" cannot start.', 'It waits for Backend 4. It is off.']);
});

test('in a language without this pronoun, the name is repeated', () => {
  const texts = ['Backend 3 "Flux" kann nicht starten.', 'Backend 3 "Flux" wartet.'];
  inLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages: null }, () =>
    expect(nameOnce(texts)).toEqual(texts),
  );
});

test.each([
  ['Backend 3 "Flux" cannot start: there is no file.', 'Cannot start: there is no file.'],
  ['Backend 3 cannot start.', 'Cannot start.'],
  ['Backend 30 "Other" is in the way.', 'Backend 30 "Other" is in the way.'],
  ['There is no room for Backend 3 "Flux".', 'There is no room for Backend 3 "Flux".'],
])('in its row, "%s" is "%s"', (text, shown) => {
  expect(withoutOwnName(text, 3)).toBe(shown);
});
