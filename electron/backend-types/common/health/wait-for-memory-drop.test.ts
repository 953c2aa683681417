import { expect, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { formatBytes } from '../../../core/format-bytes.ts';
import { MAX_WAIT_MS, waitForMemoryDrop } from './wait-for-memory-drop.ts';

/** Waits for a drop of a memory that has fallen by `at(ms)` bytes. @returns the result, and after how many ms it came */
async function measureDrop(at: (ms: number) => number, maxDrop?: number) {
  const clock = new ManualClock();
  let took = -1;
  const result = waitForMemoryDrop({
    clock,
    signal: new AbortController().signal,
    minDrop: 10,
    maxDrop,
    measure: async () => at(clock.now()),
  }).finally(() => {
    took = clock.now();
  });
  await clock.advance(2 * MAX_WAIT_MS);
  return { freed: await result, took };
}

test('a drop that comes late is seen, and the result comes as soon as the drop has ended', async () => {
  const { freed, took } = await measureDrop((ms) => (ms < 1000 ? 0 : ms < 1500 ? 400 : 900));
  expect(freed).toBe(900);
  expect(took).toBeLessThan(3000);
});

test('where it is known how much can come back, pauses between two drops are waited out', async () => {
  const inTwoSteps = (ms: number) => (ms < 200 ? 0 : ms < 2000 ? 400 : 900);
  expect(await measureDrop(inTwoSteps)).toMatchObject({ freed: 400 });
  const { freed, took } = await measureDrop(inTwoSteps, 900);
  expect(freed).toBe(900);
  expect(took).toBeLessThan(3000);
});

test('without a drop it waits until the limit, and the result is 0', async () => {
  const { freed, took } = await measureDrop(() => 0);
  expect(freed).toBe(0);
  expect(took).toBeGreaterThanOrEqual(MAX_WAIT_MS);
});

test('small fluctuations are no drop, and neither is a rise', async () => {
  expect((await measureDrop((ms) => (ms % 2 === 0 ? 9 : 3))).freed).toBe(0);
  expect((await measureDrop(() => -5000)).freed).toBe(0);
});

test('a drop that does not last is not counted', async () => {
  expect((await measureDrop((ms) => (ms === 0 ? 500 : 0))).freed).toBe(0);
});

test.each([
  [4 * 1024 ** 3, '4.0 GiB'],
  [512 * 1024 ** 2, '512 MiB'],
])('%i bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
