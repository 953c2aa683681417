/**
 * `/upstream/<backend>/…`: the pages of a backend and the rest of its API. They are served at the gateway's own port alone: a
 * script of such a page has the origin of the gateway, and must never have that of the panel.
 */
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FullBackend } from '../../../shared/backend.ts';
import { loadLanguageOfReader } from '../../../shared/words/languages/load-language.ts';
import { forwardPageRequest, forwardUpgrade, type PageRequest } from '../forwarding/forward-page-request.ts';
import { NoReplyError } from '../forwarding/worker-request.ts';
import { type Gateway, notReady } from '../gateway.ts';
import { countRequest, type GatewayCaller } from '../gateway-caller.ts';
import { GatewayError } from '../gateway-error.ts';
import { errorPage, PAGE_HEADERS } from '../pages/person-page.ts';
import { sendStartingPage } from '../pages/send-starting-page.ts';
import { describeError, toGatewayError } from '../protocols/gateway-errors.ts';
import { type PageLinks, parsePageAddress } from '../routing/page-links.ts';
import { leaveBodies } from './gateway-scope.ts';

const FOLDER = '/upstream';
/** What only asks for something is no use of a backend: an open page asks again and again. */
const READING_METHODS = ['GET', 'HEAD', 'OPTIONS'];

const isUse = ({ method }: FastifyRequest): boolean => !READING_METHODS.includes(method);

/**
 * Whether the request starts a backend that sleeps: where it uses it, where a person opens a page, and where a program asks.
 * What a page asks for by itself does not, or one that was left open would never let its backend sleep. Browsers send
 * `Sec-Fetch-…` to https and to their own machine alone; Node's `fetch` sends `Sec-Fetch-Mode` and no `Sec-Fetch-Site`.
 */
function isAwaited(request: FastifyRequest): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  const isByPage = site !== undefined || origin !== undefined || pageOf(request) !== null;
  return isUse(request) || isNavigation(request) || !isByPage;
}

function isNavigation({ headers }: FastifyRequest): boolean {
  const { accept = '', 'sec-fetch-mode': mode, 'sec-fetch-site': site } = headers;
  return site === undefined ? accept.includes('text/html') : mode === 'navigate';
}

/** Whether a person opens a page by it, and reads what comes. */
const isOpened = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  request.headers.upgrade === undefined &&
  isNavigation(request) &&
  (request.headers.accept ?? '').includes('text/html');

export interface UpstreamRoutesOptions {
  gateway: Gateway;
  links: PageLinks;
  /** Who sends the request. @throws SwitchyardError where it may not */
  callerOf: (request: FastifyRequest) => GatewayCaller;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown, where: string) => void;
}

