/** Counts the requests of API keys that are limited to so many in a minute. */
import { Allowance } from './allowance.ts';

const MINUTE = 60_000;

export class RequestRates {
  readonly #now: () => number;
  /** By the id of the key. One that has its full allowance again is forgotten. */
  readonly #byKey = new Map<string, { allowance: Allowance; fullAt: number }>();

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Counts a request, unless there were too many.
   * @returns milliseconds after which the next one is accepted; 0 where this one was
   */
  count(keyId: string, perMinute: number): number {
    const now = this.#now();
    for (const [id, { fullAt }] of this.#byKey) if (fullAt <= now) this.#byKey.delete(id);
    const interval = MINUTE / perMinute;
    const known = this.#byKey.get(keyId) ?? {
      allowance: new Allowance(perMinute, interval, now),
      fullAt: now,
    };
    this.#byKey.set(keyId, known);
    const wait = known.allowance.wait(now);
    if (!known.allowance.take(now)) return wait;
    known.fullAt = Math.max(known.fullAt, now) + interval;
    return 0;
  }
}
