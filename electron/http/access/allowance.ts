/** So many at once, and one more after each interval. */
export class Allowance {
  readonly #max: number;
  readonly #interval: number;
  #left: number;
  #refilledAt: number;

  /**
   * @param interval milliseconds
   * @param now milliseconds of a clock that never runs backwards, as everywhere here
   */
  constructor(max: number, interval: number, now: number) {
    this.#max = max;
    this.#interval = interval;
    this.#left = max;
    this.#refilledAt = now;
  }

  /** @returns whether there was one left */
  take(now: number): boolean {
    if (this.isEmpty(now)) return false;
    this.#left -= 1;
    return true;
  }

  isEmpty(now: number): boolean {
    const refills = Math.floor((now - this.#refilledAt) / this.#interval);
    this.#left = Math.min(this.#max, this.#left + refills);
    this.#refilledAt += refills * this.#interval;
    return this.#left === 0;
  }

  /** Milliseconds until there is one left; 0 where there is. */
  wait(now: number): number {
    return this.isEmpty(now) ? this.#refilledAt + this.#interval - now : 0;
  }
}
