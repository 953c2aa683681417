/**
 * The graphics processor of Apple's chips. It has no memory of its own but shares the system's, so that is what is shown; how
 * busy it is can only be asked as root.
 */
import { cpus, freemem, totalmem } from 'node:os';
import type { Clock } from '../../clock.ts';
import type { GpuReading, GpuSource } from '../gpu-reading.ts';

export interface AppleSystem {
  /** Such as "Apple M2 Max"; chip and graphics processor have one name. */
  chip(): string;
  /** Bytes. */
  totalMemory(): number;
  freeMemory(): number;
}

export const thisSystem: AppleSystem = {
  chip: () => cpus()[0]?.model ?? 'Apple graphics processor',
  totalMemory: totalmem,
  freeMemory: freemem,
};

export function createAppleSource(clock: Clock, system: AppleSystem = thisSystem): GpuSource {
  const look = (): GpuReading => {
    const totalBytes = system.totalMemory();
    return {
      index: 0,
      // There is one, and it cannot be changed for another.
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
      const round = () => {
        cancel = clock.setTimer(intervalMs, round);
        listener.read([look()], []);
      };
      // Not before `open` has returned, as with the sources that wait for a program.
      cancel = clock.setTimer(0, round);
      return {
        close: async () => cancel(),
      };
    },
  };
}
