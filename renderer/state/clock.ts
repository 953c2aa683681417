/**
 * The clock of everything on the page that counts up or down. It ticks once a second, and only while somebody subscribes.
 * It follows the host's clock, because the times that the host sends are compared with it.
 */

export interface Clock {
  /** Milliseconds since 1970 by the host's clock, as far as that is known. Changes once a second while it ticks. */
  now(): number;
  subscribe(onTick: () => void): () => void;
  /** Sets the clock by a time that the host has sent, which is exact to the second. */
  correct(hostTime: number): void;
}

/** A smaller difference comes from the delay of the network or the rounding of the Date header. */
const TOLERANCE_MS = 2_500;

export function createClock(): Clock {
  const listeners = new Set<() => void>();
  let offset = 0;
  let shown = Date.now();
  let timer: ReturnType<typeof setInterval> | null = null;

  const tick = () => {
    shown = Date.now() + offset;
    for (const listener of listeners) listener();
  };

  /** Without a timer nobody updates the time. It changes by whole seconds, so that two reads of one render agree. */
  const updateWithoutTimer = () => {
    const now = Date.now() + offset;
    if (timer === null && Math.abs(now - shown) >= 1000) shown = now;
  };

  return {
    now: () => {
      updateWithoutTimer();
      return shown;
    },
    subscribe(onTick) {
      listeners.add(onTick);
      if (timer === null) {
        updateWithoutTimer();
        timer = setInterval(tick, 1000);
      }
      return () => {
        listeners.delete(onTick);
        if (listeners.size === 0 && timer !== null) {
          clearInterval(timer);
          timer = null;
        }
      };
    },
    correct(hostTime) {
      const difference = hostTime - Date.now();
      offset = Math.abs(difference) < TOLERANCE_MS ? 0 : difference;
    },
  };
}
