/** The performance counters of graphics memory, as Windows lists them. Real ones have not been read. */
import { describe, expect, test } from 'vitest';
import {
  counterList,
  LIST_ADDRESS,
  type ListedCounter,
} from '../../../../../e2e/testkit/process/windows-lists.ts';
import { GpuCounters, parseGpuCounters } from './gpu-counters.ts';
import type { Pdh } from './win32.ts';

const COUNTERS: ListedCounter[] = [
  { name: 'pid_4242_luid_0x00000000_0x0000C0F3_phys_0', value: 3_000_000_000 },
  { name: 'pid_4242_luid_0x00000000_0x0000C0F3_phys_1', value: 1_000 },
  { name: 'pid_4242_luid_0x00000000_0x0000D1A4_phys_0', value: 0 },
  { name: 'pid_7_luid_0x00000000_0x0000C0F3_phys_0', value: 5, status: 0xc000_0bc6 },
  { name: '_Total', value: 9 },
];
const READ = [
  { pid: 4242, luid: '0x00000000_0x0000c0f3', bytes: 3_000_001_000 },
  { pid: 4242, luid: '0x00000000_0x0000d1a4', bytes: 0 },
];
const NO_SUCH_COUNTER = 0xc000_0bb8;
const MORE_DATA = 0x8000_07d2;

/** The functions of a Windows that lists these counters. */
function pdhWith(list: Buffer, count: number, more: Partial<Pdh> = {}): Pdh {
  return {
    PdhOpenQueryW: () => 0,
    PdhAddEnglishCounterW: () => 0,
    PdhCollectQueryData: async () => 0,
    PdhCloseQuery: () => 0,
    PdhGetFormattedCounterArrayW: (_counter, _format, bytes, found, items) => {
      bytes.writeUInt32LE(list.length, 0);
      found.writeUInt32LE(count, 0);
      if (items === null || items.length < list.length) return MORE_DATA;
      list.copy(items);
      return 0;
    },
    addressOf: () => LIST_ADDRESS,
    ...more,
  };
}

describe('graphics memory by process', () => {
  test('is the sum of the parts of an adapter; what is no process or not valid is left out', () => {
    expect(parseGpuCounters(counterList(COUNTERS), COUNTERS.length, LIST_ADDRESS)).toEqual(READ);
  });

  test('is read with as much memory as Windows asks for', async () => {
    const counters = new GpuCounters(pdhWith(counterList(COUNTERS), COUNTERS.length));
    expect(await counters.read()).toEqual(READ);
    counters.close();
    expect(await counters.read()).toBeNull();
  });

  test('is not known where this Windows has no such counters, or does not collect them', async () => {
    const list = counterList(COUNTERS);
    const absent = pdhWith(list, 5, { PdhAddEnglishCounterW: () => NO_SUCH_COUNTER });
    expect(await new GpuCounters(absent).read()).toBeNull();
    const failing = pdhWith(list, 5, { PdhCollectQueryData: async () => NO_SUCH_COUNTER });
    expect(await new GpuCounters(failing).read()).toBeNull();
  });

  test('that is damaged is read as far as it goes', () => {
    const list = counterList(COUNTERS);
    expect(parseGpuCounters(list, 1000, LIST_ADDRESS)).toEqual(READ);
    expect(parseGpuCounters(list, 5, LIST_ADDRESS + 1_000_000n)).toEqual([]);
    expect(parseGpuCounters(list.subarray(0, 30), 5, LIST_ADDRESS)).toEqual([]);
  });
});
