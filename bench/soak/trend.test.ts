import { describe, expect, test } from 'vitest';
import { findTrend, type TimedValue } from './trend.ts';

/** One sample a minute. */
const series = (count: number, valueAt: (minute: number) => number): TimedValue[] =>
  Array.from({ length: count }, (_, minute) => ({ at: minute / 60, value: valueAt(minute) }));
/** From -1 to 1, the same in each run. */
const noise = (minute: number): number => Math.sin(minute * 12.9898) * Math.cos(minute * 78.233);

describe('a trend', () => {
  test('that grows is found in noise, with its slope per hour', () => {
    const { grows, slope } = findTrend(
      series(40, (minute) => 100 + minute + 5 * noise(minute)),
      10,
    );
    expect(grows).toBe(true);
    expect(slope).toBeGreaterThan(50);
    expect(slope).toBeLessThan(70);
  });

  test('is none in noise, in a single leap down or up for a moment, or in what shrinks', () => {
    for (const valueAt of [
      noise,
      (minute: number) => (minute === 30 ? 1000 : 1) + noise(minute),
      (minute: number) => 100 - minute,
      () => 7,
    ])
      expect(findTrend(series(40, valueAt), 0.5).grows).toBe(false);
  });

  test('below the allowance is no finding', () => {
    expect(
      findTrend(
        series(40, (minute) => minute),
        100,
      ).grows,
    ).toBe(false);
    expect(
      findTrend(
        series(40, (minute) => minute),
        30,
      ).grows,
    ).toBe(true);
  });

  test('of one sample or none is none', () => {
    expect(findTrend([], 0)).toEqual({ slope: 0, grows: false });
    expect(
      findTrend(
        series(1, () => 1),
        0,
      ),
    ).toEqual({ slope: 0, grows: false });
  });
});
