/**
 * The gateway on a port of its own, for clients that expect their paths at the root of an address. It has no panel and no
 * operations. Which names and sites it answers is decided as for the panel.
 */
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { SwitchyardError } from '../../shared/errors.ts';
import type { GatewayInfo } from '../../shared/events.ts';
import { isLoopback } from '../core/network-address.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { callerWithoutKey, type GatewayCaller } from '../gateway/gateway-caller.ts';
import { GatewayError } from '../gateway/gateway-error.ts';
import { openAiProtocol } from '../gateway/protocols/openai.ts';
import { addOllamaRoutes } from '../gateway/routes/ollama-routes.ts';
import { addOpenAiRoutes } from '../gateway/routes/openai-routes.ts';
import { type RouteFault, sendProtocolError } from '../gateway/routes/send-error.ts';
import { addUpstreamRoutes } from '../gateway/routes/upstream-routes.ts';
import { PageLinks } from '../gateway/routing/page-links.ts';
import type { HostAccess } from './access/host-access.ts';
import { limitLoad, listenAt } from './listening.ts';
import { findRequestError } from './replies/error-replies.ts';
import { addressFrom, allowedAddresses } from './sites/gateway-addresses.ts';
import type { PublicUrl } from './sites/public-url.ts';
import { Sites } from './sites/sites.ts';
import type { TlsCertificate } from './tls/certificate.ts';
import { createTlsServers, type TlsServers } from './tls/tls-servers.ts';

/** A request may wait for its turn with a body that is not read yet, so there is no limit for the whole of it. */
const TIMEOUTS = { requestTimeout: 0, headersTimeout: 10_000 };

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export interface GatewayServerOptions {
  gateway: Gateway;
  hostAccess: HostAccess;
  host: string;
  /** 0 for any free port. */
  port: number;
  /** Addresses by which a proxy or a tunnel makes the host reachable. Asked for at each request, because they may change. */
  publicUrls: () => readonly PublicUrl[];
  /** Such addresses that lead to this port. */
  gatewayUrls: readonly PublicUrl[];
  /** Addresses or networks (CIDR) of the proxies whose forwarded headers count; none if it is empty. */
  trustedProxies: readonly string[];
  /** Null: plain HTTP. */
  tls: TlsCertificate | null;
  onFault: (error: unknown, where: string) => void;
}

export interface GatewayServer {
  info: GatewayInfo;
  /**
   * An address that opens the pages of a backend in a browser. Where a key is needed, it holds what takes its place.
   * @param page where that browser shows the panel; undefined for one of this machine
   * @throws SwitchyardError `gateway_not_reachable`
   */
  createPageLink(backendId: number, page?: string): string;
  /** Replaces the certificate for connections from now on. Only where it was started with one. */
  replaceCertificate(certificate: TlsCertificate): void;
  close(): Promise<void>;
}

/** @throws Error of `listen`, such as EADDRINUSE */
export async function startGatewayServer(options: GatewayServerOptions): Promise<GatewayServer> {
  const { gatewayUrls, hostAccess, host, publicUrls, tls } = options;
  const tlsServers = tls && createTlsServers(tls, TIMEOUTS);
  const server = createServer(options, tlsServers);
  const isTls = tlsServers !== null;
  limitLoad(server, { isTls });
  // The port is part of what is checked and is known only after listening. Until then, requests are refused.
  let sites: Sites | null = null;
  server.addHook('onRequest', async (request, reply) => {
    // Nobody is there to read the reply, so none is made.
    if (request.raw.socket.destroyed) return reply.hijack();
    reply.headers(SECURITY_HEADERS);
    if (!sites) throw new SwitchyardError('shutting_down');
    sites.check(request);
  });
  server.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(WELCOME));
  server.get('/healthz', async () => ({ status: 'ok' }));
  const routes = {
    gateway: options.gateway,
    callerOf: (request: FastifyRequest) => callerOf(request, options),
    onFault: options.onFault,
  };
  await addOpenAiRoutes(server, routes);
  await addOllamaRoutes(server, routes);
  const links = new PageLinks(() => performance.now());
  const closeSockets = addUpstreamRoutes(server, { ...routes, links });
  const stopListening = hostAccess.onRevoke(() => {
    links.revokeAll();
    closeSockets();
  });
  const { site, url } = await listenAt(server, { host, port: options.port, isTls });
  sites = new Sites(site, () => allowedAddresses({ site, publicUrls: publicUrls(), gatewayUrls }));
  return {
    info: { url },
    createPageLink: (backendId, page) => {
      const address = addressFrom(page, { site, url, publicUrls: publicUrls(), gatewayUrls });
      return `${address}/upstream/${needsKey(options) ? links.create(backendId) : backendId}/`;
    },
    replaceCertificate: (certificate) => tlsServers?.replace(certificate),
    close: async () => {
      stopListening();
      closeSockets();
      await server.close();
    },
  };
}

/** Some clients of Ollama look for the quoted words before they use a server of its API. */
const WELCOME = `This is the gateway of Switchyard. Clients of OpenAI's API and of Anthropic's use this address with /v1.
Clients of Ollama's API, which look for "Ollama is running", use it as it is.
`;

/**
 * Whose request it is. Clients that know no keys, as those of Ollama, need none as long as nobody but programs of this machine
 * can reach the port, and the user has made no key.
 */
function callerOf(request: FastifyRequest, options: GatewayServerOptions): GatewayCaller {
  return needsKey(options) ? options.hostAccess.access.checkModelUser(request) : callerWithoutKey(request.ip);
}

function needsKey({
  gatewayUrls,
  host,
  hostAccess: { access, apiKeys },
  publicUrls,
}: GatewayServerOptions): boolean {
  const isPrivate =
    isLoopback(host) && [...publicUrls(), ...gatewayUrls].every(({ hostname }) => isLoopback(hostname));
  return access.needsToken && !(isPrivate && (apiKeys === null || apiKeys.isEmpty));
}

function createServer(
  { onFault, trustedProxies }: GatewayServerOptions,
  tlsServers: TlsServers | null,
): FastifyInstance {
  const server = fastify({
    ...(tlsServers === null ? {} : { serverFactory: tlsServers.create }),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    requestTimeout: TIMEOUTS.requestTimeout,
    forceCloseConnections: true,
    // What is refused before it has a route, such as a path that is no URL.
    frameworkErrors: (error, _request, reply) => {
      void sendRefusal(reply.headers(SECURITY_HEADERS), { error, path: '', onFault });
    },
  });
  server.server.headersTimeout = TIMEOUTS.headersTimeout;
  server.setErrorHandler((error, request, reply) =>
    sendRefusal(reply, { error, path: request.url.split('?')[0] ?? '', onFault }),
  );
  server.setNotFoundHandler((request, reply) => {
    const error = new GatewayError(
      `${request.method} ${request.url.split('?')[0]} is not served. This is the gateway: GET /v1/models lists the models that can be used. The panel has an address of its own.`,
      { status: 404, type: 'not_found_error', code: 'unknown_route' },
    );
    return sendRefusal(reply, { error, path: '', onFault });
  });
  return server;
}

/** In OpenAI's shape, which all clients of the gateway show. */
const sendRefusal = (reply: FastifyReply, { error, ...fault }: RouteFault): FastifyReply =>
  sendProtocolError(reply, openAiProtocol, { error: findRequestError(error) ?? error, ...fault });
