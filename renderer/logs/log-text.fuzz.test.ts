/** Log lines as a worker may print them: colours, other escape sequences, changes of the direction. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, property, takesLinearTime } from '../../e2e/testkit/fuzz.ts';
import { plainText } from '../../shared/log/log-text.ts';
import { logSpans, MAX_SHOWN_LENGTH } from './log-text.ts';

const lines = [
  '\u001b[1;31mERROR\u001b[0m: \u001b[38;2;1;2;3mcannot\u001b[38;5;200m load\u001b[m it',
  '10%\r20%\r\u001b[K30%',
  '\u001b]8;;http://example.org\u0007link\u001b]8;;\u0007',
];
const line = fc.oneof(foreignText, mutated(lines));

property(
  'the text has no control character and no escape sequence, and the spans have the same text',
  line,
  (raw) => {
    const text = plainText(raw);
    expect(text).not.toMatch(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
    const shown = logSpans(raw)
      .map((span) => span.text)
      .join('');
    expect(shown).toBe(text.slice(0, MAX_SHOWN_LENGTH));
  },
  400,
);

takesLinearTime('a line as spans', logSpans, {
  prefixes: ['', '\u001b[', '\u001b]', '\u001b[31m'],
  units: ['\u001b[31ma', '\u001b[38:2:', '\u001b]8', '1;', '\u001b', '\u202e'],
  suffixes: ['', 'm', '!'],
});
