import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from '../../shared/log/log-text.ts';
import { logSpans, MAX_SHOWN_LENGTH } from './log-text.ts';

const ESC = '\u001b';

test('colours become spans, and the text stays complete', () => {
  expect(logSpans(`${ESC}[32mINFO${ESC}[0m ready`)).toEqual([
    { text: 'INFO', colour: 'green' },
    { text: ' ready' },
  ]);
});

test('bold, bright, 256 and true colours are kept', () => {
  expect(logSpans(`${ESC}[1;91mA${ESC}[0m${ESC}[38;5;208mB${ESC}[0m${ESC}[38;2;1;2;3mC${ESC}[0m`)).toEqual([
    { text: 'A', colour: 'bright-red', bold: true },
    { text: 'B', rgb: '255, 135, 0' },
    { text: 'C', rgb: '1, 2, 3' },
  ]);
});

test('HTML stays text', () => {
  expect(logSpans('<img src=x onerror=alert(1)>&amp;')).toEqual([
    { text: '<img src=x onerror=alert(1)>&amp;' },
  ]);
});

test.each([
  ['a link (OSC 8)', `${ESC}]8;;http://evil.test\u0007click${ESC}]8;;\u0007`, 'click'],
  ['the clipboard (OSC 52)', `a${ESC}]52;c;ZXZpbA==${ESC}\\b`, 'ab'],
  ['the cursor', `a${ESC}[2K${ESC}[1Ab`, 'ab'],
  ['an escape that was cut off', `a${ESC}[3`, 'a⟨U+001B⟩[3'],
])('an escape sequence is removed: %s', (_name, raw, shown) => {
  expect(plainText(raw)).toBe(shown);
});

test('a deceptive character is shown as a sign', () => {
  expect(plainText('invoice\u202egnp.exe')).toBe('invoice⟨U+202E⟩gnp.exe');
  expect(plainText('a\u2028b\u0007c\u009bd')).toBe('a⟨U+2028⟩b⟨U+0007⟩c⟨U+009B⟩d');
});

test('of a progress bar only the last text is shown', () => {
  expect(plainText('10%\r55%\r100%')).toBe('100%');
  expect(plainText('done\r')).toBe('done');
});

test('a very long line is cut', () => {
  const [span] = logSpans('x'.repeat(64_000));
  expect(span?.text).toHaveLength(MAX_SHOWN_LENGTH);
});

test('the joined spans are the plain text, for any input', () => {
  const pieces = fc.constantFrom(
    ESC,
    '[',
    ']',
    '0',
    '3',
    '1',
    ';',
    'm',
    'K',
    'a',
    ' ',
    '\u0007',
    '\r',
    'é',
    '\u202e',
    '<',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      const raw = parts.join('');
      const shown = logSpans(raw)
        .map(({ text }) => text)
        .join('');
      expect(shown).toBe(plainText(raw));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
      expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test('hostile lines take no noticeable time', () => {
  const started = performance.now();
  for (const raw of [`${ESC}]`.repeat(30_000), `${ESC}[`.repeat(30_000), `${ESC}[1;`.repeat(20_000)]) {
    plainText(raw);
    logSpans(raw);
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});
