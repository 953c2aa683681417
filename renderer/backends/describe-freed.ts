/** Describes what FreeBackendMemory has freed. */

import { freedMemoryWords } from '../../shared/words/en/backends/freed-memory.ts';
import { joinTranslated, joinWithAnd } from '../../shared/words/join-texts.ts';
import { type Phrases, translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { formatBytePair, formatBytes } from '../format/amounts.ts';
import { formatNamed, formatReasons } from '../format/reasons.ts';
import type { CallResult } from '../state/calls.ts';

const t = words(freedMemoryWords);

/** An entry of the reply of FreeBackendMemory. */
export interface FreedMemory {
  id: number;
  ram_bytes?: number | undefined;
  vram_bytes?: number | undefined;
  ram_before?: number | undefined;
  ram_after?: number | undefined;
  vram_before?: number | undefined;
  vram_after?: number | undefined;
  message: string;
  phrases?: Phrases | undefined;
  ok: boolean;
}

/** Bytes below which nothing worth mentioning came back: processes shrink and grow by as much without being asked. */
const MIN_NOTABLE_BYTES = 16 * 1024 ** 2;
/** Backends with a line of their own in a summary. */
const MAX_LINES = 5;

interface FreedAmount {
  kind: 'vram' | 'ram';
  bytes: number;
  /** What the host measured, such as `10.2 → 0.4 GiB`; null where only the engine reports an amount. */
  change: string | null;
}

/** What came back of each kind: as the host measured it, or else as the engine reports it. Kinds of which nothing is known are left out. */
const amountsOf = (freed: FreedMemory): FreedAmount[] =>
  (['vram', 'ram'] as const).flatMap((kind): FreedAmount[] => {
    const before = freed[`${kind}_before`];
    const after = freed[`${kind}_after`];
    const reported = freed[`${kind}_bytes`] ?? 0;
    if (before !== undefined && after !== undefined)
      return [{ kind, bytes: Math.max(0, before - after), change: formatBytePair(before, '→', after) }];
    return reported > 0 ? [{ kind, bytes: reported, change: null }] : [];
  });

const sumOf = (amounts: readonly FreedAmount[]): number => amounts.reduce((sum, { bytes }) => sum + bytes, 0);

/** Whether so much came back that it is worth a green message. Where nothing is known, the backend's word counts. */
function isNotable(freed: FreedMemory): boolean {
  const amounts = amountsOf(freed);
  return amounts.length === 0 || sumOf(amounts) >= MIN_NOTABLE_BYTES;
}

/** The sums, such as `11.2 GiB of VRAM and 3.1 GiB of RAM`; null where nothing is known to have come back. */
function formatSums(freed: readonly FreedMemory[]): string | null {
  const amounts = freed.flatMap(amountsOf);
  const parts = (['vram', 'ram'] as const)
    .map((kind) => ({ kind, bytes: sumOf(amounts.filter((one) => one.kind === kind)) }))
    .filter(({ bytes }) => bytes > 0)
    .map(({ bytes, kind }) => t('amount', { bytes: formatBytes(bytes), kind }));
  return parts.length === 0 ? null : joinWithAnd(parts);
}

/** `Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB.`; null where the host measured nothing. */
function formatMeasured(freed: FreedMemory): string | null {
  const amounts = amountsOf(freed);
  if (amounts.every(({ change }) => change === null)) return null;
  return joinTranslated(
    amounts.map(({ kind, bytes, change }) => {
      const values = { kind, bytes: formatBytes(bytes), change: change ?? 'none' };
      return t(bytes === 0 ? 'none' : bytes < MIN_NOTABLE_BYTES ? 'hardly' : 'measured', values);
    }),
  );
}

const messageOf = (one: FreedMemory): string => translateField(one, 'message');

/** @param freed entries of one backend */
export function describeFreed(freed: readonly FreedMemory[]): CallResult {
  const [one] = freed;
  if (one === undefined) return { tone: 'neutral', text: t('notReady'), details: [] };
  if (!one.ok) return { tone: 'neutral', text: messageOf(one) || t('nothing'), details: [] };
  const tone = isNotable(one) ? 'good' : 'neutral';
  const details = one.message === '' ? [] : [messageOf(one)];
  const measured = formatMeasured(one);
  if (measured !== null) return { tone, text: measured, details };
  const sums = formatSums(freed);
  return sums === null
    ? { tone, text: messageOf(one) || t('done'), details: [] }
    : { tone, text: t('freed', { amounts: sums }), details };
}

/**
 * The sum as the text. The details have a line for each backend that gave back much, and one for all that say the same of why
 * they did not.
 */
export function describeAllFreed(freed: readonly FreedMemory[], nameOf: (id: number) => string): CallResult {
  if (freed.length === 0) return { tone: 'neutral', text: t('noneReady'), details: [] };
  const done = freed.filter((one) => one.ok && isNotable(one));
  const sums = formatSums(done);
  const whom = { done: done.length, count: freed.length };
  return {
    tone: done.length > 0 ? 'good' : 'neutral',
    text:
      done.length === 0
        ? t('noBackend')
        : sums === null
          ? t('fromSome', whom)
          : t('freedFromSome', { ...whom, amounts: sums }),
    details: [
      ...linesOfFreed(done, nameOf),
      ...formatReasons(
        freed
          .filter((one) => !done.includes(one))
          .map((one) => ({ id: one.id, message: messageOf(one) || t('nothing') })),
        nameOf,
      ),
    ],
  };
}

function linesOfFreed(done: readonly FreedMemory[], nameOf: (id: number) => string): string[] {
  const byBytes = [...done].sort((a, b) => sumOf(amountsOf(b)) - sumOf(amountsOf(a)));
  // One more line is shown rather than a line that stands for it alone.
  const shown = byBytes.length > MAX_LINES + 1 ? byBytes.slice(0, MAX_LINES) : byBytes;
  const lines = shown.map((one) => {
    const sums = formatSums([one]);
    const own = formatMeasured(one) ?? (sums === null ? null : t('freed', { amounts: sums }));
    return formatNamed(nameOf(one.id), joinTranslated([own ?? '', messageOf(one)]));
  });
  return byBytes.length === shown.length
    ? lines
    : [...lines, t('others', { count: byBytes.length - shown.length })];
}
