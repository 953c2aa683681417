/** Output of workers: any bytes, in any chunks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { foreignText, mutated, property } from '../../../e2e/testkit/fuzz.ts';
import { showControlCharacters } from '../../../shared/text/control-characters.ts';
import { LineSplitter, MAX_LINE_BYTES } from './line-splitter.ts';

function split(chunks: readonly Buffer[]): string[] {
  const splitter = new LineSplitter(new ManualClock());
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

function cut(bytes: Buffer, positions: readonly number[]): Buffer[] {
  const cuts = [
    0,
    ...positions.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ];
  return cuts.slice(1).map((end, index) => Buffer.from(bytes.subarray(cuts[index], end)));
}

const output = fc.oneof(
  foreignText.map((text) => Buffer.from(text)),
  mutated([
    'Loading 1%\rLoading 50%\rLoading 100%\r\nready\r\n\n',
    'Traceback (most recent call last):\n  File "x"\n',
  ]).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 5 }),
      times: fc.integer({ min: 1, max: 60_000 }),
    })
    .map(({ bytes, times }) => Buffer.alloc(bytes.length * times, bytes)),
);

property(
  'the lines do not depend on the chunks, have no line feed and bounded lengths, and are no more than the line feeds',
  fc.tuple(output, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 })),
  ([bytes, positions]) => {
    const whole = split([bytes]);
    expect(split(cut(bytes, positions))).toEqual(whole);
    let ends = 1;
    for (const byte of bytes) if (byte === 10 || byte === 13) ends++;
    expect(whole.length).toBeLessThanOrEqual(ends);
    for (const line of whole) {
      expect(line).not.toContain('\n');
      expect(line.length).toBeLessThanOrEqual(MAX_LINE_BYTES + 100);
    }
  },
  150,
);

const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;
property(
  'a text that is shown has no invisible character, and stays as it is when shown again',
  foreignText,
  (text) => {
    const shown = showControlCharacters(text, '');
    expect(shown).not.toMatch(INVISIBLE);
    expect(showControlCharacters(shown, '')).toBe(shown);
    expect(shown.length).toBeLessThanOrEqual(8 * text.length);
  },
);

test('a line without an end keeps no more than its limit', () => {
  const splitter = new LineSplitter(new ManualClock());
  const lines = Array.from({ length: 500 }, () => splitter.push(Buffer.alloc(64 * 1024, 'x'))).flat();
  expect(lines).toHaveLength(1);
  expect(splitter.end()).toEqual([]);
});
