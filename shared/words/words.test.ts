import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { allAreas } from './catalogue.ts';
import { compileMessage } from './compile-message.ts';
import { chooseLanguage } from './languages/languages.ts';
import { type Area, defineArea, type ValuesOf } from './message.ts';
import {
  currentLanguage,
  english,
  intl,
  setCurrentLanguage,
  subscribeToLanguage,
  textOfKey,
  words,
} from './words.ts';

const area = defineArea('sample', {
  open: 'Open log',
  lines: '{count, plural, one {# line} other {# lines}} of {file}',
  link: 'See <link>the page of {name}</link>.',
});
const german = {
  sample: {
    open: 'Protokoll öffnen',
    lines: '{count, plural, one {# Zeile} other {# Zeilen}} von {file}',
    link: '<link>Seite von {name}</link> ansehen.',
  },
};
const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));
const toGerman = () => setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages: german });

test('a text is made in the language at the time when it is asked for', () => {
  const t = words(area);
  const heard: string[] = [];
  const end = subscribeToLanguage(() => heard.push(t('open')));
  expect(t('lines', { count: 1, file: 'a' })).toBe('1 line of a');
  toGerman();
  expect(t('lines', { count: 1200, file: 'a' })).toBe('1.200 Zeilen von a');
  expect(intl.number().format(0.5)).toBe('0,5');
  expect(english(area)('lines', { count: 1200, file: 'a' })).toBe('1,200 lines of a');
  end();
  setCurrentLanguage(before);
  expect(heard).toEqual(['Protokoll öffnen']);
});

test('a message that a language lacks is in English', () => {
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages: { sample: {} } });
  expect(words(area)('open')).toBe('Open log');
});

test('what is between tags is given to the function of the tag', () => {
  const parts = words(area).parts('link', { name: 'Flux', link: (content) => ({ link: content.join('') }) });
  expect(parts).toEqual(['See ', { link: 'the page of Flux' }, '.']);
});

test('the type of the values follows from the message', () => {
  const text = '{n, number} {count, plural, one {# {what}} other {# of <b>{total, number}</b>}} {name}';
  type Expected = {
    n: number;
    count: number;
    what: string | number;
    total: number;
    name: string | number;
    b: (content: string[]) => string;
  };
  expectTypeOf<ValuesOf<typeof text>>().toEqualTypeOf<Expected>();
  const choice = 'It {state, select, on {runs} other {is off}}.';
  expectTypeOf<ValuesOf<typeof choice>>().toEqualTypeOf<{ state: string }>();
  const plain = 'Open log';
  expectTypeOf<ValuesOf<typeof plain>>().toEqualTypeOf<Record<never, never>>();
});

test('a key from elsewhere has a text only where it is known and has its values', () => {
  expect(textOfKey(area, 'lines', { count: 2, file: 'a', more: true })).toBe('2 lines of a');
  expect(textOfKey(area, 'lines', { count: 2 })).toBeNull();
  expect(textOfKey(area, 'toString')).toBeNull();
});

test('every message of the catalogue can be compiled', () => {
  for (const { id, messages } of allAreas as readonly Area[])
    for (const [key, message] of Object.entries(messages))
      expect(() => compileMessage(message), `${id}.${key}`).not.toThrow();
});

test('the areas have different ids', () => {
  const ids = allAreas.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  [['fr-CA', 'en-GB'], 'en', 'en-GB'],
  [['en-AU'], 'en', 'en-AU'],
  [['not a language'], 'en', 'en'],
  [[], 'en', 'en'],
])('a system with %j', (preferred, code, locale) => {
  const chosen = chooseLanguage('en', preferred);
  expect([chosen.language.code, chosen.locale]).toEqual([code, locale]);
});
