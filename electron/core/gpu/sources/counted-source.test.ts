import { describe, expect, test } from 'vitest';
import type { GpuCounter } from '../../process/windows/native/gpu-counters.ts';
import type { GpuSource, GpuSourceListener, ProcessVram, SourceSample } from '../gpu-sample.ts';
import { createCountedSource, fillIn } from './counted-source.ts';

const GB = 1024 ** 3;
const A = '0x00000000_0x0000c0f3';
const B = '0x00000000_0x0000d1a4';
const untold = (pid: number, gpuUuid = 'GPU-a'): ProcessVram => ({ pid, gpuUuid, bytes: null });
const counter = (pid: number, bytes: number, luid = A): GpuCounter => ({ pid, luid, bytes });

describe('memory that the driver does not tell', () => {
  test('is that of the counters; what the driver tells stays', () => {
    const told: ProcessVram = { pid: 8, gpuUuid: 'GPU-a', bytes: GB };
    expect(fillIn([untold(7), told], [counter(7, 3 * GB), counter(8, 9 * GB), counter(4, GB)])).toEqual([
      { pid: 7, gpuUuid: 'GPU-a', bytes: 3 * GB },
      told,
    ]);
  });

  test('of a process on two cards follows from processes that use one of them', () => {
    const processes = [untold(7), untold(8, 'GPU-b'), untold(9), untold(9, 'GPU-b')];
    const counters = [counter(7, GB), counter(8, 2 * GB, B), counter(9, 3 * GB), counter(9, 4 * GB, B)];
    expect(fillIn(processes, counters).map(({ bytes }) => bytes)).toEqual([GB, 2 * GB, 3 * GB, 4 * GB]);
  });

  test('stays unknown where it is not clear which adapter is which card', () => {
    const alone = [untold(9), untold(9, 'GPU-b')];
    expect(fillIn(alone, [counter(9, GB), counter(9, GB, B)])).toEqual(alone);
    const contradicting = [untold(7), untold(8, 'GPU-b')];
    expect(fillIn(contradicting, [counter(7, GB), counter(8, GB)])).toEqual(contradicting);
    expect(fillIn([untold(7)], [])).toEqual([untold(7)]);
  });
});

describe('a source with counters', () => {
  const sample = (bytes: number | null): SourceSample => ({
    gpus: [{ index: 0, uuid: 'GPU-a', name: 'RTX', vendor: 'nvidia' }],
    processes: [{ pid: 7, gpuUuid: 'GPU-a', bytes }],
  });

  function open(readCounters: () => Promise<GpuCounter[] | null>) {
    const reported: (number | null | undefined)[] = [];
    let inner: GpuSourceListener | undefined;
    const source: GpuSource = {
      vendor: 'nvidia',
      open: (_, listener) => {
        inner = listener;
        return { sampleNow: async () => sample(null), close: async () => {} };
      },
    };
    const handle = createCountedSource(source, readCounters).open(2000, {
      onSample: (_, processes) => reported.push(processes[0]?.bytes),
      onError: () => {},
    });
    const report = ({ gpus, processes }: SourceSample) => inner?.onSample(gpus, processes);
    return { handle, report, reported };
  }

  test('completes regular samples and single ones', async () => {
    const { handle, report, reported } = open(async () => [counter(7, 3 * GB)]);
    report(sample(null));
    await expect.poll(() => reported).toEqual([3 * GB]);
    expect((await handle.sampleNow())?.processes).toEqual([{ pid: 7, gpuUuid: 'GPU-a', bytes: 3 * GB }]);
  });

  test('asks nothing of Windows where the driver tells the memory', async () => {
    let readings = 0;
    const { report, reported } = open(async () => {
      readings += 1;
      return [];
    });
    report(sample(GB));
    await expect.poll(() => reported).toEqual([GB]);
    expect(readings).toBe(0);
  });

  test('leaves the sample as it is where the counters fail, and reports nothing after it is closed', async () => {
    const { handle, report, reported } = open(async () => {
      throw new Error('no counters');
    });
    report(sample(null));
    await expect.poll(() => reported).toEqual([null]);
    report(sample(null));
    await handle.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(reported).toEqual([null]);
  });
});
