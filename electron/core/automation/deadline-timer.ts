/** One timer for many who wait: it fires when the first of them is due, and is then to be set anew. */
import type { Clock } from '../clock.ts';

export class DeadlineTimer {
  readonly #clock: Clock;
  readonly #fire: () => void;
  #cancel: (() => void) | null = null;
  /** Monotonic milliseconds. */
  #due = Number.POSITIVE_INFINITY;

  constructor(clock: Clock, fire: () => void) {
    this.#clock = clock;
    this.#fire = fire;
  }

  /** @param wait milliseconds until one is due; null: this one waits for nothing */
  arm(wait: number | null): void {
    if (wait === null) return;
    const due = this.#clock.now() + wait;
    if (this.#due <= due) return;
    this.disarm();
    this.#due = due;
    this.#cancel = this.#clock.setTimer(wait, () => {
      this.disarm();
      this.#fire();
    });
  }

  disarm(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Number.POSITIVE_INFINITY;
  }
}
