/** Who may load now: backends on different GPUs load at the same time, those that share a GPU one after another. */

interface SlotRequest {
  keys: readonly string[];
  isGranted: boolean;
  onGranted: () => void;
}

export class LoadSlots {
  readonly #busyKeys = new Set<string>();
  #queue: SlotRequest[] = [];

  /**
   * Calls `onGranted` once every GPU in `keys` is free, which may be before this returns. Without keys it is granted at once.
   * @returns gives the slot back, or leaves the queue; safe to call twice
   */
  request(keys: readonly string[], onGranted: () => void): () => void {
    const request: SlotRequest = { keys, isGranted: false, onGranted };
    this.#queue.push(request);
    this.#grantFree();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      if (request.isGranted) for (const key of request.keys) this.#busyKeys.delete(key);
      else this.#queue = this.#queue.filter((other) => other !== request);
      this.#grantFree();
    };
  }

  #grantFree(): void {
    // A GPU that an earlier request waits for is reserved for it. Otherwise a worker on two GPUs might wait for ever.
    const reserved = new Set(this.#busyKeys);
    const waiting: SlotRequest[] = [];
    const granted: SlotRequest[] = [];
    for (const request of this.#queue) {
      const isFree = request.keys.every((key) => !reserved.has(key));
      for (const key of request.keys) reserved.add(key);
      if (!isFree) {
        waiting.push(request);
        continue;
      }
      request.isGranted = true;
      for (const key of request.keys) this.#busyKeys.add(key);
      granted.push(request);
    }
    this.#queue = waiting;
    for (const request of granted) request.onGranted();
  }
}
