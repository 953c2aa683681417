/**
 * The GPU of Apple's chips. It shares the memory of the system, so that is what is shown. Its utilization can only be read
 * as root.
 */
import { cpus, freemem, totalmem } from 'node:os';
import type { Clock } from '../../clock.ts';
import type { GpuSample, GpuSource } from '../gpu-sample.ts';

export interface AppleSystem {
  /** Such as "Apple M2 Max": the name of the chip, which is that of the GPU as well. */
  chip(): string;
  /** Bytes. */
  totalMemory(): number;
  freeMemory(): number;
}

export const thisSystem: AppleSystem = {
  chip: () => cpus()[0]?.model ?? 'Apple GPU',
  totalMemory: totalmem,
  freeMemory: freemem,
};

export function createAppleSource(clock: Clock, system: AppleSystem = thisSystem): GpuSource {
  const sample = (): GpuSample => {
    const totalBytes = system.totalMemory();
    return {
      index: 0,
      // There is only one, which cannot be replaced.
      uuid: 'apple-gpu',
      name: system.chip(),
      vendor: 'apple',
      usedBytes: totalBytes - system.freeMemory(),
      totalBytes,
    };
  };
  return {
    vendor: 'apple',
    open: (intervalMs, listener) => {
      let cancel = () => {};
      const report = () => {
        cancel = clock.setTimer(intervalMs, report);
        listener.onSample([sample()], []);
      };
      // After `open` has returned, as with the sources that wait for a program.
      cancel = clock.setTimer(0, report);
      return {
        sampleNow: async () => ({ gpus: [sample()], processes: [] }),
        close: async () => cancel(),
      };
    },
  };
}
