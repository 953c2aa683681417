import { expect, test } from 'vitest';
import { GiB } from '../fixtures/resources.ts';
import { fitOf } from './fit.ts';

const card = (id: number, free: number) => ({ id, free_memory: free * GiB });

test.each([
  ['one card', 8, [card(0, 24)], 'card', 'Fits on GPU 0'],
  ['several cards', 8, [card(0, 24), card(1, 4), card(2, 12)], 'card', 'Fits on GPUs 0 and 2'],
  [
    'cards together',
    30,
    [card(0, 24), card(1, 24)],
    'split',
    'Needs about 33.6 GiB, fits on 2 GPUs together',
  ],
  ['no card', 30, [card(0, 20)], 'no', 'Needs about 33.6 GiB, but GPU 0 has only 20.0 GiB free'],
  ['the processor', 2, [], 'ram', 'Fits into RAM, runs on the CPU'],
  ['not even that', 60, [], 'no', 'Needs about 66.6 GiB, but only 16.0 GiB of RAM is free'],
] as const)('%s', (_, gib, gpus, kind, text) => {
  expect(fitOf(gib * GiB, gpus, 16 * GiB)).toEqual({ kind, text });
});

test('while nothing is measured, only the need is said', () => {
  expect(fitOf(2 * GiB, [{ id: 0 }], undefined)).toEqual({ kind: 'unknown', text: 'Needs about 2.8 GiB' });
});
