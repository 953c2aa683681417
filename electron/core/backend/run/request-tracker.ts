/** The requests of a worker: those that it reports, those that are sent to it through the gateway, when the last one was, and what they cost. */
import { addTokens, type TokenCount } from '../../../../shared/backend.ts';
import type { Clock } from '../../clock.ts';

export class RequestTracker {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #reported = 0;
  /** Sent through the gateway. A worker that reports its requests counts them too. */
  #sent = 0;
  #lastUsedAt: number | null = null;
  #lastUse: number | null = null;
  #tokens: TokenCount | null = null;
  #idleWaiters: (() => void)[] = [];

  /** @param onChange called after each change of what is counted here */
  constructor(clock: Clock, onChange: () => void = () => {}) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get inFlight(): number {
    return Math.max(this.#reported, this.#sent);
  }

  /** Epoch milliseconds; null where no request was reported yet. */
  get lastUsedAt(): number | null {
    return this.#lastUsedAt;
  }

  /** As {@link lastUsedAt}, in monotonic milliseconds. */
  get lastUse(): number | null {
    return this.#lastUse;
  }

  /** Of the requests that were sent through the gateway; null where no reply told of tokens. Replaced, never changed. */
  get tokens(): TokenCount | null {
    return this.#tokens;
  }

  countTokens(tokens: TokenCount): void {
    this.#tokens = this.#tokens === null ? tokens : addTokens(this.#tokens, tokens);
    this.#onChange();
  }

  report(inFlight: number): void {
    this.#markUse();
    this.#reported = inFlight;
    this.#check();
  }

  /** Counts a request that is sent to the worker. @returns ends it; calling that twice does nothing more */
  begin(): () => void {
    this.#markUse();
    this.#sent++;
    this.#onChange();
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#markUse();
      this.#sent--;
      this.#check();
    };
  }

  /** The worker has exited: it reports no request any more. Those that were sent to it end by themselves. */
  reset(): void {
    this.#reported = 0;
    this.#check();
  }

  /** Resolves when no request is in flight. */
  whenIdle(): Promise<void> {
    if (this.inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idleWaiters.push(resolve));
  }

  #markUse(): void {
    this.#lastUsedAt = this.#clock.wall();
    this.#lastUse = this.#clock.now();
  }

  #check(): void {
    this.#onChange();
    if (this.inFlight > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }
}
