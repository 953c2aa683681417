/** Decides whether a series of samples grows, in a way that single outliers do not change. */

export interface Trend {
  /** Per hour: the median of the slopes between all pairs of samples (Theil and Sen). */
  slope: number;
  /** Whether it is certain that it grows, and by more than `allowance` in the time of the samples. */
  grows: boolean;
}

export interface TimedValue {
  /** Hours. */
  at: number;
  value: number;
}

/** The score above which the order of the samples is no chance (Mann and Kendall): one in a thousand. */
const CERTAIN = 3.1;

/** @param allowance growth over the whole time that is no finding, in the unit of the values */
export function findTrend(samples: readonly TimedValue[], allowance: number): Trend {
  const slopes: number[] = [];
  let ups = 0;
  for (const [index, earlier] of samples.entries())
    for (const later of samples.slice(index + 1)) {
      slopes.push((later.value - earlier.value) / (later.at - earlier.at));
      ups += Math.sign(later.value - earlier.value);
    }
  if (slopes.length === 0) return { slope: 0, grows: false };
  slopes.sort((a, b) => a - b);
  const slope = slopes[Math.floor(slopes.length / 2)] ?? 0;
  const count = samples.length;
  const deviation = Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18);
  const hours = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0);
  return { slope, grows: ups / deviation > CERTAIN && slope * hours > allowance };
}
