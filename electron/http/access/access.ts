/**
 * Decides who may call the host. Listening on loopback is not enough: only an exact list of hosts, the JSON content type,
 * the Origin and a token together keep out pages with DNS rebinding, cross-site forms and other programs. Host and Origin
 * are checked in sites/sites.ts.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Origin } from '../../../shared/activity.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { mayUseModels, permissionsOfRole } from '../../../shared/roles.ts';
import { type Caller, fullAccess } from '../../core/api/dispatch.ts';
import { callerWithoutKey, type GatewayCaller } from '../../gateway/gateway-caller.ts';
import { AccessKeys, type KeyHolder } from './access-keys.ts';
import type { ApiKeys } from './api-keys.ts';
import { GuessLimit } from './guess-limit.ts';
import { RequestRates } from './request-rates.ts';
import { digestOf } from './secret-digest.ts';

/** Milliseconds for which a sign-in link is valid. */
const CODE_LIFETIME = 10 * 60_000;
const MAX_CODES = 100;
/** A token of this length, as ours are, is taken for a random one. */
const MIN_RANDOM_LENGTH = 40;

/** A request, with the address of the client. */
export interface ClientRequest {
  raw: IncomingMessage;
  ip: string;
}

export interface AccessOptions {
  /** Null: clients need none, which is allowed on loopback only. */
  token: string | null;
  /** Null if clients need no token. */
  apiKeys: Pick<ApiKeys, 'touch' | 'touchById' | 'countTokens'> | null;
  now: () => number;
}

export class Access {
  /** The keys of the browsers that are signed in. */
  readonly keys: AccessKeys;
  #token: string | null;
  readonly #apiKeys: AccessOptions['apiKeys'];
  readonly #codes = new Map<string, { expiry: number; holder: KeyHolder }>();
  readonly #now: () => number;
  readonly #guesses: GuessLimit;
  readonly #rates: RequestRates;
  /** Connections that have sent the right token. They are not held up by wrong ones of their address. */
  readonly #proven = new WeakSet<Socket>();

  constructor({ token, apiKeys, now }: AccessOptions) {
    this.#token = token;
    this.#apiKeys = apiKeys;
    this.#now = now;
    this.keys = new AccessKeys(now);
    this.#guesses = new GuessLimit(now);
    this.#rates = new RequestRates(now);
  }

  get needsToken(): boolean {
    return this.#token !== null;
  }

  /** @throws SwitchyardError `unauthorized`, `too_many_guesses`, `key_uses_models_only` */
  checkToken(request: ClientRequest): Caller {
    const caller = this.callerOf(request);
    if (caller) return caller;
    throw this.#refuse(loginOf(request.raw), request);
  }

