/** With the build of icu-minify that is shipped: the one for development throws where a value is missing, this one writes `undefined`. */
import { afterEach, expect, test, vi } from 'vitest';
import { defineArea } from './message.ts';
import { currentLanguage, setCurrentLanguage, textOfKey, translateKey } from './words.ts';

vi.mock(
  'icu-minify/format',
  () => import('../../node_modules/icu-minify/dist/esm/production/format.js' as string),
);

const area = defineArea('sample', { lines: '{count, plural, one {# line} other {# lines}} of {file}' });
const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));

test('a text of the host that lacks a value stays as it came', () => {
  const lines = '{count, plural, one {# Zeile} other {# Zeilen}} von {file}';
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages: { sample: { lines } } });
  expect(translateKey('sample', 'lines', { count: 2, file: 'a' }, 'as it came')).toBe('2 Zeilen von a');
  expect(translateKey('sample', 'lines', { count: 2 }, 'as it came')).toBe('as it came');
  expect(translateKey('sample', 'lines', undefined, 'as it came')).toBe('as it came');
  expect(textOfKey(area, 'lines', { count: 2 })).toBeNull();
});
