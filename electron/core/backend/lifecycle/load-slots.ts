/** Who may load now: backends on different GPUs start side by side, those that share a GPU one after another. */

interface Ticket {
  keys: readonly string[];
  granted: boolean;
  onGranted: () => void;
}

export class LoadSlots {
  #busy = new Set<string>();
  #queue: Ticket[] = [];

  /**
   * Calls `onGranted` (before returning, if free) once every GPU in `keys` is free; no keys: at once.
   * @returns gives the slot back, or leaves the queue; safe to call twice
   */
  request(keys: readonly string[], onGranted: () => void): () => void {
    const ticket: Ticket = { keys, granted: false, onGranted };
    this.#queue.push(ticket);
    this.#serve();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      if (ticket.granted) for (const key of ticket.keys) this.#busy.delete(key);
      else this.#queue = this.#queue.filter((other) => other !== ticket);
      this.#serve();
    };
  }

  #serve(): void {
    // A GPU that an earlier ticket waits for is kept for it, or a worker on two GPUs might wait for ever.
    const reserved = new Set(this.#busy);
    const waiting: Ticket[] = [];
    const granted: Ticket[] = [];
    for (const ticket of this.#queue) {
      const free = ticket.keys.every((key) => !reserved.has(key));
      for (const key of ticket.keys) reserved.add(key);
      if (!free) {
        waiting.push(ticket);
        continue;
      }
      ticket.granted = true;
      for (const key of ticket.keys) this.#busy.add(key);
      granted.push(ticket);
    }
    this.#queue = waiting;
    for (const ticket of granted) ticket.onGranted();
  }
}
