/** Measures ratios: a time divided by a floor that is measured in the same run, alternately, on the same machine. */

/** @returns the milliseconds that `work` takes */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export const quantile = (samples: readonly number[], q: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
};

export interface Comparison {
  name: string;
  /** What the floor is, for the output. */
  floor: string;
  rounds: number;
  /**
   * Rounds before those that are measured, for caches and just-in-time compilation on both sides: a call is measured on a host
   * that has run for a while, as it does for months. 1 where it is left out.
   */
  warmUp?: number;
  measure: () => Promise<number>;
  measureFloor: () => Promise<number>;
}

/** Measures both alternately, so that a slow moment of the machine meets both, and prints the ratio of the medians. */
export async function compare({
  name,
  floor,
  rounds,
  warmUp = 1,
  measure,
  measureFloor,
}: Comparison): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < warmUp; round++) {
    await measureFloor();
    await measure();
  }
  for (let round = 0; round < rounds; round++) {
    bare.push(await measureFloor());
    ours.push(await measure());
  }
  const ratio = quantile(ours, 0.5) / quantile(bare, 0.5);
  const spread = `p50 ${quantile(ours, 0.5).toFixed(2)} ms, p99 ${quantile(ours, 0.99).toFixed(2)} ms; floor p50 ${quantile(bare, 0.5).toFixed(2)} ms`;
  console.log(`${ratio.toFixed(2)}x  ${name}\n       over ${floor} (${rounds} rounds: ${spread})`);
}
