/**
 * Whether a text is good, told to a thread that writes it meanwhile: it looks once the text is synced, and waits where that is not
 * known yet. A message would not do, for a thread that waits for the disk reads none.
 */
const UNKNOWN = 0;
const GOOD = 1;
const BAD = 2;

export class Verdict {
  readonly #state: Int32Array;

  /** @param memory shared by both threads; left out: new memory */
  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#state = new Int32Array(memory);
  }

  get memory(): SharedArrayBuffer {
    return this.#state.buffer as SharedArrayBuffer;
  }

  /** To be called before the text is sent. */
  reset(): void {
    Atomics.store(this.#state, 0, UNKNOWN);
  }

  give(isGood: boolean): void {
    Atomics.store(this.#state, 0, isGood ? GOOD : BAD);
    Atomics.notify(this.#state, 0);
  }

  /** Blocks this thread until it is known. */
  wait(): boolean {
    Atomics.wait(this.#state, 0, UNKNOWN);
    return Atomics.load(this.#state, 0) === GOOD;
  }
}
