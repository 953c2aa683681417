import { expect, test } from 'vitest';
import { GiB } from '../fixtures/resources.ts';
import { sharesOf } from './gpu-shares.ts';

test('"others" is the VRAM in use without the shares of backends', () => {
  const { backends, others, free } = sharesOf({
    total_memory: 24 * GiB,
    used_memory: 14 * GiB,
    free_memory: 10 * GiB,
    backends: [
      { id: 2, vram_bytes: 3 * GiB },
      { id: 1, vram_bytes: 10 * GiB, by_engine: true },
    ],
  });
  expect(backends).toEqual([
    { id: 1, bytes: 10 * GiB, isByEngine: true },
    { id: 2, bytes: 3 * GiB, isByEngine: false },
  ]);
  expect(others).toBe(1 * GiB);
  expect(free).toBe(10 * GiB);
});

test('samples of different times give no negative share, and no bar longer than its width', () => {
  const { others, total } = sharesOf({
    total_memory: 8 * GiB,
    used_memory: 7 * GiB,
    backends: [{ id: 1, vram_bytes: 9 * GiB }],
  });
  expect(others).toBe(0);
  expect(total).toBe(9 * GiB);
});

test('a GPU without values has no invented shares', () => {
  expect(sharesOf({ backends: [] })).toEqual({
    backends: [],
    others: null,
    free: null,
    used: null,
    total: null,
  });
});
