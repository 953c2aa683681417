/**
 * The timers of a backend's lifecycle: the back-off before the next attempt, the time after which a run counts as stable,
 * and the time without contact after which its worker is started again.
 */
import type { Clock } from '../../clock.ts';
import { STABILITY_WINDOW } from './restart-policy.ts';

export class RestartTimers {
  readonly #clock: Clock;
  #cancelRetry: () => void = () => {};
  #cancelStability: () => void = () => {};
  #cancelSilence: () => void = () => {};
  #retryAt: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Epoch milliseconds of the retry that was scheduled last; null where there was none. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  scheduleRetry(delayMs: number, onDue: () => void): void {
    this.#retryAt = this.#clock.wall() + delayMs;
    this.#cancelRetry = this.#clock.setTimer(delayMs, onDue);
  }

  cancelRetry(): void {
    this.#cancelRetry();
  }

  watchStability(onStable: () => void): void {
    this.#cancelStability();
    this.#cancelStability = this.#clock.setTimer(STABILITY_WINDOW, onStable);
  }

  cancelStability(): void {
    this.#cancelStability();
  }

  /** @param limitMs infinite: nothing is waited for */
  watchSilence(limitMs: number, onOver: () => void): void {
    this.#cancelSilence();
    if (Number.isFinite(limitMs)) this.#cancelSilence = this.#clock.setTimer(limitMs, onOver);
  }

  cancelSilence(): void {
    this.#cancelSilence();
  }
}
