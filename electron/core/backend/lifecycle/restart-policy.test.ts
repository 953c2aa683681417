import { describe, expect, it } from 'vitest';
import { retryDelay } from './restart-policy.ts';

describe('the back-off', () => {
  it('begins at 100 ms and doubles', () => {
    expect([1, 2, 3, 4].map((failures) => retryDelay(failures, 0.5))).toEqual([100, 200, 400, 800]);
  });
  it('ends at 60 s', () => expect(retryDelay(30, 0.5)).toBe(60_000));
  it('is spread by a fifth to either side', () => {
    expect(retryDelay(1, 0)).toBe(80);
    expect(retryDelay(1, 1)).toBe(120);
  });
});
