/** SwarmUI's sessions: an id that every call carries. Who may call at all is decided in access.ts. */
import { randomBytes } from 'node:crypto';

const MAX_SESSIONS = 1000;
/** Milliseconds without a call after which a session is forgotten. */
const IDLE_LIFETIME = 30 * 24 * 3600_000;

export class Sessions {
  readonly #lastUsed = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  create(): string {
    // The least recently used go first: the map is kept in that order.
    for (const id of this.#lastUsed.keys()) {
      if (this.#lastUsed.size < MAX_SESSIONS) break;
      this.#lastUsed.delete(id);
    }
    const id = randomBytes(20).toString('hex').toUpperCase();
    this.#lastUsed.set(id, this.#now());
    return id;
  }

  /** Whether the session is known; it counts as used then. */
  touch(id: string): boolean {
    const used = this.#lastUsed.get(id);
    if (used === undefined) return false;
    this.#lastUsed.delete(id);
    if (this.#now() - used > IDLE_LIFETIME) return false;
    this.#lastUsed.set(id, this.#now());
    return true;
  }
}
