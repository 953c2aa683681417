import { expect, test } from 'vitest';
import { GiB } from '../fixtures/resources.ts';
import { fitOf } from './fit.ts';

const card = (id: number, free: number) => ({ id, free_memory: free * GiB });

test.each([
  ['one card', 8, [card(0, 24)], 'card', 'fits on GPU 0'],
  ['several cards', 8, [card(0, 24), card(1, 4), card(2, 12)], 'card', 'fits on GPUs 0 and 2'],
  [
    'cards together',
    30,
    [card(0, 24), card(1, 24)],
    'split',
    'needs about 33.6 GiB: fits on 2 cards together',
  ],
  ['no card', 30, [card(0, 20)], 'no', 'needs about 33.6 GiB, and GPU 0 has 20.0 GiB free'],
  ['the processor', 2, [], 'ram', 'fits into memory, for the processor'],
  ['not even that', 60, [], 'no', 'needs about 66.6 GiB, and 16.0 GiB of memory are free'],
] as const)('%s', (_, gib, gpus, kind, text) => {
  expect(fitOf(gib * GiB, gpus, 16 * GiB)).toEqual({ kind, text });
});

test('while nothing is measured, only the need is said', () => {
  expect(fitOf(2 * GiB, [{ id: 0 }], undefined)).toEqual({ kind: 'unknown', text: 'needs about 2.8 GiB' });
});
