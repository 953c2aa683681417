/** Says how often a backend has crashed, and when. */

import type { Crash } from '../../shared/diagnosis.ts';
import { formatWords } from '../../shared/words/en/format.ts';
import { words } from '../../shared/words/words.ts';
import { formatAgo, formatDuration } from './amounts.ts';

const t = words(formatWords);

const MINUTE = 60_000;

/**
 * `Crashed 4 times in 10 min, last 40 s ago`, `Crashed once, 40 s ago`.
 * @param crashes oldest first; at least one
 * @param now epoch milliseconds by the host's clock
 */
export function formatCrashes(crashes: readonly Crash[], now: number): string {
  const ago = formatAgo(now - Date.parse(crashes.at(-1)?.at ?? ''));
  if (crashes.length < 2) return t('crashedOnce', { ago });
  const age = now - Date.parse(crashes[0]?.at ?? '');
  const span = age < MINUTE ? age : Math.ceil(age / MINUTE) * MINUTE;
  return t('crashedTimes', { length: crashes.length, duration: formatDuration(span), ago });
}

/** The same for a backend that runs again: `…, stable for 12 s`. @param startedAt ISO 8601 */
export function formatUnstable(
  crashes: readonly Crash[],
  startedAt: string | undefined,
  now: number,
): string {
  const text = formatCrashes(crashes, now);
  return startedAt === undefined
    ? text
    : t('unstable', { crashes: text, duration: formatDuration(now - Date.parse(startedAt)) });
}
