import { expect, test } from 'vitest';
import { describeAllFreed, describeFreed } from './describe-freed.ts';

const GiB = 1024 ** 3;
const HARDLY = 65_536;

test('freeing the memory of many is one summary: who gave back most, and a line for all that say the same', () => {
  const freed = Array.from({ length: 50 }, (_, id) =>
    id < 8
      ? { id, ok: true, message: '', vram_before: (id + 1) * GiB, vram_after: 0 }
      : id < 10
        ? {
            id,
            ok: true,
            message: 'Unloaded.',
            vram_before: GiB,
            vram_after: GiB - HARDLY,
            vram_bytes: HARDLY,
          }
        : { id, ok: false, message: 'No request for freeing memory is set.' },
  );
  expect(describeAllFreed(freed, (id) => `B${id}`)).toEqual({
    tone: 'good',
    text: 'Freed 36.0 GiB of VRAM from 8 of 50 backends.',
    details: [
      ...[7, 6, 5, 4, 3].map((id) => `B${id}: Freed ${id + 1}.0 GiB of VRAM: ${id + 1}.0 → 0.0 GiB.`),
      'And 3 other backends.',
      '2 backends: Unloaded.',
      '40 backends: No request for freeing memory is set.',
    ],
  });
});

test('an amount that is not worth mentioning is no success', () => {
  const one = { id: 0, ok: true, message: 'Unloaded.' };
  expect(describeFreed([{ ...one, vram_bytes: HARDLY }])).toMatchObject({ tone: 'neutral' });
  expect(describeFreed([{ ...one, vram_bytes: GiB }])).toMatchObject({ tone: 'good' });
  expect(describeFreed([one])).toMatchObject({ tone: 'good', text: 'Unloaded.' });
  expect(describeAllFreed([{ ...one, ram_bytes: HARDLY }], String)).toMatchObject({
    tone: 'neutral',
    text: 'No backend freed memory.',
  });
});

test('what the engine reports of one kind counts beside what the host measured of the other', () => {
  // As of a worker whose graphics memory no driver reports.
  const one = { id: 0, ok: true, message: '', ram_before: 3 * GiB, ram_after: 3 * GiB, vram_bytes: 9 * GiB };
  expect(describeFreed([one])).toEqual({
    tone: 'good',
    text: 'Freed 9.0 GiB of VRAM. No RAM was freed: 3.0 → 3.0 GiB.',
    details: [],
  });
  expect(describeAllFreed([one], String)).toMatchObject({
    tone: 'good',
    text: 'Freed 9.0 GiB of VRAM from 1 of 1 backend.',
  });
});
