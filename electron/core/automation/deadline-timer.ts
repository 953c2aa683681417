/** One timer for several deadlines: it fires at the first of them, and has to be armed again then. */
import type { Clock } from '../clock.ts';

export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #cancel: (() => void) | null = null;
  /** Monotonic milliseconds. */
  #due = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Adds a deadline. @param delayMs milliseconds from now; null for none */
  arm(delayMs: number | null): void {
    if (delayMs === null) return;
    const due = this.#clock.now() + delayMs;
    if (this.#due <= due) return;
    this.disarm();
    this.#due = due;
    this.#cancel = this.#clock.setTimer(delayMs, () => {
      this.disarm();
      this.#onDue();
    });
  }

  /** Forgets all deadlines. */
  disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Number.POSITIVE_INFINITY;
  }
}