/** @returns a function that ends all WebSockets */
export function addUpstreamRoutes(server: FastifyInstance, options: UpstreamRoutesOptions): () => void {
  const { gateway, onFault } = options;
  const upgrades = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer }>();
  const sockets = new Set<Duplex>();
  server.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.set(request, { socket, head });
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {
      // 'close' follows.
    });
    // What refuses it, such as a wrong Host, answers as for any other request, and then the connection ends.
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    response.on('finish', () => socket.end());
    server.routing(request, response);
  });

  const serve = async (
    request: FastifyRequest,
    reply: FastifyReply,
    rest: { segment: string; path: string },
  ) => {
    const client = new AbortController();
    const { signal } = client;
    const upgrade = upgrades.get(request.raw);
    (upgrade?.socket ?? reply.raw).on('close', () => client.abort());
    const { backend, caller } = findOpened(request, rest.segment, options);
    try {
      const visit = { caller, wakes: isAwaited(request), isUse: isUse(request) };
      const opening = gateway.openPages(backend, visit, signal);
      if (isOpened(request) && gateway.mustStart(backend, visit)) {
        reply.hijack();
        await sendStartingPage({
          response: reply.raw,
          language: await loadLanguageOfReader(request.headers['accept-language']),
          backend: () => gateway.findBackend(String(backend.id), null),
          opening,
          signal,
        }).catch((error: unknown) => onFault(error, request.url.split('?')[0] ?? ''));
        return reply;
      }
      const page: PageRequest = {
        request: request.raw,
        api: await opening,
        path: rest.path,
        prefix: `${FOLDER}/${rest.segment}`,
        isOpened: isOpened(request),
        signal,
      };
      if (upgrade) {
        reply.hijack();
        reply.raw.detachSocket(upgrade.socket as Parameters<ServerResponse['detachSocket']>[0]);
        await forwardUpgrade(page, upgrade.socket, upgrade.head).catch(() => upgrade.socket.destroy());
        return reply;
      }
      const watched = isUse(request) ? gateway.beginRequest(backend) : null;
      // By this it is known which page asks for an address that begins at the root.
      reply.raw
        .setHeader('Referrer-Policy', 'same-origin')
        .setHeader('Cross-Origin-Resource-Policy', 'same-origin');
      const onReply = () => {
        reply.hijack();
        watched?.noteSign();
      };
      await forwardPageRequest(page, reply.raw, onReply, watched?.noteSign).finally(() => watched?.end());
      if (signal.aborted) reply.hijack();
      return reply;
    } catch (error) {
      if (signal.aborted) return reply.hijack();
      throw error instanceof NoReplyError ? notReady(backend, error) : error;
    }
  };

  void server.register(async (scope) => {
    leaveBodies(scope);
    scope.setErrorHandler(async (error, request, reply) => {
      const known = toGatewayError(error);
      if (known === null || !isOpened(request)) throw error;
      if (known.retryAfter !== undefined) reply.header('Retry-After', String(known.retryAfter));
      const language = await loadLanguageOfReader(request.headers['accept-language']);
      const page = errorPage(language, () => describeError(known));
      return reply.code(known.status).headers(PAGE_HEADERS).send(page);
    });
    scope.all<{ Params: { backend: string } }>(`${FOLDER}/:backend`, async (request, reply) => {
      // Its relative addresses need the slash.
      const [path = '', query] = request.url.split('?');
      return reply.redirect(
        `${path.slice(path.lastIndexOf('/') + 1)}/${query === undefined ? '' : `?${query}`}`,
        302,
      );
    });
    scope.all(`${FOLDER}/:backend/*`, (request, reply) => serve(request, reply, splitAddress(request.url)));
    // Some pages write addresses from the root. The Referer tells which backend they mean.
    scope.all('*', (request, reply) => {
      const from = pageOf(request);
      if (from === null) return reply.callNotFound();
      return serve(request, reply, { segment: from, path: request.url });
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

/**
 * The backend whose page is asked for, and the name of the caller, who may.
 * @throws GatewayError, SwitchyardError where it cannot be opened
 */
function findOpened(
  request: FastifyRequest,
  segment: string,
  { gateway, links, callerOf }: UpstreamRoutesOptions,
): { backend: FullBackend; caller: string } {
  const { backend: name, ticket } = parsePageAddress(decode(segment));
  // Somebody who may open the backend has made the link, so its holder needs no key.
  const caller = ticket === null ? callerOf(request) : null;
  const backend = gateway.findBackend(name, caller);
  if (caller !== null && isUse(request)) countRequest(caller);
  if (ticket !== null && (backend === null || !links.use(ticket, backend.id))) throw endedLink();
  if (backend === null) throw unknownBackend(name);
  return { backend, caller: caller?.name ?? 'pages' };
}

/** What follows `/upstream/`, as it is written. */
function splitAddress(url: string): { segment: string; path: string } {
  const rest = url.slice(FOLDER.length + 1);
  const end = rest.indexOf('/');
  return { segment: rest.slice(0, end), path: rest.slice(end) };
}

/** The segment of the page that sends a request; null where it is none of ours. */
function pageOf({ headers }: FastifyRequest): string | null {
  const { referer = '', host = '' } = headers;
  if (!URL.canParse(referer)) return null;
  const url = new URL(referer);
  return url.host === host ? (/^\/upstream\/([^/]+)\//.exec(url.pathname)?.[1] ?? null) : null;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const unknownBackend = (name: string): GatewayError =>
  new GatewayError(
    `There is no backend '${name.slice(0, 100)}' that is ready. The panel lists the backends; use the id or the title of one.`,
    { status: 404, type: 'not_found_error', code: 'backend_not_found' },
  );

const endedLink = (): GatewayError =>
  new GatewayError(
    'This link is no longer good. Open the page again from the card of its backend in Switchyard.',
    {
      status: 401,
      type: 'invalid_request_error',
      code: 'link_ended',
    },
  );
