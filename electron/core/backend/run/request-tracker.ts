/** The requests that a worker reports: how many it serves now, and when the last one was reported. */
import type { Clock } from '../../clock.ts';

export class RequestTracker {
  readonly #clock: Clock;
  #inFlight = 0;
  #lastUsedAt: number | null = null;
  #lastUse: number | null = null;
  #idleWaiters: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Epoch milliseconds; null where no request was reported yet. */
  get lastUsedAt(): number | null {
    return this.#lastUsedAt;
  }

  /** As {@link lastUsedAt}, in monotonic milliseconds. */
  get lastUse(): number | null {
    return this.#lastUse;
  }

  report(inFlight: number): void {
    this.#lastUsedAt = this.#clock.wall();
    this.#lastUse = this.#clock.now();
    this.#setInFlight(inFlight);
  }

  /** The worker has exited: no request is served any more. */
  reset(): void {
    this.#setInFlight(0);
  }

  /** Resolves when no request is in flight. */
  whenIdle(): Promise<void> {
    if (this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #setInFlight(inFlight: number): void {
    this.#inFlight = inFlight;
    if (inFlight > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
