import { expect, test } from 'vitest';
import { formatAgo, formatBytePair, formatBytes, formatDuration, secondsUntil } from './amounts.ts';

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [2048, '2 KiB'],
  [536_870_912, '512 MiB'],
  [1_073_741_823, '1.0 GiB'],
  [12_025_908_428, '11.2 GiB'],
  [171_798_691_840, '160 GiB'],
])('%d bytes are shown as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test('a pair of amounts is shown in the unit of the larger', () => {
  expect(formatBytePair(18_468_359_373, 'of', 25_769_803_776)).toBe('17.2 of 24.0 GiB');
  expect(formatBytePair(10_952_166_605, '→', 429_496_730)).toBe('10.2 → 0.4 GiB');
  expect(formatBytePair(0, 'of', 137_438_953_472)).toBe('0 of 128 GiB');
});

test.each([
  [-5, '0 s'],
  [45_000, '45 s'],
  [90_000, '1 min 30 s'],
  [30 * 60_000, '30 min'],
  [192 * 60_000, '3 h 12 min'],
  [50 * 3_600_000, '2 d 2 h'],
])('%d ms last %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test.each([
  [1_000, 'just now'],
  [30_000, '30 s ago'],
  [5 * 60_000, '5 min ago'],
  [26 * 3_600_000, '1 d ago'],
])('%d ms ago is %s', (milliseconds, text) => {
  expect(formatAgo(milliseconds)).toBe(text);
});

test('a countdown never goes below zero', () => {
  expect(secondsUntil('2026-08-01T10:00:08.000Z', Date.parse('2026-08-01T10:00:00.000Z'))).toBe(8);
  expect(secondsUntil('2026-08-01T10:00:08.000Z', Date.parse('2026-08-01T10:00:30.000Z'))).toBe(0);
});
