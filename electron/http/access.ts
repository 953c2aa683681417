/**
 * Who may talk to the host. Loopback is not a wall: only an exact Host list, the JSON type, the Origin and a token together
 * keep out rebound pages, cross-site forms and other programs. This file decides; the server only asks.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { SwitchyardError } from '../../shared/errors.ts';
import { AccessKeys } from './access-keys.ts';

/** Milliseconds that a sign-in link lives. */
const CODE_LIFETIME = 10 * 60_000;
const MAX_CODES = 100;

export interface AccessOptions {
  /** Address listened on. */
  host: string;
  port: number;
  /** Null: no token is asked for, which is allowed on loopback only. */
  token: string | null;
  now: () => number;
}

export class Access {
  readonly #hosts: ReadonlySet<string>;
  /** Of the browsers that are signed in. */
  readonly keys: AccessKeys;
  #token: string | null;
  readonly #codes = new Map<string, number>();
  readonly #now: () => number;

  constructor({ host, port, token, now }: AccessOptions) {
    this.#hosts = allowedHosts(host, port);
    this.#token = token;
    this.#now = now;
    this.keys = new AccessKeys(now);
  }

  get needsToken(): boolean {
    return this.#token !== null;
  }

  /** @throws SwitchyardError `forbidden_host`, `forbidden_origin` */
  checkSite(request: IncomingMessage): void {
    const hosts = request.rawHeaders.filter(
      (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
    );
    const host = request.headers.host?.toLowerCase();
    if (hosts.length !== 1 || host === undefined || !this.#hosts.has(host))
      throw new SwitchyardError('forbidden_host');
    const { origin } = request.headers;
    if (origin !== undefined && origin.toLowerCase() !== `http://${host}`)
      throw new SwitchyardError('forbidden_origin');
    const site = request.headers['sec-fetch-site'];
    // A link from anywhere may open the panel itself; everything else comes from the panel.
    const isNavigation =
      request.headers['sec-fetch-mode'] === 'navigate' &&
      request.headers['sec-fetch-dest'] === 'document' &&
      request.method === 'GET';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation)
      throw new SwitchyardError('forbidden_origin');
  }

  /** @throws SwitchyardError `unauthorized` */
  checkToken(request: IncomingMessage): void {
    if (!this.isAuthorized(request)) throw new SwitchyardError('unauthorized');
  }

  /** Whether the request carries the token, or the access key of a browser that is signed in. */
  isAuthorized(request: IncomingMessage): boolean {
    if (this.#token === null) return true;
    const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return bearer !== undefined && (equal(bearer, this.#token) || this.keys.isGood(bearer));
  }

  isToken(candidate: string): boolean {
    return this.#token !== null && equal(candidate, this.#token);
  }

  /** A code that signs one browser in, once. */
  issueCode(): string {
    const code = randomBytes(18).toString('base64url');
    for (const [old, expires] of this.#codes)
      if (expires < this.#now() || this.#codes.size >= MAX_CODES) this.#codes.delete(old);
    this.#codes.set(code, this.#now() + CODE_LIFETIME);
    return code;
  }

  /** @returns whether the code was good; it is used up */
  redeemCode(code: string): boolean {
    const expires = this.#codes.get(code);
    this.#codes.delete(code);
    return expires !== undefined && expires >= this.#now();
  }

  /** The old token is void from now on, and so is whatever was signed in with it. */
  replaceToken(token: string): void {
    this.#token = token;
    this.endAll();
  }

  /** Access keys and codes are void from now on. */
  endAll(): void {
    this.keys.endAll();
    this.#codes.clear();
  }
}

/** Compared exactly: no `*.localhost`, no name that merely resolves to this machine. */
function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = new Set(['127.0.0.1', 'localhost', '::1', host]);
  if (host === '0.0.0.0' || host === '::') {
    names.add(hostname());
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address } of addresses ?? []) names.add(address);
  }
  const hosts = new Set<string>();
  for (const name of names) {
    const written = name.includes(':') ? `[${name}]` : name.toLowerCase();
    hosts.add(`${written}:${port}`);
    // A browser leaves the default port out.
    if (port === 80) hosts.add(written);
  }
  return hosts;
}

function equal(a: string, b: string): boolean {
  // Digests of equal length, so that the length of the token does not show either.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
