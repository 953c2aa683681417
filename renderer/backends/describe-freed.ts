/** Describes what FreeBackendMemory has freed. */

import { formatBytePair, formatBytes, formatCount } from '../format/amounts.ts';
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

/** The sums, such as `11.2 GiB of VRAM and 3.1 GiB of RAM`, as measured or else as engines report them; null if none is known. */
function formatFreedAmounts(freed: readonly FreedMemory[]): string | null {
  const sum = (kind: 'vram' | 'ram') =>
    freed.reduce((total, one) => {
      const before = one[`${kind}_before`];
      const after = one[`${kind}_after`];
      const bytes =
        before === undefined || after === undefined ? (one[`${kind}_bytes`] ?? 0) : before - after;
      return total + Math.max(0, bytes);
    }, 0);
  const parts = [
    { bytes: sum('vram'), noun: 'VRAM' },
    { bytes: sum('ram'), noun: 'RAM' },
  ]
    .filter(({ bytes }) => bytes > 0)
    .map(({ bytes, noun }) => `${formatBytes(bytes)} of ${noun}`);
  return parts.length === 0 ? null : parts.join(' and ');
}

/** How many bytes came back: as the host measured it, or else as the engine reports; null where neither is known. */
function freedBytes(freed: FreedMemory): number | null {
  const measured = changesOf(freed).map(({ before, after }) => Math.max(0, before - after));
  const reported = [freed.vram_bytes, freed.ram_bytes].flatMap((bytes) => (bytes ? [bytes] : []));
  const known = measured.length > 0 ? measured : reported;
  return known.length === 0 ? null : known.reduce((sum, bytes) => sum + bytes, 0);
}

/** Whether so much came back that it is worth a green message. Where nothing is known, the backend's word counts. */
const isNotable = (freed: FreedMemory): boolean =>
  (freedBytes(freed) ?? MIN_NOTABLE_BYTES) >= MIN_NOTABLE_BYTES;

const changesOf = (freed: FreedMemory) =>
  [
    { before: freed.vram_before, after: freed.vram_after, noun: 'VRAM' },
    { before: freed.ram_before, after: freed.ram_after, noun: 'RAM' },
  ].flatMap(({ before, after, noun }) =>
    before === undefined || after === undefined ? [] : [{ before, after, noun }],
  );

/** The change that the host measured, such as `Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB`; null if it measured none. */
function formatMeasuredChange(freed: FreedMemory): string | null {
  const changes = changesOf(freed);
  if (changes.length === 0) return null;
  return changes
    .map(({ before, after, noun }) => {
      const bytes = Math.max(0, before - after);
      const what =
        bytes === 0
          ? `No ${noun} came back`
          : bytes < MIN_NOTABLE_BYTES
            ? `Hardly any ${noun} came back (${formatBytes(bytes)})`
            : `Freed ${formatBytes(bytes)} of ${noun}`;
      return `${what}: ${formatBytePair(before, '→', after)}`;
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
  const amounts = formatFreedAmounts(freed);
  if (!one.ok) return { tone: 'neutral', text: one.message || 'Nothing was freed.', details: [] };
  const tone = isNotable(one) ? 'good' : 'neutral';
  const measured = formatMeasuredChange(one);
  if (measured !== null)
    return { tone, text: `${measured}.`, details: one.message === '' ? [] : [one.message] };
  return {
    tone,
    text: amounts === null ? one.message || 'Memory was freed.' : `Freed ${amounts}.`,
    details: amounts === null || one.message === '' ? [] : [one.message],
  };
}

/**
 * The sum as the text. The details have a line for each backend that gave back much, and one for all that say the same of why
 * they did not.
 */
export function describeAllFreed(freed: readonly FreedMemory[], nameOf: (id: number) => string): CallResult {
  if (freed.length === 0)
    return { tone: 'neutral', text: 'Nothing was freed: no backend is ready for use.', details: [] };
  const done = freed.filter((one) => one.ok && isNotable(one));
  const amounts = formatFreedAmounts(done);
  const whom = `${done.length} of ${formatCount(freed.length, 'backend')}`;
  return {
    tone: done.length > 0 ? 'good' : 'neutral',
    text:
      done.length === 0
        ? 'No backend freed memory.'
        : amounts === null
          ? `Memory of ${whom} was freed.`
          : `Freed ${amounts} from ${whom}.`,
    details: [
      ...linesOfFreed(done, nameOf),
      ...linesOfRefusals(
        freed.filter((one) => !done.includes(one)),
        nameOf,
      ),
    ],
  };
}

function linesOfFreed(done: readonly FreedMemory[], nameOf: (id: number) => string): string[] {
  const byBytes = [...done].sort((a, b) => (freedBytes(b) ?? 0) - (freedBytes(a) ?? 0));
  // One more line is shown rather than a line that stands for it alone.
  const shown = byBytes.length > MAX_LINES + 1 ? byBytes.slice(0, MAX_LINES) : byBytes;
  const lines = shown.map((one) => {
    const own = formatMeasuredChange(one) ?? formatFreedAmounts([one]);
    return `${nameOf(one.id)}: ${[own, one.message].filter(Boolean).join('. ')}`;
  });
  return byBytes.length === shown.length
    ? lines
    : [...lines, `And ${formatCount(byBytes.length - shown.length, 'other backend')}.`];
}

function linesOfRefusals(refused: readonly FreedMemory[], nameOf: (id: number) => string): string[] {
  const byMessage = new Map<string, FreedMemory[]>();
  for (const one of refused) byMessage.set(one.message, [...(byMessage.get(one.message) ?? []), one]);
  return [...byMessage].map(([message, all]) => {
    const [first] = all;
    const whom =
      all.length === 1 && first !== undefined ? nameOf(first.id) : formatCount(all.length, 'backend');
    return `${whom}: ${message || 'Nothing came back.'}`;
  });
}
