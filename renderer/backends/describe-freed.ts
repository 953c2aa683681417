/** Describes what FreeBackendMemory has freed. */
import { formatBytePair, formatBytes, formatCount } from '../format/amounts.ts';
import { formatReasons } from '../format/reasons.ts';
import type { CallResult } from '../state/calls.ts';

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
  ok: boolean;
}

/** Bytes below which nothing worth mentioning came back: processes shrink and grow by as much without being asked. */
const MIN_NOTABLE_BYTES = 16 * 1024 ** 2;
/** Backends with a line of their own in a summary. */
const MAX_LINES = 5;

interface FreedAmount {
  noun: 'VRAM' | 'RAM';
  bytes: number;
  /** What the host measured, such as `10.2 → 0.4 GiB`; null where only the engine reports an amount. */
  change: string | null;
}

/** What came back of each kind: as the host measured it, or else as the engine reports it. Kinds of which nothing is known are left out. */
const amountsOf = (freed: FreedMemory): FreedAmount[] =>
  (['vram', 'ram'] as const).flatMap((kind): FreedAmount[] => {
    const noun = kind === 'vram' ? 'VRAM' : 'RAM';
    const before = freed[`${kind}_before`];
    const after = freed[`${kind}_after`];
    const reported = freed[`${kind}_bytes`] ?? 0;
    if (before !== undefined && after !== undefined)
      return [{ noun, bytes: Math.max(0, before - after), change: formatBytePair(before, '→', after) }];
    return reported > 0 ? [{ noun, bytes: reported, change: null }] : [];
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
  const parts = (['VRAM', 'RAM'] as const)
    .map((noun) => ({ noun, bytes: sumOf(amounts.filter((one) => one.noun === noun)) }))
    .filter(({ bytes }) => bytes > 0)
    .map(({ bytes, noun }) => `${formatBytes(bytes)} of ${noun}`);
  return parts.length === 0 ? null : parts.join(' and ');
}

/** `Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB`; null where the host measured nothing. */
function formatMeasured(freed: FreedMemory): string | null {
  const amounts = amountsOf(freed);
  if (amounts.every(({ change }) => change === null)) return null;
  return amounts
    .map(({ noun, bytes, change }) => {
      const what =
        bytes === 0
          ? `No ${noun} came back`
          : bytes < MIN_NOTABLE_BYTES
            ? `Hardly any ${noun} came back (${formatBytes(bytes)})`
            : `Freed ${formatBytes(bytes)} of ${noun}`;
      return change === null ? what : `${what}: ${change}`;
    })
    .join('. ');
}

/** @param freed entries of one backend */
export function describeFreed(freed: readonly FreedMemory[]): CallResult {
  const [one] = freed;
  if (one === undefined)
    return {
      tone: 'neutral',
      text: 'Nothing was freed: only a backend that is ready for use can be asked.',
      details: [],
    };
  if (!one.ok) return { tone: 'neutral', text: one.message || 'Nothing was freed.', details: [] };
  const tone = isNotable(one) ? 'good' : 'neutral';
  const details = one.message === '' ? [] : [one.message];
  const measured = formatMeasured(one);
  if (measured !== null) return { tone, text: `${measured}.`, details };
  const sums = formatSums(freed);
  return sums === null
    ? { tone, text: one.message || 'Memory was freed.', details: [] }
    : { tone, text: `Freed ${sums}.`, details };
}

/**
 * The sum as the text. The details have a line for each backend that gave back much, and one for all that say the same of why
 * they did not.
 */
export function describeAllFreed(freed: readonly FreedMemory[], nameOf: (id: number) => string): CallResult {
  if (freed.length === 0)
    return { tone: 'neutral', text: 'Nothing was freed: no backend is ready for use.', details: [] };
  const done = freed.filter((one) => one.ok && isNotable(one));
  const sums = formatSums(done);
  const whom = `${done.length} of ${formatCount(freed.length, 'backend')}`;
  return {
    tone: done.length > 0 ? 'good' : 'neutral',
    text:
      done.length === 0
        ? 'No backend freed memory.'
        : sums === null
          ? `Memory of ${whom} was freed.`
          : `Freed ${sums} from ${whom}.`,
    details: [
      ...linesOfFreed(done, nameOf),
      ...formatReasons(
        freed
          .filter((one) => !done.includes(one))
          .map(({ id, message }) => ({ id, message: message || 'Nothing came back.' })),
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
    const own = formatMeasured(one) ?? formatSums([one]);
    return `${nameOf(one.id)}: ${[own, one.message].filter(Boolean).join('. ')}`;
  });
  return byBytes.length === shown.length
    ? lines
    : [...lines, `And ${formatCount(byBytes.length - shown.length, 'other backend')}.`];
}
