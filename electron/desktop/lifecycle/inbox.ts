/** Keeps what arrives before anybody can deal with it: the system may send a link before the program is ready. */
export class Inbox<T> {
  readonly #waiting: T[] = [];
  #take: ((item: T) => void) | null = null;

  put(item: T): void {
    if (this.#take) this.#take(item);
    else this.#waiting.push(item);
  }

  /** From now on everything goes to `take`, first what has waited. */
  open(take: (item: T) => void): void {
    this.#take = take;
    for (const item of this.#waiting.splice(0)) take(item);
  }
}
