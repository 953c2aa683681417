import { expect, test } from 'vitest';
import { formatMoment } from './time.ts';

// Saturday, 1 August 2026, 23:50.
const now = new Date(2026, 7, 1, 23, 50).getTime();
const moment = (day: number, hours: number, minutes = 0) =>
  new Date(2026, 7, day, hours, minutes).toISOString();

test.each([
  [moment(1, 0, 5), '00:05'],
  [moment(2, 0, 10), 'Sun 00:10'],
  [moment(-1, 14, 3), 'Thu 14:03'],
  [moment(7, 8), 'Fri 08:00'],
])('%s is called "%s"', (at, text) => {
  expect(formatMoment(at, now)).toBe(text);
});

test('from a week on the date is shown instead of the day, which would be ambiguous', () => {
  expect(formatMoment(moment(8, 8), now)).toMatch(/8.*, 08:00$/);
});
