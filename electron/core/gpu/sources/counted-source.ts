/**
 * Completes the samples of a source whose driver lists processes without their memory, as NVIDIA's does for most cards on
 * Windows: by the counters in which Windows accounts it.
 */
import type { GpuCounter } from '../../process/windows/native/gpu-counters.ts';
import type { GpuSource, ProcessVram } from '../gpu-sample.ts';

/** Null where Windows does not tell. */
export type ReadCounters = () => Promise<readonly GpuCounter[] | null>;

export function createCountedSource(source: GpuSource, readCounters: ReadCounters): GpuSource {
  const complete = async (processes: readonly ProcessVram[]): Promise<readonly ProcessVram[]> => {
    if (!processes.some(({ bytes }) => bytes === null)) return processes;
    // What the driver says counts; the counters are an addition.
    const counters = await readCounters().catch(() => null);
    return counters === null ? processes : fillIn(processes, counters);
  };
  return {
    vendor: source.vendor,
    open(intervalMs, listener) {
      let [isClosed, newest] = [false, 0];
      const handle = source.open(intervalMs, {
        onError: (reason) => listener.onError(reason),
        onSample(gpus, processes) {
          const number = ++newest;
          void complete(processes).then((completed) => {
            // A sample that came later has been reported already, or will be.
            if (!isClosed && number === newest) listener.onSample(gpus, completed);
          });
        },
      });
      return {
        async sampleNow() {
          const sample = await handle.sampleNow();
          return sample && { gpus: sample.gpus, processes: await complete(sample.processes) };
        },
        close() {
          isClosed = true;
          return handle.close();
        },
      };
    },
  };
}

/**
 * Puts the memory of the counters in the place of what the driver does not tell. Which adapter is which card follows from
 * processes that use one of each; where that leaves a doubt, the memory stays unknown.
 */
export function fillIn(
  processes: readonly ProcessVram[],
  counters: readonly GpuCounter[],
): readonly ProcessVram[] {
  const cardsOf = groupBy(processes, ({ pid }) => pid);
  const adaptersOf = groupBy(
    counters.filter(({ bytes }) => bytes > 0),
    ({ pid }) => pid,
  );
  const cardByAdapter = new Map<string, string>();
  const contradicted = new Set<string>();
  for (const [pid, cards] of cardsOf) {
    const adapters = adaptersOf.get(pid) ?? [];
    const [card, adapter] = [cards[0], adapters[0]];
    if (cards.length !== 1 || adapters.length !== 1 || !card || !adapter) continue;
    const known = cardByAdapter.get(adapter.luid) ?? card.gpuUuid;
    if (known !== card.gpuUuid) contradicted.add(adapter.luid);
    cardByAdapter.set(adapter.luid, known);
  }
  return processes.map((process) => {
    if (process.bytes !== null) return process;
    const adapters = (adaptersOf.get(process.pid) ?? []).filter(({ luid }) => !contradicted.has(luid));
    const found = adapters.find(({ luid }) => cardByAdapter.get(luid) === process.gpuUuid);
    return found ? { ...process, bytes: found.bytes } : process;
  });
}

function groupBy<T>(list: readonly T[], keyOf: (each: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
