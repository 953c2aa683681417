/**
 * The keys that signed-in browsers send with each call. A key is random and valid for an hour. Only its digest is kept,
 * and only in memory, so that no key is valid longer than this process. sign-in-routes.ts decides who gets one.
 */
import { randomBytes } from 'node:crypto';
import { digestOf } from './secret-digest.ts';

/** Milliseconds for which a key is valid. The panel requests the next one by itself. */
export const ACCESS_KEY_LIFETIME = 60 * 60_000;
/** More than one person needs at a time. The oldest key is dropped for a new one. */
const MAX_KEYS = 1000;

/** By what a browser signed in. */
export interface KeyHolder {
  /** The id of its API key; null for the token, or a code made with it. */
  apiKeyId: string | null;
}

export interface IssuedKey {
  access_key: string;
  /** Milliseconds from now for which it is valid. */
  expires_in_ms: number;
}

export class AccessKeys {
  /** By the digest of each key, in the order in which the keys were issued. */
  readonly #issued = new Map<string, { expiry: number; holder: KeyHolder }>();
  readonly #now: () => number;

  /** @param now milliseconds of a clock that never runs backwards */
  constructor(now: () => number) {
    this.#now = now;
  }

  issue(holder: KeyHolder): IssuedKey {
    const now = this.#now();
    for (const [digest, { expiry }] of this.#issued)
      if (expiry <= now || this.#issued.size >= MAX_KEYS) this.#issued.delete(digest);
    const key = randomBytes(32).toString('base64url');
    this.#issued.set(digestOf(key), { expiry: now + ACCESS_KEY_LIFETIME, holder });
    return { access_key: key, expires_in_ms: ACCESS_KEY_LIFETIME };
  }

  /** Who holds the key, or null if it is not valid. */
  find(key: string): KeyHolder | null {
    // The time of a lookup by digest tells nothing about the key.
    const issued = this.#issued.get(digestOf(key));
    return issued !== undefined && issued.expiry > this.#now() ? issued.holder : null;
  }

  revokeAll(): void {
    this.#issued.clear();
  }
}
