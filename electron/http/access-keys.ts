/**
 * The keys that signed-in browsers send with each call. A key is random and valid for an hour. Only its digest is kept,
 * and only in memory, so that no key is valid longer than this process. sign-in-routes.ts decides who gets one.
 */
import { createHash, randomBytes } from 'node:crypto';

/** Milliseconds for which a key is valid. The panel requests the next one by itself. */
export const ACCESS_KEY_LIFETIME = 60 * 60_000;
/** More than one person needs at a time. The oldest key is dropped for a new one. */
const MAX_KEYS = 1000;

export interface IssuedKey {
  access_key: string;
  /** Milliseconds from now for which it is valid. */
  expires_in_ms: number;
}

export class AccessKeys {
  /** By digest of a key, when it expires; in the order in which the keys were issued. */
  readonly #expiries = new Map<string, number>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never runs backwards */
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

  isValid(key: string): boolean {
    // The time of a lookup by digest tells nothing about the key.
    const expiry = this.#expiries.get(digestOf(key));
    return expiry !== undefined && expiry > this.#now();
  }

  revokeAll(): void {
    this.#expiries.clear();
  }
}

const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64url');
