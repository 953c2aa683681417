/** Ends an instance that another one has started when that one is gone, so that nobody has called AdminTakeControl for too long. */
import type { Clock } from '../core/clock.ts';

export interface ControlWatchOptions {
  /** Milliseconds; infinite for no limit. */
  limitMs: number;
  /** Called once. @param minutes the limit */
  onLapse: (minutes: number) => void;
}

export class ControlWatch {
  readonly #clock: Clock;
  readonly #options: ControlWatchOptions;
  #cancel = () => {};

  constructor(clock: Clock, options: ControlWatchOptions) {
    this.#clock = clock;
    this.#options = options;
    this.take();
  }

  /** To be called with each AdminTakeControl: the time begins anew. */
  take(): void {
    const { limitMs, onLapse } = this.#options;
    this.#cancel();
    if (Number.isFinite(limitMs))
      this.#cancel = this.#clock.setTimer(limitMs, () => onLapse(limitMs / 60_000), false);
  }
}
