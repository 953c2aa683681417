import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkJsonSize } from './json-body.ts';

const padding = ' '.repeat(5000);

test('what is nested too deeply, or has too many values, is refused before it is parsed', () => {
  expect(() => checkJsonSize(`${'['.repeat(5000)}`)).toThrow(/nested more than 1000 levels/);
  expect(() => checkJsonSize('{"a":'.repeat(2000))).toThrow(/nested more than 1000 levels/);
  expect(() => checkJsonSize(`[${'1,'.repeat(25_000)}1]`)).toThrow(/more than 20000 values/);
  expect(() => checkJsonSize(`[${'{},'.repeat(12_000)}1]`)).toThrow(/more than 20000 values/);
});

test('brackets and commas in a text do not count, whatever is escaped in it', () => {
  const texts = ['['.repeat(200_000), ',\\"['.repeat(50_000), '\\\\"'.repeat(50_000), '"'.repeat(100_000)];
  for (const text of texts) checkJsonSize(JSON.stringify({ text, more: [1, 2, 3] }));
});

test('values of any kind within the limits pass, and a text that is no JSON ends', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      checkJsonSize(padding + JSON.stringify(value));
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      checkJsonSize(padding + text);
    }),
  );
});
