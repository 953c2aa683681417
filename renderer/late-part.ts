/** A part of the panel that is loaded after the first view, so that this is there sooner. */
export class LatePart<Part> {
  readonly #load: () => Promise<Part>;
  #loading: Promise<Part> | null = null;
  #loaded: Part | null = null;
  readonly #listeners = new Set<() => void>();

  /** @param load imports it; rejects where the host does not answer, or has another version by now */
  constructor(load: () => Promise<Part>) {
    this.#load = load;
  }

  /** Null until it is loaded. */
  get loaded(): Part | null {
    return this.#loaded;
  }

  /** Calls `listener` when it is loaded. @returns a function that ends this */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads it once. After a failure, the next call tries again. */
  load(): Promise<Part> {
    this.#loading ??= this.#load().then(
      (part) => {
        this.#loaded = part;
        for (const listener of this.#listeners) listener();
        return part;
      },
      (error: unknown) => {
        this.#loading = null;
        throw error;
      },
    );
    return this.#loading;
  }

  /** Loads it when the page has nothing else to do. @returns a function that calls this off */
  loadWhenIdle(): () => void {
    // Whoever needs it later is told why it cannot be loaded.
    const load = () => void this.load().catch(() => undefined);
    // Safari has no such callback.
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(load, IDLE_DELAY);
      return () => clearTimeout(timer);
    }
    const id = requestIdleCallback(load, { timeout: MAX_IDLE_DELAY });
    return () => cancelIdleCallback(id);
  }
}

/** Milliseconds. */
const IDLE_DELAY = 500;
const MAX_IDLE_DELAY = 3000;
