/** What rocm-smi prints with `--json`. Its keys differ from release to release and every value is a string. */

import { knownFigures } from '../gpu-reading.ts';
import { amdUuid } from './amd-sysfs.ts';

export interface RocmCard {
  /** PCI address, such as `0000:03:00.0`; only with `--showbus`. */
  address: string | undefined;
  uuid: string | undefined;
  name: string | undefined;
  figures: ReturnType<typeof knownFigures>;
}

/** The cards in rocm-smi's order; null where there is no JSON in the text. Warnings may stand before and behind it. */
export function parseRocmJson(text: string): RocmCard[] | null {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  let whole: unknown;
  try {
    whole = JSON.parse(text.slice(start, end + 1));
  } catch {
    return null;
  }
  return Object.entries(asRecord(whole))
    .filter(([key]) => /^card\d+$/.test(key))
    .sort(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)))
    .map(([, card]) => toCard(asRecord(card)));
}

function toCard(card: Record<string, unknown>): RocmCard {
  /** What the keys tell, in their order. */
  const told = (...keys: RegExp[]): string[] =>
    keys.flatMap((key) =>
      Object.entries(card).flatMap(([name, value]) => (key.test(name) && isTold(value) ? value.trim() : [])),
    );
  const find = (...keys: RegExp[]): string | undefined => told(...keys)[0];
  const number = (...keys: RegExp[]): number | undefined => {
    const value = find(...keys);
    return value === undefined ? undefined : Number(value);
  };
  const id = find(/^unique id$/i);
  const totalBytes = number(/^vram total memory \(b\)$/i);
  const allocatedPercent = number(/^gpu memory allocated \(vram%\)$/i);
  return {
    address: find(/^pci bus$/i)?.toLowerCase(),
    uuid: id === undefined ? undefined : amdUuid(id),
    // Some releases tell the number of a model alone, which names nothing to a person.
    name: told(/^card series$/i, /^card model$/i, /^device name$/i, /^card sku$/i).find(
      (name) => !name.startsWith('0x'),
    ),
    figures: knownFigures({
      temperature: number(
        /^temperature \(sensor edge\) \(c\)$/i,
        /^temperature \(sensor junction\) \(c\)$/i,
        /^temperature .*\(c\)$/i,
      ),
      utilizationPercent: number(/^gpu use \(%\)$/i),
      usedBytes:
        number(/^vram total used memory \(b\)$/i) ??
        (totalBytes === undefined || allocatedPercent === undefined
          ? undefined
          : Math.round((totalBytes * allocatedPercent) / 100)),
      totalBytes,
      // Not the largest power that it may take, whose key ends alike.
      powerWatts: number(/^(?!max).*power \(w\)$/i),
      fanPercent: number(/^fan speed \(%\)$/i),
    }),
  };
}

const isTold = (value: unknown): value is string =>
  typeof value === 'string' && !/^\s*(n\/a|none|unknown|)\s*$/i.test(value);

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
