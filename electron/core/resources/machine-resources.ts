/** CPU and memory of the machine, in the form of GetServerResourceInfo. */
import { cpus, freemem, totalmem } from 'node:os';
import type { ServerResourceInfo } from '../../../shared/resources.ts';

type ResourceInfo = Pick<ServerResourceInfo, 'cpu' | 'system_ram'>;

/** Minimum milliseconds between two readings of the CPU times for a meaningful usage. */
const MIN_INTERVAL = 250;

export class MachineResources {
  readonly #now: () => number;
  #last: { at: number; idle: number; total: number };
  #usage = 0;

  /** @param now monotonic milliseconds */
  constructor(now: () => number) {
    this.#now = now;
    this.#last = { at: now(), ...cpuTimes() };
  }

  read(): ResourceInfo {
    const now = this.#now();
    if (now - this.#last.at >= MIN_INTERVAL) {
      const times = cpuTimes();
      const total = times.total - this.#last.total;
      this.#usage = total > 0 ? 1 - (times.idle - this.#last.idle) / total : 0;
      this.#last = { at: now, ...times };
    }
    const total = totalmem();
    const free = freemem();
    return {
      cpu: { usage: Math.min(1, Math.max(0, this.#usage)), cores: cpus().length },
      system_ram: { total, used: total - free, free },
    };
  }
}

function cpuTimes(): { idle: number; total: number } {
  let idle = 0;
  let total = 0;
  for (const { times } of cpus()) {
    idle += times.idle;
    total += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idle, total };
}
