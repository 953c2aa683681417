/** The HTTP surface: a thin shell around dispatch. Routes, statuses and error shapes are in docs/http-api.md. */
import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyInstance } from 'fastify';
import { hasCode, SwitchyardError } from '../../shared/errors.ts';
import { MAX_BODY_BYTES } from '../../shared/limits.ts';
import { errorText } from '../../shared/words/error-text.ts';
import { buildContentSecurityPolicy } from '../core/api/content-security-policy.ts';
import type { Core } from '../core/create-core.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { addOpenAiRoutes } from '../gateway/routes/openai-routes.ts';
import type { HostAccess } from './access/host-access.ts';
import { limitLoad, listenAt } from './listening.ts';
import { findRequestError, sendError } from './replies/error-replies.ts';
import { checkJsonSize } from './replies/json-body.ts';
import { limitArrival } from './replies/late-bodies.ts';
import { addInformationRoutes } from './routes/information-routes.ts';
import { API_ROUTES, addOperationRoutes } from './routes/operation-routes.ts';
import { addSignInRoutes, signInFragment } from './routes/sign-in-routes.ts';
import { redirectToFolder, removeBasePath } from './sites/base-paths.ts';
import { formatPublicUrl, type PublicUrl } from './sites/public-url.ts';
import { sendRefusalPage, wantsPage } from './sites/refusal-page.ts';
import { Sites } from './sites/sites.ts';
import type { TlsCertificate } from './tls/certificate.ts';
import { createTlsServers, type TlsServers } from './tls/tls-servers.ts';

/** Milliseconds for the headers of a request to arrive. For the whole of it the limit differs, see {@link BODY_TIMEOUT}. */
const TIMEOUTS = { requestTimeout: 0, headersTimeout: 10_000 };
/** Milliseconds for the body of a request to arrive, but for those to models: they may wait for their turn before it is read. */
const BODY_TIMEOUT = 30_000;
/** Bytes of one message from a panel. */
const MAX_SOCKET_MESSAGE = 65_536;

const SECURITY_HEADERS = {
  'Content-Security-Policy': buildContentSecurityPolicy("'self'"),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export interface HttpServerOptions {
  core: Core;
  /** One for all servers of the host: it knows how busy the backends are. */
  gateway: Gateway;
  /** Who may call. It is not closed with the server. */
  hostAccess: HostAccess;
  host: string;
  /** 0 for any free port. */
  port: number;
  /** Addresses by which a proxy or a tunnel makes the host reachable. */
  publicUrls: readonly PublicUrl[];
  /** Addresses or networks (CIDR) of the proxies whose forwarded headers count; none if it is empty. */
  trustedProxies: readonly string[];
  /** Null: plain HTTP. */
  tls: TlsCertificate | null;
  /** Folder of the built panel. */
  panelDir: string;
  version: string;
  /** The same at every start on a data directory. */
  serverId: string;
  onFault: (error: unknown, where: string) => void;
  /** Default: {@link BODY_TIMEOUT}. */
  bodyTimeoutMs?: number;
}

export interface HttpServer {
  /** Without a trailing slash. */
  url: string;
  /** A link that signs one browser in, or the plain address if clients need no token. */
  signInLink(): string;
  /**
   * Such a link for each public URL. It has an empty query: a tab that shows that this address was refused would otherwise not
   * load the page again, since only the fragment differs.
   */
  publicSignInLinks(): string[];
  /** Replaces the public URLs from the next request on. */
  setPublicUrls(publicUrls: readonly PublicUrl[]): void;
  /** Replaces the certificate for connections from now on. Only where it was started with one. */
  replaceCertificate(certificate: TlsCertificate): void;
  close(): Promise<void>;
}

/** @throws Error of `listen`, such as EADDRINUSE */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  let { publicUrls } = options;
  const tlsServers = options.tls && createTlsServers(options.tls, TIMEOUTS);
  const server = createServer(options, () => publicUrls, tlsServers);
  const isTls = tlsServers !== null;
  limitLoad(server, { isTls });
  // The port is part of what is checked and is known only after listening. Until then, requests are refused.
  let sites: Sites | null = null;
  const needSites = (): Sites => {
    if (!sites) throw new SwitchyardError('shutting_down');
    return sites;
  };

  // Before our own hook: it closes the socket of a refused upgrade, but only once its hook has seen the request.
  await server.register(fastifyWebsocket, { options: { maxPayload: MAX_SOCKET_MESSAGE } });
  server.addHook('onRequest', async (request, reply) => {
    // Nobody is there to read the reply, so none is made.
    if (request.raw.socket.destroyed) return reply.hijack();
    if (!request.routeOptions.url?.startsWith('/v1/'))
      limitArrival(request.raw, reply.raw, options.bodyTimeoutMs ?? BODY_TIMEOUT);
    reply.headers(SECURITY_HEADERS);
    needSites().check(request);
    if (redirectToFolder(request, reply, publicUrls)) return reply;
    // The framework would open a WebSocket for any route, and close it again.
    if (request.ws && !API_ROUTES.includes(request.routeOptions.url ?? ''))
      throw new SwitchyardError('bad_route', { name: request.url.split('?')[0] ?? '' });
  });
  await addPanel(server, options.panelDir);
  const { access, browsers } = options.hostAccess;
  addSignInRoutes(server, { access, browsers });
  addOperationRoutes(server, access, options);
  addInformationRoutes(server, access, options);
  await addOpenAiRoutes(server, {
    gateway: options.gateway,
    callerOf: (request) => access.checkModelUser(request),
    onFault: options.onFault,
  });

  const { site, url } = await listenAt(server, { host: options.host, port: options.port, isTls });
  sites = new Sites(site, () => publicUrls);
  const linkTo = (address: string, end = '/') =>
    access.needsToken ? `${address}${end}${signInFragment(access.issueCode({ apiKeyId: null }))}` : address;
  const closeConnections = () => {
    for (const client of server.websocketServer.clients) client.terminate();
  };
  const stopListening = options.hostAccess.onRevoke(closeConnections);
  return {
    url,
    signInLink: () => linkTo(url),
    publicSignInLinks: () => publicUrls.map((publicUrl) => linkTo(formatPublicUrl(publicUrl), '/?')),
    setPublicUrls: (urls) => {
      publicUrls = urls;
    },
    replaceCertificate: (certificate) => tlsServers?.replace(certificate),
    close: async () => {
      stopListening();
      closeConnections();
      await server.close();
    },
  };
}

