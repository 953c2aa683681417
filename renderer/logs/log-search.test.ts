import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry } from './log-buffer.ts';
import { filterMatching, findMatches, highlight } from './log-search.ts';

const entry = (seq: number, text: string): LogEntry => ({
  seq,
  at: '',
  stream: 'out',
  raw: text,
  plain: text,
  lower: text.toLowerCase(),
});

const log = [entry(1, 'Error: no space'), entry(2, 'fine'), entry(3, 'error after ERROR')];

test('finds every match without regard to case', () => {
  expect(findMatches(log, 'error')).toEqual([
    { seq: 1, start: 0 },
    { seq: 3, start: 0 },
    { seq: 3, start: 12 },
  ]);
});

test('searches for plain text, never for a pattern', () => {
  expect(findMatches([entry(1, 'a (b+)+$ c')], '(b+)+$')).toEqual([{ seq: 1, start: 2 }]);
  expect(findMatches(log, '.*')).toEqual([]);
});

test('an empty search finds nothing and filters nothing', () => {
  expect(findMatches(log, '')).toEqual([]);
  expect(filterMatching(log, '')).toBe(log);
});

test('the filter keeps the lines that match', () => {
  expect(filterMatching(log, 'error').map(({ seq }) => seq)).toEqual([1, 3]);
});

test('a match across several colours is marked', () => {
  const pieces = highlight([{ text: 'er', colour: 'red' }, { text: 'ror: x' }], 'ERROR');
  expect(pieces.map(({ text, match }) => [text, match])).toEqual([
    ['er', 0],
    ['ror', 0],
    [': x', null],
  ]);
});

test('marking keeps every letter and marks exactly the matches', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), word, (texts, query) => {
      const pieces = highlight(
        texts.map((text) => ({ text })),
        query,
      );
      const whole = texts.join('');
      expect(pieces.map(({ text }) => text).join('')).toBe(whole);
      const marked = new Set(pieces.filter(({ match }) => match !== null).map(({ match }) => match));
      expect(marked).toEqual(new Set(findMatches([entry(1, whole)], query).map(({ start }) => start)));
    }),
  );
});
