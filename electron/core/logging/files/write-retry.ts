/** Tries a log whose file cannot be written again and again: a worker that prints nothing would leave it open whether the disk works. */
import type { Clock } from '../../clock.ts';
import { RETRY_INTERVAL } from './rotating-file.ts';

export class WriteRetry {
  readonly #clock: Clock;
  readonly #retry: () => Promise<boolean>;
  #isFailing = false;
  #isPaused = false;
  #cancelTimer: () => void = () => {};

  /** @param retry tries once, and resolves to whether the file can be written, which {@link recovered} is told as well; never rejects */
  constructor(clock: Clock, retry: () => Promise<boolean>) {
    this.#clock = clock;
    this.#retry = retry;
  }

  failed(): void {
    this.#isFailing = true;
    this.#schedule();
  }

  recovered(): void {
    this.#isFailing = false;
    this.#cancelTimer();
  }

  /** Ends the tries until {@link resume}, one that is under way included. */
  pause(): void {
    this.#isPaused = true;
    this.#cancelTimer();
  }

  /** To be called with each line for the file: one that is not paused costs nothing. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.#isFailing) this.#schedule();
  }

  #schedule(): void {
    if (this.#isPaused) return;
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.setTimer(
      RETRY_INTERVAL,
      () =>
        void this.#retry().then((isWritable) => {
          if (!isWritable) this.#schedule();
        }),
      false,
    );
  }
}
