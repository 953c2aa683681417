/**
 * The keys that signed-in browsers send with each call. A key is random, lives an hour and is known here by its digest
 * alone; it is kept in memory only, so that none outlives this process. Who gets one is decided in sign-in.ts.
 */
import { createHash, randomBytes } from 'node:crypto';

/** Milliseconds that a key lives. The panel asks for the next one by itself. */
export const ACCESS_KEY_LIFETIME = 60 * 60_000;
/** More browsers than this at a time are none of one person's; the oldest key gives way. */
const MAX_KEYS = 1000;

export interface IssuedKey {
  access_key: string;
  /** Milliseconds from now on for which it is good. */
  expires_in_ms: number;
}

export class AccessKeys {
  /** Digest of a key → when it ends. In the order in which they were issued. */
  readonly #expiries = new Map<string, number>();
  readonly #now: () => number;

  /** @param now milliseconds of any clock that does not run back */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(): IssuedKey {
    const now = this.#now();
    for (const [digest, expiry] of this.#expiries)
      if (expiry <= now || this.#expiries.size >= MAX_KEYS) this.#expiries.delete(digest);
    const key = randomBytes(32).toString('base64url');
    this.#expiries.set(digestOf(key), now + ACCESS_KEY_LIFETIME);
    return { access_key: key, expires_in_ms: ACCESS_KEY_LIFETIME };
  }

  isGood(key: string): boolean {
    // The digest is looked up, not compared: how long that takes tells nothing of a key.
    const expiry = this.#expiries.get(digestOf(key));
    return expiry !== undefined && expiry > this.#now();
  }

  endAll(): void {
    this.#expiries.clear();
  }
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
