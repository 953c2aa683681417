/** Keeps events until there is a listener: the system may send a link before the program is ready. */
export class EventBuffer<T> {
  readonly #waiting: T[] = [];
  #listener: ((event: T) => void) | null = null;

  push(event: T): void {
    if (this.#listener) this.#listener(event);
    else this.#waiting.push(event);
  }

  /** The listener receives first the events that have waited, then each further one. */
  setListener(listener: (event: T) => void): void {
    this.#listener = listener;
    for (const event of this.#waiting.splice(0)) listener(event);
  }
}
