/**
 * Decides who may call the host. Listening on loopback is not enough: only an exact list of hosts, the JSON content type,
 * the Origin and a token together keep out pages with DNS rebinding, cross-site forms and other programs.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { SwitchyardError } from '../../shared/errors.ts';
import { AccessKeys } from './access-keys.ts';

/** Milliseconds for which a sign-in link is valid. */
const CODE_LIFETIME = 10 * 60_000;
const MAX_CODES = 100;

export interface AccessOptions {
  /** The address that the server listens on. */
  host: string;
  port: number;
  /** Null: clients need none, which is allowed on loopback only. */
  token: string | null;
  now: () => number;
}

export class Access {
  readonly #hosts: ReadonlySet<string>;
  /** The keys of the browsers that are signed in. */
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
    // A link on any site may open the panel; every other request has to come from the panel.
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

  /** Whether the request has the token, or the access key of a browser that is signed in. */
  isAuthorized(request: IncomingMessage): boolean {
    if (this.#token === null) return true;
    const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return bearer !== undefined && (isEqual(bearer, this.#token) || this.keys.isValid(bearer));
  }

  isToken(candidate: string): boolean {
    return this.#token !== null && isEqual(candidate, this.#token);
  }

  /** A code that signs in one browser, once. */
  issueCode(): string {
    const code = randomBytes(18).toString('base64url');
    for (const [old, expires] of this.#codes)
      if (expires < this.#now() || this.#codes.size >= MAX_CODES) this.#codes.delete(old);
    this.#codes.set(code, this.#now() + CODE_LIFETIME);
    return code;
  }

  /** @returns whether the code was valid; it cannot be used again */
  redeemCode(code: string): boolean {
    const expires = this.#codes.get(code);
    this.#codes.delete(code);
    return expires !== undefined && expires >= this.#now();
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

/** The values of Host that are accepted. No `*.localhost`, and no other name that resolves to this machine. */
function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const names = new Set(['127.0.0.1', 'localhost', '::1', host]);
  if (host === '0.0.0.0' || host === '::') {
    names.add(hostname());
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address } of addresses ?? []) names.add(address);
  }
  const hosts = new Set<string>();
  for (const name of names) {
    const host = name.includes(':') ? `[${name}]` : name.toLowerCase();
    hosts.add(`${host}:${port}`);
    // Browsers leave out the default port.
    if (port === 80) hosts.add(host);
  }
  return hosts;
}

function isEqual(a: string, b: string): boolean {
  // Digests have equal lengths, so that the length of the token cannot be measured either.
  const digest = (text: string) => createHmac('sha256', 'compare').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
