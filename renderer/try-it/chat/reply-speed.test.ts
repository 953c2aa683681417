import { expect, test } from 'vitest';
import { startTiming } from './reply-speed.ts';

test('the speed is that after the first token, by the tokens that the backend counted', () => {
  const timing = startTiming(1_000);
  expect(timing.current()).toBeNull();
  timing.add({ events: 0, tokens: null }, 1_100);
  expect(timing.current()).toBeNull();
  timing.add({ events: 1, tokens: null }, 1_500);
  expect(timing.current()).toEqual({ firstTokenMs: 500, tokens: 1, isCounted: false, tokensPerSecond: null });
  timing.add({ events: 9, tokens: null }, 3_500);
  expect(timing.current()).toMatchObject({ tokens: 10, tokensPerSecond: 4.5 });
  // Two tokens in each event; the count comes after the last one.
  timing.add({ events: 0, tokens: 20 }, 9_000);
  expect(timing.current()).toEqual({ firstTokenMs: 500, tokens: 20, isCounted: true, tokensPerSecond: 9 });
});
