/** When a stop has to be over. It can be shortened while the stop is under way. */
import type { Clock } from '../../../clock.ts';

/** Milliseconds that a worker gets for the polite signal where requests in flight have used up the whole time. */
export const MIN_GRACE = 250;

/** Milliseconds that {@link Adapter.beforeStop} may take. */
export const BEFORE_STOP_TIMEOUT = 2000;

export class StopDeadline {
  readonly #clock: Clock;
  /** Monotonic milliseconds. */
  #due = Number.POSITIVE_INFINITY;
  #minGrace = MIN_GRACE;
  /** Lets the present step of the stop know that the deadline is earlier now. */
  #onShortened: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds that a worker gets between the polite signal and the forced end. */
  get graceMs(): number {
    return Math.max(this.#minGrace, this.#due - this.#clock.now());
  }

  get isOver(): boolean {
    return this.#clock.now() >= this.#due;
  }

  /** Moves the deadline to `ms` milliseconds from now, where that is earlier than before. */
  shorten(ms: number): void {
    const due = this.#clock.now() + ms;
    if (due >= this.#due) return;
    this.#due = due;
    this.#minGrace = Math.min(this.#minGrace, ms);
    this.#onShortened();
  }

  /** Calls `listener` each time the deadline is shortened; it replaces an earlier listener. */
  onShortened(listener: () => void): void {
    this.#onShortened = listener;
  }

  /** Resolves when `work` is done, at the deadline, or after `limitMs`. */
  wait(work: Promise<void>, limitMs = Number.POSITIVE_INFINITY): Promise<void> {
    const limit = this.#clock.now() + limitMs;
    return new Promise((resolve) => {
      let isOver = false;
      let cancelTimer = () => {};
      const end = () => {
        // Work that is done after the limit must not touch the listener of a later step.
        if (isOver) return;
        isOver = true;
        cancelTimer();
        this.onShortened(() => {});
        resolve();
      };
      const setTimer = () => {
        cancelTimer();
        const delay = Math.min(limit, this.#due) - this.#clock.now();
        cancelTimer = this.#clock.setTimer(Math.max(0, delay), end);
      };
      setTimer();
      this.onShortened(setTimer);
      void work.then(end);
    });
  }
}
