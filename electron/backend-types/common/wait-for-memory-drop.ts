/** After an engine was asked to free memory: looks what really came back, for engines are asked and free a little later. */
import type { Clock } from '../../core/clock.ts';

/** Milliseconds of looking at most. */
export const LOOKING_LIMIT = 6_000;
const FIRST_PAUSE = 50;
const PAUSE_GROWTH = 1.5;
const MAX_PAUSE = 500;

export interface MemoryDrop {
  clock: Clock;
  signal: AbortSignal;
  /** Bytes from which a fall is one. */
  noticeable: number;
  /** How many bytes less are in use than before the request. */
  look: () => Promise<number>;
}

/**
 * @returns bytes that came back, 0 where none did within the limit. Ends as soon as there is a fall that does not go on.
 * @throws what `look` throws
 */
export async function waitForMemoryDrop({ clock, signal, noticeable, look }: MemoryDrop): Promise<number> {
  const until = clock.now() + LOOKING_LIMIT;
  let pause = FIRST_PAUSE;
  let last = 0;
  for (;;) {
    const fall = await look();
    const isNoticeable = fall >= noticeable;
    // Twice the same: it does not go on.
    if (isNoticeable && last >= noticeable && fall - last < noticeable) return fall;
    last = fall;
    if (clock.now() >= until || signal.aborted) return isNoticeable ? fall : 0;
    await rest(pause, clock, signal);
    pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE);
  }
}

/** Resolves after the pause, or at once when it is called off. */
function rest(pauseMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.setTimer(pauseMs, end);
    signal.addEventListener('abort', end);
  });
}
