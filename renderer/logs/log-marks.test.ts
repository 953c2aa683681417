import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findText, markSpans } from './log-marks.ts';

test('a text is found in any case, or exactly as it is written, and never as a pattern', () => {
  expect(findText('an Error, error', 'error', false)).toEqual([
    [3, 8],
    [10, 15],
  ]);
  expect(findText('an Error, error', 'error', true)).toEqual([[10, 15]]);
  expect(findText('a (b+)+$ c', '(b+)+$', false)).toEqual([[2, 8]]);
  expect(findText('anything', '.*', false)).toEqual([]);
  expect(findText('anything', '', false)).toEqual([]);
});

test('a match across several colours is marked', () => {
  const pieces = markSpans([{ text: 'er', colour: 'red' }, { text: 'ror: x' }], [[0, 5]]);
  expect(pieces.map(({ text, isMarked }) => [text, isMarked])).toEqual([
    ['er', true],
    ['ror', true],
    [': x', false],
  ]);
});

test('marking keeps every letter and marks exactly the matches', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), word, (texts, query) => {
      const whole = texts.join('');
      const ranges = findText(whole, query, false);
      const pieces = markSpans(
        texts.map((text) => ({ text })),
        ranges,
      );
      expect(pieces.map(({ text }) => text).join('')).toBe(whole);
      const marked = pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text);
      expect(marked.join('')).toBe(ranges.map(([from, to]) => whole.slice(from, to)).join(''));
    }),
  );
});
