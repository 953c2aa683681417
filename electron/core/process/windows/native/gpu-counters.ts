/**
 * Graphics memory by process, from the performance counters in which the drivers of Windows (WDDM) account it. They exist from
 * Windows 10 1709 on.
 */
import type { Pdh } from './win32.ts';

export interface GpuCounter {
  pid: number;
  /** The adapter for this session of Windows, as `0x00000000_0x0000c0f3`. It is no name of the card. */
  luid: string;
  /** Dedicated memory. */
  bytes: number;
}

const PATH = '\\GPU Process Memory(*)\\Dedicated Usage';
const PDH_FMT_LARGE = 0x400;
const PDH_MORE_DATA = 0x8000_07d2;
/** PDH_FMT_COUNTERVALUE_ITEM_W: a pointer to the name, a status, and a number of 64 bits. */
const ITEM = { bytes: 24, statusAt: 8, valueAt: 16 };
/** PDH_CSTATUS_VALID_DATA and PDH_CSTATUS_NEW_DATA. */
const VALID = [0, 1];
const INSTANCE = /^pid_(\d+)_luid_(0x[\da-f]+_0x[\da-f]+)_phys_\d+/i;

/** Reads the counters anew at each call. Null where this Windows has none, and after {@link GpuCounters.close}. */
export class GpuCounters {
  readonly #pdh: Pdh;
  #query: bigint | null = null;
  #counter = 0n;

  constructor(pdh: Pdh) {
    this.#pdh = pdh;
    const query = Buffer.alloc(8);
    if (pdh.PdhOpenQueryW(null, null, query) !== 0) return;
    this.#query = query.readBigUInt64LE(0);
    const counter = Buffer.alloc(8);
    if (pdh.PdhAddEnglishCounterW(this.#query, PATH, null, counter) === 0)
      this.#counter = counter.readBigUInt64LE(0);
    else this.close();
  }

  async read(): Promise<GpuCounter[] | null> {
    if (this.#query === null || (await this.#pdh.PdhCollectQueryData(this.#query)) !== 0) return null;
    // Closed meanwhile.
    if (this.#query === null) return null;
    const [size, count] = [Buffer.alloc(4), Buffer.alloc(4)];
    for (let bytes = 0; ; bytes = size.readUInt32LE(0)) {
      const items = Buffer.alloc(Math.max(bytes, 8));
      size.writeUInt32LE(bytes, 0);
      const status = this.#pdh.PdhGetFormattedCounterArrayW(
        this.#counter,
        PDH_FMT_LARGE,
        size,
        count,
        bytes === 0 ? null : items,
      );
      if (status === 0 && bytes > 0)
        return parseGpuCounters(items, count.readUInt32LE(0), this.#pdh.addressOf(items));
      if (status !== PDH_MORE_DATA || size.readUInt32LE(0) <= bytes) return status === 0 ? [] : null;
    }
  }

  close(): void {
    if (this.#query !== null) this.#pdh.PdhCloseQuery(this.#query);
    this.#query = null;
  }
}

/** @param address where the buffer was in memory, for the names are found by pointers into it */
export function parseGpuCounters(items: Buffer, count: number, address: bigint): GpuCounter[] {
  const found = new Map<string, GpuCounter>();
  for (let index = 0; index < count && (index + 1) * ITEM.bytes <= items.length; index += 1) {
    const at = index * ITEM.bytes;
    const [, pid, luid] = INSTANCE.exec(readName(items, Number(items.readBigUInt64LE(at) - address))) ?? [];
    const bytes = Number(items.readBigInt64LE(at + ITEM.valueAt));
    if (pid === undefined || luid === undefined || !VALID.includes(items.readUInt32LE(at + ITEM.statusAt)))
      continue;
    const key = `${Number(pid)} ${luid.toLowerCase()}`;
    const sum = (found.get(key)?.bytes ?? 0) + Math.max(0, bytes);
    if (Number.isSafeInteger(Number(pid)) && Number(pid) > 0 && Number.isSafeInteger(sum))
      found.set(key, { pid: Number(pid), luid: luid.toLowerCase(), bytes: sum });
  }
  return [...found.values()];
}

/** Up to its NUL; empty where the pointer leads out of the buffer. */
function readName(items: Buffer, start: number): string {
  if (!(start >= 0 && start < items.length)) return '';
  const text = items.toString('utf16le', start, Math.min(items.length, start + 512));
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}
