/** SwarmUI's sessions: every call carries the id of one. They protect nothing; access.ts decides who may call. */
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
    // The map is in the order of the last use, so the least recently used sessions are dropped first.
    for (const id of this.#lastUsed.keys()) {
      if (this.#lastUsed.size < MAX_SESSIONS) break;
      this.#lastUsed.delete(id);
    }
    const id = randomBytes(20).toString('hex').toUpperCase();
    this.#lastUsed.set(id, this.#now());
    return id;
  }

  /** Whether the session is known. A known one counts as used now. */
  touch(id: string): boolean {
    const used = this.#lastUsed.get(id);
    if (used === undefined) return false;
    this.#lastUsed.delete(id);
    if (this.#now() - used > IDLE_LIFETIME) return false;
    this.#lastUsed.set(id, this.#now());
    return true;
  }
}
