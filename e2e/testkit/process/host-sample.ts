/** What a test host counts of itself when it is asked to, so that a test sees what grows. */
import { EventEmitter } from 'node:events';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as v8 from 'node:v8';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Names the file that the host writes a {@link HostSample} to at each SIGUSR2. */
export const SAMPLE_FILE_VARIABLE = 'SWITCHYARD_TEST_SAMPLE_FILE';

/** Everything is counted after a full garbage collection. */
export interface HostSample {
  /** Counts up from 1. */
  number: number;
  /** Bytes. */
  rss: number;
  heap: number;
  /** Memory of buffers, in bytes. */
  external: number;
  descriptors: number;
  timers: number;
  /** Objects with listeners of any kind, such as sockets. */
  emitters: number;
  /** How many of them there are of each class. */
  kinds: Record<string, number>;
  /** Listeners of the process itself. */
  listeners: number;
  children: number;
}

/** To be called by the test host at its start. Without the variable, it does nothing. */
export function offerSamples(): void {
  const file = process.env[SAMPLE_FILE_VARIABLE];
  if (file === undefined) return;
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  let number = 0;
  process.on('SIGUSR2', () => {
    number += 1;
    // Twice: what a finalizer holds is free only after the second.
    collectGarbage();
    collectGarbage();
    writeFileSync(`${file}.new`, JSON.stringify(takeSample(number)));
    renameSync(`${file}.new`, file);
  });
}

function takeSample(number: number): HostSample {
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources = process.getActiveResourcesInfo();
  const summaries = v8.queryObjects(EventEmitter, { format: 'summary' }) as unknown as string[];
  return {
    number,
    rss,
    heap: heapUsed,
    external,
    descriptors: readdirSync('/proc/self/fd').length - 1,
    timers: resources.filter((name) => name === 'Timeout').length,
    emitters: summaries.length,
    kinds: countKinds(summaries),
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    children: readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1').split(' ').length - 1,
  };
}

/** @param summaries each begins with the name of a class */
function countKinds(summaries: readonly string[]): Record<string, number> {
  const kinds: Record<string, number> = {};
  for (const summary of summaries) {
    const kind = /^[\w ]+/.exec(summary)?.[0].trim() ?? 'other';
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}
