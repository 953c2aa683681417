/** Measures how much memory came back after an engine was asked to free some. Engines free it a little after their reply. */
import { type Clock, delay } from '../../../core/clock.ts';

/** How long a drop is waited for. */
export const MAX_WAIT_MS = 6_000;
const FIRST_PAUSE_MS = 50;
const PAUSE_GROWTH = 1.5;
const MAX_PAUSE_MS = 500;

export interface MemoryDropOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Less than this is no drop. In the unit of `measure`, which is bytes, or models where their size is not known. */
  minDrop: number;
  /** How much less is in use than before the request. */
  measure: () => Promise<number>;
}

/**
 * @returns how much came back, 0 where none did within the limit. Resolves as soon as a drop has ended.
 * @throws what `measure` throws
 */
export async function waitForMemoryDrop({
  clock,
  signal,
  minDrop,
  measure,
}: MemoryDropOptions): Promise<number> {
  const deadline = clock.now() + MAX_WAIT_MS;
  let pause = FIRST_PAUSE_MS;
  let last = 0;
  for (;;) {
    const drop = await measure();
    const isDrop = drop >= minDrop;
    // Two measurements that hardly differ: the drop has ended.
    if (isDrop && last >= minDrop && drop - last < minDrop) return drop;
    last = drop;
    if (clock.now() >= deadline || signal.aborted) return isDrop ? drop : 0;
    await delay(clock, pause, signal);
    pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE_MS);
  }
}
