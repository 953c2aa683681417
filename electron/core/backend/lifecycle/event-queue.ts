/** The events of one backend, handled one after another. */
import type { LifecycleEvent } from './lifecycle-state.ts';

export class EventQueue {
  readonly #handle: (event: LifecycleEvent) => void;
  readonly #events: LifecycleEvent[] = [];
  #isHandling = false;

  constructor(handle: (event: LifecycleEvent) => void) {
    this.#handle = handle;
  }

  /**
   * Handles the event, and those that its effects cause at once. An event that comes while another is handled waits until
   * that is done. @returns false where the caller is within the handling of another event, which then handles this one too
   */
  handleAll(event: LifecycleEvent): boolean {
    this.#events.push(event);
    if (this.#isHandling) return false;
    this.#isHandling = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#handle(next);
    } finally {
      this.#isHandling = false;
    }
    return true;
  }
}
