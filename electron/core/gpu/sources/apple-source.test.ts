import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import type { GpuReading } from '../gpu-reading.ts';
import { createAppleSource } from './apple-source.ts';

const GIB = 1024 ** 3;

test('the graphics processor of an Apple chip has the chip’s name and the system’s memory, read at each interval', async () => {
  const clock = new ManualClock();
  let free = 24 * GIB;
  const source = createAppleSource(clock, {
    chip: () => 'Apple M2 Max',
    totalMemory: () => 32 * GIB,
    freeMemory: () => free,
  });
  const readings: GpuReading[] = [];
  const open = source.open(2000, { read: (gpus) => readings.push(...gpus), trouble: () => {} });
  onTestFinished(() => open.close());
  await clock.advance(0);
  expect(readings).toEqual([
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
  expect(readings[1]?.usedBytes).toBe(16 * GIB);
  await open.close();
  expect(clock.pendingTimers()).toEqual([]);
});
