/** A clock for tests: time passes only when the test lets it. */
import type { Clock } from '../../../electron/core/clock.ts';

interface Timer {
  due: number;
  order: number;
  fire: () => void;
}

/** Turns of the event loop in which promises can settle. A chain through real I/O needs more, and waits for that I/O. */
const SETTLE_TURNS = 3;

export class ManualClock implements Clock {
  #now = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();
  #startWall: number;

  /** @param startWall the wall clock at the start, in epoch milliseconds */
  constructor(startWall = Date.UTC(2026, 10, 24)) {
    this.#startWall = startWall;
  }

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#startWall + this.#now;
  }

  /** Sets the wall clock `ms` forwards, or backwards where that is negative. No time passes, so no timer fires. */
  setWallForward(ms: number): void {
    this.#startWall += ms;
  }

  setTimer(delayMs: number, fire: () => void): () => void {
    const timer: Timer = { due: this.#now + Math.max(0, delayMs), order: this.#order++, fire };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /**
   * Lets `ms` pass. Timers fire in order, each at its own time, also those that are set on the way. Promises settle before
   * the first timer, between two timers, and after the last.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.due);
      timer.fire();
      await settle();
    }
    this.#now = end;
    await settle();
  }

  /** Sets the wall clock forward or back, as a correction of the system's time does. No timer is affected. */
  shiftWall(ms: number): void {
    this.#startWall += ms;
  }

  /** Milliseconds until each timer that is set fires, the soonest first. */
  pendingTimers(): number[] {
    return [...this.#timers].map((timer) => timer.due - this.#now).sort((a, b) => a - b);
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due > end) continue;
      if (
        next === undefined ||
        timer.due < next.due ||
        (timer.due === next.due && timer.order < next.order)
      ) {
        next = timer;
      }
    }
    return next;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
