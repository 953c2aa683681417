/** The output of rocm-smi with `--json`. Its keys differ between releases, and every value is a string. */
import { knownMetrics } from '../gpu-sample.ts';
import { amdUuid } from './amd-sysfs.ts';

/** A longer value is none of rocm-smi's. */
const MAX_VALUE_LENGTH = 200;

export interface RocmGpu {
  /** PCI address, such as `0000:03:00.0`; only with `--showbus`. */
  address: string | undefined;
  uuid: string | undefined;
  name: string | undefined;
  metrics: ReturnType<typeof knownMetrics>;
}

/** The GPUs in the order of rocm-smi; null if there is no JSON in the text. There may be warnings around it. */
export function parseRocmJson(text: string): RocmGpu[] | null {
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
    .map(([, gpu]) => toGpu(asRecord(gpu)));
}

function toGpu(gpu: Record<string, unknown>): RocmGpu {
  /** Known values of the keys, in the order of the keys. */
  const values = (...keys: RegExp[]): string[] =>
    keys.flatMap((key) =>
      Object.entries(gpu).flatMap(([name, value]) => (key.test(name) && isKnown(value) ? value.trim() : [])),
    );
  const find = (...keys: RegExp[]): string | undefined => values(...keys)[0];
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
    // Some releases have only the number of a model, which means nothing to a person.
    name: values(/^card series$/i, /^card model$/i, /^device name$/i, /^card sku$/i).find(
      (name) => !name.startsWith('0x'),
    ),
    metrics: knownMetrics({
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
      // Not the maximum power, whose key has the same end.
      powerWatts: number(/^(?!max).*power \(w\)$/i),
      fanPercent: number(/^fan speed \(%\)$/i),
    }),
  };
}

const isKnown = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length <= MAX_VALUE_LENGTH &&
  !/^(n\/a|none|unknown|)$/i.test(value.trim());

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