function createServer(
  { onFault, trustedProxies }: HttpServerOptions,
  publicUrls: () => readonly PublicUrl[],
  tlsServers: TlsServers | null,
): FastifyInstance {
  const server = fastify({
    ...(tlsServers === null ? {} : { serverFactory: tlsServers.create }),
    rewriteUrl: ({ url = '/' }) => removeBasePath(url, publicUrls()),
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: TIMEOUTS.requestTimeout,
    // A key named __proto__ is passed on to our own checks, which refuse it with a message.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: true,
    // As in SwarmUI, whose clients write /API/ and /api/. The paths of the panel's files keep their case.
    routerOptions: { caseSensitive: false },
    // What is refused before it has a route, such as a path that is no URL.
    frameworkErrors: (error, _request, reply) => {
      const known = findRequestError(error) ?? new SwitchyardError('internal_error', { name: 'the request' });
      void sendError(reply.headers(SECURITY_HEADERS), known.toReply());
    },
  });
  // Fastify's own parser takes application/json alone. These types need a preflight of another site as well.
  server.addContentTypeParser(
    /^application\/[\w!#$&^.+-]+\+json\s*(;|$)/i,
    { parseAs: 'string' },
    server.getDefaultJsonParser('ignore', 'ignore'),
  );
  server.server.headersTimeout = TIMEOUTS.headersTimeout;
  const parseJson = server.getDefaultJsonParser('ignore', 'ignore');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    try {
      checkJsonSize(body);
      void parseJson(request, body, done);
    } catch (error) {
      done(error as Error);
    }
  });
  server.setErrorHandler(async (error, request, reply) => {
    const known = findRequestError(error);
    if (!known) onFault(error, request.url.split('?')[0] ?? '');
    if (wantsPage(request) && (hasCode(error, 'forbidden_host') || hasCode(error, 'forbidden_origin'))) {
      const refusal = error.toReply();
      return await sendRefusalPage(
        request,
        reply,
        refusal.http,
        () => errorText(refusal),
        error.details.publicUrl,
      );
    }
    return sendError(
      reply,
      (known ?? new SwitchyardError('internal_error', { name: 'the request' })).toReply(),
    );
  });
  return server;
}

async function addPanel(server: FastifyInstance, panelDir: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: panelDir,
    dotfiles: 'deny',
    index: 'index.html',
    allowedPath: (path) => isInFolder(panelDir, path),
  });
}

/** Whether the file is really in the folder: the target of a link may be outside. */
function isInFolder(folder: string, path: string): boolean {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(join(root, path));
    return file === root || file.startsWith(root + sep);
  } catch {
    // There is no such file.
    return false;
  }
}
