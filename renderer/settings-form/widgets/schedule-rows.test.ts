import { expect, test } from 'vitest';
import { parseSchedule } from '../../../shared/settings/schedule.ts';
import { formatRows, newRow, parseRows, rowError, runsPastMidnight } from './schedule-rows.ts';

test('a text becomes rows and the rows the same schedule again', () => {
  for (const text of ['', 'Mon-Fri 08:00-18:00\nSat,Sun 22:00-06:00', '00:00-24:00', 'Mon 08:00-24:00']) {
    const rows = parseRows(text);
    expect(parseSchedule(formatRows(rows ?? []))).toEqual(parseSchedule(text));
  }
});

test('a text that is no schedule has no rows', () => {
  expect(parseRows('when the sun shines')).toBeNull();
});

test.each([
  [{ days: [] }, 'Choose at least one day.'],
  [{ from: '' }, 'Enter both times.'],
  [{ until: '' }, 'Enter both times.'],
  [{ until: '08:00' }, 'It ends when it begins. Choose another time.'],
  [{}, null],
])('a row with %j lacks: %s', (facts, error) => {
  const row = { ...newRow(0), ...facts };
  expect(rowError(row)).toBe(error);
  // An incomplete row must not be saved as if it did not exist.
  expect(parseSchedule(formatRows([newRow(1), row])).ok).toBe(error === null);
});

test('only a span that ends on the next day says so', () => {
  expect(runsPastMidnight({ ...newRow(0), from: '22:00', until: '06:00' })).toBe(true);
  expect(runsPastMidnight({ ...newRow(0), from: '22:00', until: '00:00' })).toBe(false);
  expect(runsPastMidnight(newRow(0))).toBe(false);
});
