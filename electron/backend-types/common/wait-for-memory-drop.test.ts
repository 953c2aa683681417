import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { formatBytes } from '../../core/bytes-in-words.ts';
import { LOOKING_LIMIT, waitForMemoryDrop } from './wait-for-memory-drop.ts';

/** Watches a memory that has fallen by what `at` says at each moment. @returns the result and when it was there */
async function watch(at: (ms: number) => number) {
  const clock = new ManualClock();
  let took = -1;
  const result = waitForMemoryDrop({
    clock,
    signal: new AbortController().signal,
    noticeable: 10,
    look: async () => at(clock.now()),
  }).finally(() => {
    took = clock.now();
  });
  await clock.advance(2 * LOOKING_LIMIT);
  return { freed: await result, took };
}

test('a fall that comes late is seen, and the answer waits no longer than until it has ended', async () => {
  const { freed, took } = await watch((ms) => (ms < 1000 ? 0 : ms < 1500 ? 400 : 900));
  expect(freed).toBe(900);
  expect(took).toBeLessThan(3000);
});

test('without a fall the limit is waited for, and nothing came back', async () => {
  const { freed, took } = await watch(() => 0);
  expect(freed).toBe(0);
  expect(took).toBeGreaterThanOrEqual(LOOKING_LIMIT);
});

test('what comes and goes by itself is no fall, nor is a rise', async () => {
  expect((await watch((ms) => (ms % 2 === 0 ? 9 : 3))).freed).toBe(0);
  expect((await watch(() => -5000)).freed).toBe(0);
});

test('a fall that was only passing is not counted', async () => {
  expect((await watch((ms) => (ms === 0 ? 500 : 0))).freed).toBe(0);
});

test.each([
  [4 * 1024 ** 3, '4.0 GiB'],
  [512 * 1024 ** 2, '512 MiB'],
])('%i bytes are %s', (bytes, words) => expect(formatBytes(bytes)).toBe(words));
