/** The notices about the program itself, until they are dismissed. */
import type { Notice } from '../../../shared/events.ts';

export class Notices {
  #list: Notice[];
  readonly #listeners = new Set<() => void>();

  constructor(initial: readonly Notice[]) {
    this.#list = [...initial];
  }

  /** Calls `listener` after each change. @returns a function that ends it */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  list(): Notice[] {
    return [...this.#list];
  }

  /** Replaces an earlier notice with the same id. */
  add(notice: Notice): void {
    this.#list = [...this.#list.filter(({ id }) => id !== notice.id), notice];
    this.#changed();
  }

  dismiss(id: string): void {
    const before = this.#list.length;
    this.#list = this.#list.filter((notice) => notice.id !== id);
    if (this.#list.length !== before) this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
