import { expect, test } from 'vitest';
import { backendColour } from './backend-colour.ts';

test('a backend has the same colour wherever and whenever it is drawn', () => {
  expect(backendColour(3)).toBe('--sy-backend-3');
  expect(backendColour(3)).toBe(backendColour(3));
});

test('the first twelve differ, those of another instance have one too', () => {
  expect(new Set(Array.from({ length: 12 }, (_, id) => backendColour(id))).size).toBe(12);
  for (const id of [-1, -12, -500]) expect(backendColour(id)).toMatch(/^--sy-backend-(\d|1[01])$/);
});

test.each([2, 4, 8])('backends put on %i cards in turn differ on each card', (cards) => {
  const onFirst = Array.from({ length: 6 }, (_, index) => backendColour(index * cards));
  expect(new Set(onFirst).size).toBe(6);
});
