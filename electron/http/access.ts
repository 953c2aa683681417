/**
 * Decides who may call the host. Listening on loopback is not enough: only an exact list of hosts, the JSON content type,
 * the Origin and a token together keep out pages with DNS rebinding, cross-site forms and other programs. Host and Origin
 * are checked in sites/sites.ts.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { SwitchyardError } from '../../shared/errors.ts';
import { permissionsOfRole } from '../../shared/roles.ts';
import { type Caller, fullAccess } from '../core/api/dispatch.ts';
import { AccessKeys, type KeyHolder } from './access-keys.ts';
import type { ApiKeys } from './api-keys.ts';

/** Milliseconds for which a sign-in link is valid. */
const CODE_LIFETIME = 10 * 60_000;
const MAX_CODES = 100;

export interface AccessOptions {
  /** Null: clients need none, which is allowed on loopback only. */
  token: string | null;
  /** Null if clients need no token. */
  apiKeys: Pick<ApiKeys, 'touch' | 'touchById'> | null;
  now: () => number;
}

export class Access {
  /** The keys of the browsers that are signed in. */
  readonly keys: AccessKeys;
  #token: string | null;
  readonly #apiKeys: AccessOptions['apiKeys'];
  readonly #codes = new Map<string, { expiry: number; holder: KeyHolder }>();
  readonly #now: () => number;

  constructor({ token, apiKeys, now }: AccessOptions) {
    this.#token = token;
    this.#apiKeys = apiKeys;
    this.#now = now;
    this.keys = new AccessKeys(now);
  }

  get needsToken(): boolean {
    return this.#token !== null;
  }

  /** @throws SwitchyardError `unauthorized` */
  checkToken(request: IncomingMessage): Caller {
    const caller = this.callerOf(request);
    if (!caller) throw new SwitchyardError('unauthorized');
    return caller;
  }

  /** Who calls, by the token, an API key, or the access key of a browser that is signed in; null if it is none of these. */
  callerOf(request: IncomingMessage): Caller | null {
    if (this.#token === null) return fullAccess;
    const bearer = bearerOf(request);
    return bearer === null ? null : this.callerWith(bearer);
  }

  /** The same for what a client sent in another way than in a header. */
  callerWith(bearer: string): Caller | null {
    const holder = this.keys.find(bearer) ?? this.findCredential(bearer);
    return holder && this.callerOfHolder(holder);
  }

  /** What the holder may do; null if its API key is revoked. */
  callerOfHolder({ apiKeyId }: KeyHolder): Caller | null {
    if (apiKeyId === null) return fullAccess;
    const key = this.#apiKeys?.touchById(apiKeyId);
    return key ? { ...fullAccess, permissions: new Set(permissionsOfRole(key.role)) } : null;
  }

  /** Whose the token or API key is; null if it is none. */
  findCredential(candidate: string): KeyHolder | null {
    if (this.#token === null) return null;
    if (isEqual(candidate, this.#token)) return { apiKeyId: null };
    const key = this.#apiKeys?.touch(candidate);
    return key ? { apiKeyId: key.id } : null;
  }

  /** A code that signs in one browser, once, with what its holder may do. */
  issueCode(holder: KeyHolder): string {
    const code = randomBytes(18).toString('base64url');
    for (const [old, { expiry }] of this.#codes)
      if (expiry < this.#now() || this.#codes.size >= MAX_CODES) this.#codes.delete(old);
    this.#codes.set(code, { expiry: this.#now() + CODE_LIFETIME, holder });
    return code;
  }

  /** @returns for whom the code was made, or null if it is not valid; it cannot be used again */
  redeemCode(code: string): KeyHolder | null {
    const issued = this.#codes.get(code);
    this.#codes.delete(code);
    return issued !== undefined && issued.expiry >= this.#now() ? issued.holder : null;
  }

  /** From now on the old token is invalid, and with it everything that was signed in by it. */
  replaceToken(token: string): void {
    this.#token = token;
    this.revokeAll();
  }

  /** Makes all access keys and codes invalid. */
  revokeAll(): void {
    this.keys.revokeAll();
    this.#codes.clear();
  }
}

/** What follows `Bearer` in the header Authorization, or null. */
export function bearerOf({ headers }: IncomingMessage): string | null {
  return /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function isEqual(a: string, b: string): boolean {
  // Digests have equal lengths, so that the length of the token cannot be measured either.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
