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

/** The sums of what engines report, such as `11.2 GiB of VRAM and 3.1 GiB of RAM`; null if none reports an amount. */
function formatFreedAmounts(freed: readonly FreedMemory[]): string | null {
  const sum = (key: 'vram_bytes' | 'ram_bytes') =>
    freed.reduce((total, one) => total + Math.max(0, one[key] ?? 0), 0);
  const parts = [
    { bytes: sum('vram_bytes'), noun: 'VRAM' },
    { bytes: sum('ram_bytes'), noun: 'RAM' },
  ]
    .filter(({ bytes }) => bytes > 0)
    .map(({ bytes, noun }) => `${formatBytes(bytes)} of ${noun}`);
  return parts.length === 0 ? null : parts.join(' and ');
}

/** The change that the host measured, such as `Freed 9.8 GiB of VRAM: 10.2 → 0.4 GiB`; null if it measured none. */
function formatMeasuredChange(freed: FreedMemory): { text: string; isLess: boolean } | null {
  const changes = [
    { before: freed.vram_before, after: freed.vram_after, noun: 'VRAM' },
    { before: freed.ram_before, after: freed.ram_after, noun: 'RAM' },
  ].flatMap(({ before, after, noun }) =>
    before === undefined || after === undefined ? [] : [{ before, after, noun }],
  );
  if (changes.length === 0) return null;
  const text = changes
    .map(({ before, after, noun }) => {
      const freedBytes = Math.max(0, before - after);
      const what = freedBytes === 0 ? `No ${noun} came back` : `Freed ${formatBytes(freedBytes)} of ${noun}`;
      return `${what}: ${formatBytePair(before, '→', after)}`;
    })
    .join('. ');
  return { text, isLess: changes.some(({ before, after }) => after < before) };
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
  const measured = formatMeasuredChange(one);
  if (measured !== null)
    return {
      tone: measured.isLess ? 'good' : 'neutral',
      text: `${measured.text}.`,
      details: one.message === '' ? [] : [one.message],
    };
  return {
    tone: 'good',
    text: amounts === null ? one.message || 'Memory was freed.' : `Freed ${amounts}.`,
    details: amounts === null || one.message === '' ? [] : [one.message],
  };
}

/** The sum as the text, and a line for each backend as the details. */
export function describeAllFreed(freed: readonly FreedMemory[], nameOf: (id: number) => string): CallResult {
  if (freed.length === 0)
    return { tone: 'neutral', text: 'Nothing was freed: no backend is ready for use.', details: [] };
  const done = freed.filter(({ ok }) => ok);
  const amounts = formatFreedAmounts(freed);
  const whom = `${done.length} of ${formatCount(freed.length, 'backend')}`;
  return {
    tone: done.length > 0 ? 'good' : 'neutral',
    text:
      done.length === 0
        ? 'No backend freed memory.'
        : amounts === null
          ? `Memory of ${whom} was freed.`
          : `Freed ${amounts} from ${whom}.`,
    details: freed.map((one) => {
      const own = formatMeasuredChange(one)?.text ?? formatFreedAmounts([one]);
      return `${nameOf(one.id)}: ${[own, one.message].filter(Boolean).join('. ')}`;
    }),
  };
}
