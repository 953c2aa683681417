/**
 * One ticking second for everything that counts up or down on the page. The timer runs only while somebody looks.
 * Times from the host are compared with the host's clock, which may differ from this machine's.
 */

export interface Clock {
  /** Milliseconds since 1970 by the host's clock, as far as it is known. Changes once a second while watched. */
  now(): number;
  subscribe(onTick: () => void): () => void;
  /** Tells the clock what time the host says it is, to the second. */
  correct(hostTime: number): void;
}

/** A difference below this is the delay of the network or the rounding of the Date header, not a wrong clock. */
const TOLERATED_MS = 2_500;

export function createClock(): Clock {
  const listeners = new Set<() => void>();
  let offset = 0;
  let shown = Date.now();
  let timer: ReturnType<typeof setInterval> | null = null;

  const tick = () => {
    shown = Date.now() + offset;
    for (const listener of listeners) listener();
  };

  /** Nobody ticks it while it is unwatched. Within a second it stands still, so that two reads of one render agree. */
  const catchUp = () => {
    const now = Date.now() + offset;
    if (timer === null && Math.abs(now - shown) >= 1000) shown = now;
  };

  return {
    now: () => {
      catchUp();
      return shown;
    },
    subscribe(onTick) {
      listeners.add(onTick);
      if (timer === null) {
        catchUp();
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
      offset = Math.abs(difference) < TOLERATED_MS ? 0 : difference;
    },
  };
}
