import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import type { GpuSample } from '../gpu-sample.ts';
import { createAppleSource } from './apple-source.ts';

const GIB = 1024 ** 3;

test('the GPU of an Apple chip has the name of the chip and the memory of the system, sampled at each interval', async () => {
  const clock = new ManualClock();
  let free = 24 * GIB;
  const source = createAppleSource(clock, {
    chip: () => 'Apple M2 Max',
    totalMemory: () => 32 * GIB,
    freeMemory: () => free,
  });
  const samples: GpuSample[] = [];
  const open = source.open(2000, { onSample: (gpus) => samples.push(...gpus), onError: () => {} });
  onTestFinished(() => open.close());
  await clock.advance(0);
  expect(samples).toEqual([
    {
      index: 0,
      uuid: 'apple-gpu',
      name: 'Apple M2 Max',
      vendor: 'apple',
      usedBytes: 8 * GIB,
      totalBytes: 32 * GIB,
    },
  ]);
  free = 16 * GIB;
  await clock.advance(2000);
  expect(samples[1]?.usedBytes).toBe(16 * GIB);
  await open.close();
  expect(clock.pendingTimers()).toEqual([]);
});
