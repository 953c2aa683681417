/** Standing words to the user about the program itself, until they are put away. */
import type { Notice } from '../../../shared/events.ts';

export class Notices {
  #list: Notice[];
  readonly #onChange: () => void;

  constructor(initial: readonly Notice[], onChange: () => void) {
    this.#list = [...initial];
    this.#onChange = onChange;
  }

  list(): Notice[] {
    return [...this.#list];
  }

  /** A notice with the same id takes the place of the earlier one. */
  add(notice: Notice): void {
    this.#list = [...this.#list.filter(({ id }) => id !== notice.id), notice];
    this.#onChange();
  }

  dismiss(id: string): void {
    const before = this.#list.length;
    this.#list = this.#list.filter((notice) => notice.id !== id);
    if (this.#list.length !== before) this.#onChange();
  }
}
