import { gpuHistoryWords } from '../../../shared/words/en/gpus/history.ts';
import { words } from '../../../shared/words/words.ts';
import type { ChartProps } from './chart-props.ts';
import type { Column } from './history-columns.ts';

import { formatValue } from './plot.ts';

const t = words(gpuHistoryWords);

/** `VRAM of GPU 0 in the last 15 minutes: now 17.2 GiB, lowest 3.0 GiB, highest 22.1 GiB`. */
export function describeColumn(
  column: Column | undefined,
  { unit, subject, spanText: span }: Pick<ChartProps, 'unit' | 'subject' | 'spanText'>,
): string {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (const value of column ?? []) {
    if (value === null) continue;
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  if (lowest > highest) return t('chartUnknown', { subject, span });
  const last = column?.at(-1) ?? null;
  const values = { subject, span, lowest: formatValue(lowest, unit), highest: formatValue(highest, unit) };
  return last === null
    ? t('chartNowUnknown', values)
    : t('chart', { ...values, now: formatValue(last, unit) });
}

/** Whether there is no value in the whole time. */
export const isEmpty = (column: Column | undefined): boolean => !column?.some((value) => value !== null);
