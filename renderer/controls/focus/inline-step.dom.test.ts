import { expect, test } from 'vitest';
import { inlineStep, listStep } from './inline-step.ts';

const element = (direction: string) => {
  const one = document.createElement('div');
  one.style.direction = direction;
  document.body.append(one);
  return one;
};

test.each([
  ['ltr', 'ArrowLeft', -1],
  ['ltr', 'ArrowRight', 1],
  ['rtl', 'ArrowLeft', 1],
  ['rtl', 'ArrowRight', -1],
])('in a line from %s, %s leads by %i', (direction, key, step) => {
  expect(inlineStep(key, element(direction))).toBe(step);
  expect(listStep(key, element(direction))).toBe(step);
});

test('up and down lead along a list, in both directions of text, and not along a line', () => {
  for (const direction of ['ltr', 'rtl']) {
    expect(listStep('ArrowUp', element(direction))).toBe(-1);
    expect(listStep('ArrowDown', element(direction))).toBe(1);
    expect(inlineStep('ArrowDown', element(direction))).toBeUndefined();
    expect(listStep('Home', element(direction))).toBeUndefined();
  }
});
