/** The notices about the program itself, until they are dismissed. */
import type { Notice } from '../../../shared/events.ts';

export class Notices {
  #list: Notice[];
  readonly #onShown: (notice: Notice) => void;
  readonly #listeners = new Set<() => void>();

  /** @param onShown called with each notice, the initial ones included */
  constructor(initial: readonly Notice[], onShown: (notice: Notice) => void) {
    this.#list = [...initial];
    this.#onShown = onShown;
    for (const notice of initial) onShown(notice);
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
    const earlier = this.#list.find(({ id }) => id === notice.id);
    this.#list = [...this.#list.filter(({ id }) => id !== notice.id), notice];
    if (earlier?.message !== notice.message) this.#onShown(notice);
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
