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
  /**
   * All that can come back, where the engine tells. It is waited for, however long nothing changes: models that go one after
   * the other have pauses between them. Without it, the drop has ended when two measurements hardly differ.
   */
  maxDrop?: number | undefined;
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
  maxDrop,
}: MemoryDropOptions): Promise<number> {
  const deadline = clock.now() + MAX_WAIT_MS;
  let pause = FIRST_PAUSE_MS;
  let last = 0;
  for (;;) {
    const drop = await measure();
    const isDrop = drop >= minDrop;
    const hasEnded =
      maxDrop === undefined ? isDrop && last >= minDrop && drop - last < minDrop : drop >= maxDrop;
    if (hasEnded) return isDrop ? drop : 0;
    last = drop;
    if (clock.now() >= deadline || signal.aborted) return isDrop ? drop : 0;
    await delay(clock, pause, signal);
    pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE_MS);
  }
}