  /**
   * Who calls, by the token, an API key, or the access key of a browser that is signed in; null if it is none of these.
   * @throws SwitchyardError `key_uses_models_only`
   */
  callerOf(request: ClientRequest): Caller | null {
    const isBrowser = isFromBrowser(request.raw);
    if (this.#token === null) return { ...fullAccess, origin: { kind: isBrowser ? 'browser' : 'local' } };
    const login = loginOf(request.raw);
    const holder = login && this.#holderOf(login, request);
    return holder && this.callerOfHolder(holder, isBrowser);
  }

  /**
   * Who uses models: whoever has a login as {@link callerOf} knows it, or a key in the header in which clients of Azure send it.
   * A request starts work on the graphics cards, so it needs a role that may use models.
   * @throws SwitchyardError `unauthorized`, `too_many_guesses`, `bad_permissions`
   */
  checkModelUser(request: ClientRequest): GatewayCaller {
    if (this.#token === null) return callerWithoutKey(request.ip);
    const login = loginOf(request.raw) ?? modelLoginOf(request.raw);
    const holder = login && this.#holderOf(login, request);
    const key = holder?.apiKeyId == null ? null : (this.#apiKeys?.touchById(holder.apiKeyId) ?? null);
    if (login === null || holder === null || (holder.apiKeyId !== null && key === null))
      throw this.#refuse(login, request);
    if (key !== null && !mayUseModels(key.role))
      throw new SwitchyardError('bad_permissions', { operation: 'models' });
    const rate = key?.requests_per_minute ?? null;
    return {
      name: key?.id ?? digestOf(login.value),
      keyId: key?.id ?? null,
      backendUids: key?.backend_uids ?? null,
      countRequest: () => (key === null || rate === null ? 0 : this.#rates.count(key.id, rate)),
      countTokens: (tokens) => {
        if (key !== null) this.#apiKeys?.countTokens(key.id, tokens);
      },
    };
  }

  /** The error for a login that is missing or wrong; a wrong one is counted. */
  #refuse(login: Login | null, request: ClientRequest): SwitchyardError {
    return login === null ? new SwitchyardError('unauthorized') : this.countGuess(request);
  }

  /**
   * The same for what a page sends in the first message of its WebSocket.
   * @throws SwitchyardError `unauthorized`, `too_many_guesses`, `key_uses_models_only`
   */
  checkKey(key: string, request: ClientRequest): Caller {
    const holder = this.#holderOf({ value: key, from: 'header' }, request);
    // Only a page sends its key so.
    const caller = holder && this.callerOfHolder(holder, true);
    if (!caller) throw this.countGuess(request);
    return caller;
  }

  #holderOf({ value, from }: Login, request: ClientRequest): KeyHolder | null {
    const browser = from === 'header' ? this.keys.find(value) : null;
    return browser ?? this.findCredential(value, request);
  }

  /** What the holder may do; null if its API key is revoked. @throws SwitchyardError `key_uses_models_only` */
  callerOfHolder({ apiKeyId }: KeyHolder, isBrowser: boolean): Caller | null {
    if (apiKeyId === null) return { ...fullAccess, origin: { kind: isBrowser ? 'browser' : 'token' } };
    const key = this.#apiKeys?.touchById(apiKeyId);
    if (!key) return null;
    if (key.role === 'use') throw new SwitchyardError('key_uses_models_only');
    const origin: Origin = { kind: isBrowser ? 'browser' : 'api_key', name: key.name };
    return { ...fullAccess, permissions: new Set(permissionsOfRole(key.role)), origin };
  }

  /** Whose the token or API key is; null if it is none. */
  findCredential(candidate: string, request: ClientRequest): KeyHolder | null {
    if (this.#token === null) return null;
    if (this.#isToken(candidate, this.#token, request)) return { apiKeyId: null };
    const key = this.#apiKeys?.touch(candidate);
    return key ? { apiKeyId: key.id } : null;
  }

  /** Counts a wrong token, code, key or signature. @returns the error with which it is refused */
  countGuess({ ip }: Pick<ClientRequest, 'ip'>): SwitchyardError {
    return new SwitchyardError(this.#guesses.count(ip) ? 'too_many_guesses' : 'unauthorized');
  }

  /** A chosen token is not compared while the address of the client has sent too many wrong ones. */
  #isToken(candidate: string, token: string, { ip, raw }: ClientRequest): boolean {
    const isCompared =
      token.length >= MIN_RANDOM_LENGTH || this.#proven.has(raw.socket) || !this.#guesses.isExhausted(ip);
    const isRight = isCompared && isEqual(candidate, token);
    if (isRight) this.#proven.add(raw.socket);
    return isRight;
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
  const { authorization = '' } = headers;
  return /^bearer\s+\S/i.test(authorization) ? authorization.slice('bearer'.length).trim() : null;
}

/** Browsers send one of these headers with every call; programs do not. */
const isFromBrowser = ({ headers }: IncomingMessage): boolean =>
  headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;

interface Login {
  value: string;
  from: 'header' | 'cookie';
}

/** A key as clients of Azure send it. */
function modelLoginOf({ headers }: IncomingMessage): Login | null {
  const value = headers['api-key'];
  return typeof value === 'string' ? { value: value.trim(), from: 'header' } : null;
}

/**
 * The login that a request carries. Programs may send it as SwarmUI's cookie `swarm_token`. The same cookie from a browser is
 * ignored: a browser sends a cookie by itself and to every port of a host (docs/decisions/007-no-cookies.md).
 */
function loginOf(request: IncomingMessage): Login | null {
  const { authorization, cookie, 'x-api-key': apiKey } = request.headers;
  // Another kind of authorization is a wrong login, too.
  if (authorization !== undefined) return { value: bearerOf(request) ?? '', from: 'header' };
  // Clients of Anthropic's API send their key so.
  if (typeof apiKey === 'string') return { value: apiKey, from: 'header' };
  // Browsers send this header with every request to loopback or over TLS; programs do not.
  if (request.headers['sec-fetch-site'] !== undefined) return null;
  const value = /(?:^|;)\s*swarm_token="?([^;"]+)/.exec(cookie ?? '')?.[1]?.trim();
  return value === undefined ? null : { value, from: 'cookie' };
}

function isEqual(a: string, b: string): boolean {
  // Digests have equal lengths, so that the length of the token cannot be measured either.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
