import { expect, test } from 'vitest';
import { isRelevant } from './visibility.ts';

const read = (values: Record<string, unknown>) => (name: string) => values[name];

test('a setting without a condition is always shown', () => {
  expect(isRelevant({}, read({}))).toBe(true);
});

test.each([
  [true, true],
  ['http://127.0.0.1/unload', true],
  [3, true],
  [['one'], true],
  [false, false],
  ['  ', false],
  [0, false],
  [[], false],
  [undefined, false],
])('one that depends on another is shown while that is %j: %s', (value, expected) => {
  expect(isRelevant({ visible_when: { setting: 'Other' } }, read({ Other: value }))).toBe(expected);
});

test('one that depends on a value is shown for that value alone, whether it is typed or stored', () => {
  const info = { visible_when: { setting: 'Mode', values: ['auto', 2, false] } };
  for (const value of ['auto', 2, '2', false]) expect(isRelevant(info, read({ Mode: value }))).toBe(true);
  for (const value of ['', 3, true, undefined]) expect(isRelevant(info, read({ Mode: value }))).toBe(false);
});
