import { expect, test } from 'vitest';
import { StartTimes } from './start-times.ts';

const ready = (seconds: number, uid = 'a') => ({ kind: 'ready', uid, seconds }) as const;

test('the usual time is the one in the middle of the last five', () => {
  const times = new StartTimes();
  expect(times.usualSeconds('a')).toBeNull();
  for (const seconds of [900, 40, 41, 39, 300, 42]) times.note(ready(seconds));
  expect(times.usualSeconds('a')).toBe(41);
  expect(times.usualSeconds('b')).toBeNull();
});

test('an edit of a setting makes it unknown, a new title does not', () => {
  const times = new StartTimes();
  times.note(ready(40));
  const edit = (field: 'title' | 'setting') =>
    times.note({ kind: 'edited', uid: 'a', changes: [{ field, name: 'x', label: 'X', from: 1, to: 2 }] });
  edit('title');
  expect(times.usualSeconds('a')).toBe(40);
  edit('setting');
  expect(times.usualSeconds('a')).toBeNull();
});
