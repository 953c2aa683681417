/**
 * Decides for which names and from which sites the host answers: the machine's own addresses and the public URLs, compared
 * exactly. The Host keeps out pages with DNS rebinding, the Origin and Sec-Fetch-Site those of other sites.
 */
import { hostname, networkInterfaces } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { PublicUrl } from './public-url.ts';
import { suggestForHost, suggestForOrigin } from './suggestion.ts';

/** Where @fastify/static serves the panel. */
const PANEL_ROUTE = '/*';

/** Characters of a name in a message. A domain name has at most 253. */
const MAX_NAME_LENGTH = 300;

export interface SitesOptions {
  /** The address that the server listens on. */
  host: string;
  port: number;
  scheme: 'http' | 'https';
}

export class Sites {
  readonly #scheme: string;
  readonly #ownHosts: ReadonlySet<string>;
  readonly #publicUrls: () => readonly PublicUrl[];

  /** @param publicUrls asked for at each request, because they may change */
  constructor(options: SitesOptions, publicUrls: () => readonly PublicUrl[]) {
    this.#scheme = options.scheme;
    this.#ownHosts = findOwnHosts(options);
    this.#publicUrls = publicUrls;
  }

  /** @throws SwitchyardError `forbidden_host`, `forbidden_origin` */
  check(request: FastifyRequest): void {
    this.#checkHost(request);
    if (!isPanelFile(request)) this.#checkOrigin(request);
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isNavigation(request))
      throw forbiddenOrigin(request);
  }

  #checkHost(request: FastifyRequest): void {
    const names = request.raw.rawHeaders.filter(
      (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
    );
    const { host } = request.headers;
    if (names.length !== 1 || host === undefined || !this.#isAllowedHost(host))
      throw forbiddenHost(request, host ?? '');
    // With --trust-proxy, this is what the proxy says that it was asked for. Without it, it is the same as above.
    if (!this.#isAllowedHost(request.host)) throw forbiddenHost(request, request.host);
  }

  #isAllowedHost(host: string): boolean {
    const name = host.toLowerCase();
    return this.#ownHosts.has(name) || this.#publicUrls().some(({ hosts }) => hosts.includes(name));
  }

  #checkOrigin(request: FastifyRequest): void {
    const origin = request.headers.origin?.toLowerCase();
    if (origin === undefined) return;
    const host = request.headers.host?.toLowerCase() ?? '';
    if (this.#ownHosts.has(host) && origin === `${this.#scheme}://${host}`) return;
    // A proxy may have put another allowed name into Host than the one that was asked for.
    if (this.#publicUrls().some((url) => url.origin === origin)) return;
    throw forbiddenOrigin(request);
  }
}

/**
 * Whether the request reads a file of the panel, which is no secret. Browsers send an Origin with some of them. Refusing them
 * would leave an empty page where the panel can say why its calls are refused.
 */
const isPanelFile = ({ method, routeOptions, ws }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && !ws && routeOptions.url === PANEL_ROUTE;

/** A link on any site may open the panel; every other request has to come from the panel. */
function isNavigation({ method, headers }: FastifyRequest): boolean {
  return (
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  );
}

const forbiddenHost = (request: FastifyRequest, name: string): SwitchyardError =>
  new SwitchyardError('forbidden_host', {
    name: name.slice(0, MAX_NAME_LENGTH),
    publicUrl: suggestForHost(request, name),
  });

const forbiddenOrigin = (request: FastifyRequest): SwitchyardError => {
  const { origin } = request.headers;
  return new SwitchyardError('forbidden_origin', {
    origin: origin?.slice(0, MAX_NAME_LENGTH) ?? '',
    publicUrl: origin === undefined ? null : suggestForOrigin(origin),
  });
};

/** The values of Host that mean this machine. No `*.localhost`, and no other name that resolves to this machine. */
function findOwnHosts({ host, port, scheme }: SitesOptions): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const name of findOwnNames(host)) {
    const host = name.includes(':') ? `[${name}]` : name.toLowerCase();
    hosts.add(`${host}:${port}`);
    // Browsers leave out the default port.
    if (port === (scheme === 'https' ? 443 : 80)) hosts.add(host);
  }
  return hosts;
}

/** The names and addresses of a host that listens on this address. */
export function findOwnNames(host: string): ReadonlySet<string> {
  const names = new Set(['127.0.0.1', 'localhost', '::1', host]);
  if (host === '0.0.0.0' || host === '::') {
    names.add(hostname());
    for (const addresses of Object.values(networkInterfaces()))
      for (const { address } of addresses ?? []) names.add(address);
  }
  return names;
}
