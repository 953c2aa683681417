import { expect, test } from 'vitest';
import { backendColour } from './backend-colour.ts';

test('the colour of a backend depends only on its id', () => {
  expect(backendColour(3)).toBe('--sy-backend-3');
  expect(backendColour(3)).toBe(backendColour(3));
});

test('the first twelve colours differ, and children have one too', () => {
  expect(new Set(Array.from({ length: 12 }, (_, id) => backendColour(id))).size).toBe(12);
  for (const id of [-1, -12, -500]) expect(backendColour(id)).toMatch(/^--sy-backend-(\d|1[01])$/);
});

test.each([2, 4, 8])('backends assigned to %i GPUs in turn differ on each GPU', (gpuCount) => {
  const onFirst = Array.from({ length: 6 }, (_, index) => backendColour(index * gpuCount));
  expect(new Set(onFirst).size).toBe(6);
});
