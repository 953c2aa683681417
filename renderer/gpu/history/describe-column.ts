import type { Column } from './history-columns.ts';
import { formatValue, type Unit } from './plot.ts';

export const NOTHING_KNOWN = 'nothing is known';

/** `now 17.2 GiB, lowest 3.0 GiB, highest 22.1 GiB`. */
export function describeColumn(column: Column | undefined, unit: Unit): string {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of column ?? []) {
    if (value === null) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest > highest) return NOTHING_KNOWN;
  const last = column?.at(-1) ?? null;
  const now = last === null ? 'now not known' : `now ${formatValue(last, unit)}`;
  return `${now}, lowest ${formatValue(lowest, unit)}, highest ${formatValue(highest, unit)}`;
}
