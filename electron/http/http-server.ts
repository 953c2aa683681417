/** The contract over HTTP: a thin shell around dispatch. Routes, statuses and error shapes are in docs/http-api.md. */

import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { codeOf, type ErrorReply, SwitchyardError } from '../../shared/errors.ts';
import { MAX_BODY_BYTES } from '../../shared/limits.ts';
import { operationsByName } from '../../shared/operations.ts';
import { buildContentSecurityPolicy } from '../core/api/content-security-policy.ts';
import { fullAccess } from '../core/api/dispatch.ts';
import type { Core } from '../core/create-core.ts';
import { Access } from './access.ts';
import { EventSockets } from './event-socket.ts';
import { renderMetrics } from './metrics.ts';
import { createOpenApi } from './openapi.ts';
import { Sessions } from './sessions.ts';
import { addSignIn, signInFragment } from './sign-in.ts';
import { SignedInBrowsers } from './signed-in-browsers.ts';

/** Milliseconds for a whole request to arrive. */
const REQUEST_TIMEOUT = 30_000;
const HEADERS_TIMEOUT = 10_000;

const CONTENT_SECURITY_POLICY = buildContentSecurityPolicy("'self'");

export interface HttpServerOptions {
  core: Core;
  host: string;
  /** 0 for a free one. */
  port: number;
  /** Null: nobody is asked for a token. */
  token: string | null;
  /** Where the browsers that are signed in are kept. */
  dataDir: string;
  /** Folder of the built panel. */
  panelDir: string;
  version: string;
  /** Stable per data directory. */
  serverId: string;
  onFault: (error: unknown, where: string) => void;
}

export interface HttpServer {
  /** Without a trailing slash. */
  url: string;
  /** A link that signs one browser in; the plain address where no token is asked for. */
  signInLink(): string;
  /** Signs every browser out and ends what is open; the token stays. */
  signOutEverywhere(): Promise<void>;
  /** From now on that token is asked for; every browser is signed out and what is open ends. */
  replaceToken(token: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error of `listen`, such as EADDRINUSE */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT,
    // A key named __proto__ reaches our own checks, which refuse it in words.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: true,
    routerOptions: { caseSensitive: true },
  });
  server.server.headersTimeout = HEADERS_TIMEOUT;
  // The port is part of what is checked and may only be known after listening: requests wait for it.
  let access: Access | null = null;
  const needAccess = (): Access => {
    if (!access) throw new SwitchyardError('shutting_down');
    return access;
  };

  server.setErrorHandler((error, request, reply) => {
    const known = knownError(error);
    if (!known) options.onFault(error, request.url.split('?')[0] ?? '');
    return sendError(
      reply,
      (known ?? new SwitchyardError('internal_error', { name: 'the request' })).toReply(),
    );
  });
  // Before our own hook: it closes the socket of an upgrade that is refused, but only once its hook has seen the request.
  await server.register(fastifyWebsocket, { options: { maxPayload: 65_536 } });
  server.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    needAccess().checkSite(request.raw);
  });

  await server.register(fastifyStatic, {
    root: options.panelDir,
    dotfiles: 'deny',
    index: 'index.html',
    allowedPath: (path) => liesIn(options.panelDir, path),
  });
  const browsers =
    options.token === null
      ? null
      : await SignedInBrowsers.open({
          dataDir: options.dataDir,
          token: options.token,
          now: Date.now,
          onFault: options.onFault,
        });
  addSignIn(server, { access: needAccess, browsers });
  addOperations(server, needAccess, options);
  addReadings(server, needAccess, options);

  await server.listen({ host: options.host, port: options.port });
  const address = server.server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  access = new Access({ host: options.host, port, token: options.token, now: Date.now });
  const shownHost =
    options.host === '0.0.0.0' || options.host === '::'
      ? '127.0.0.1'
      : options.host.includes(':')
        ? `[${options.host}]`
        : options.host;
  const url = `http://${shownHost}:${port}`;
  const endConnections = () => {
    for (const client of server.websocketServer.clients) client.terminate();
  };
  return {
    url,
    signInLink: () => (options.token === null ? url : `${url}/${signInFragment(needAccess().issueCode())}`),
    signOutEverywhere: async () => {
      await browsers?.removeAll();
      needAccess().endAll();
      endConnections();
    },
    replaceToken: async (token) => {
      needAccess().replaceToken(token);
      await browsers?.replaceToken(token);
      endConnections();
    },
    close: async () => {
      endConnections();
      await server.close();
    },
  };
}

/** Whether the file is really in the folder: a link that leads out of it is no file of the panel. */
function liesIn(folder: string, path: string): boolean {
  try {
    const root = realpathSync(folder);
    const file = realpathSync(join(root, path));
    return file === root || file.startsWith(root + sep);
  } catch {
    // There is nothing of that name.
    return false;
  }
}

function addOperations(server: FastifyInstance, access: () => Access, options: HttpServerOptions): void {
  const sessions = new Sessions(Date.now);
  const sockets = new EventSockets(options.core);
  // SwarmUI matches the name of a route without regard to case.
  const names = new Map([...operationsByName.keys()].map((name) => [name.toLowerCase(), name]));

  server.route({
    method: 'GET',
    url: '/API/events',
    preValidation: async ({ raw }) => {
      // Only a page may say later who it is: it cannot send a header with a WebSocket, and always sends its origin.
      const { origin, authorization } = raw.headers;
      if (origin === undefined || authorization !== undefined) access().checkToken(raw);
    },
    handler: (request) => {
      access().checkToken(request.raw);
      throw new SwitchyardError('bad_body', { reason: 'the event stream is a WebSocket' });
    },
    wsHandler: (socket, request) =>
      sockets.accept(socket, {
        isAuthorized: access().isAuthorized(request.raw),
        isGoodKey: (key) => access().keys.isGood(key),
      }),
  });
  server.post<{ Params: { '*': string }; Body: unknown }>('/API/*', {
    onRequest: async (request) => access().checkToken(request.raw),
    handler: async (request, reply) => {
      const route = request.params['*'];
      const { body } = request;
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new SwitchyardError('bad_body', { reason: 'it is not a JSON object' });
      if (route.toLowerCase() === 'getnewsession')
        return {
          session_id: sessions.create(),
          user_id: 'local',
          version: options.version,
          server_id: options.serverId,
          permissions: [...fullAccess.permissions],
          output_append_user: false,
        };
      const name = names.get(route.toLowerCase());
      if (name === undefined) throw new SwitchyardError('bad_route', { name: route.slice(0, 100) });
      const session = request.headers['x-session-id'] ?? ('session_id' in body ? body.session_id : undefined);
      if (session === undefined || session === null || session === '')
        throw new SwitchyardError('missing_session');
      if (typeof session !== 'string' || !sessions.touch(session))
        throw new SwitchyardError('invalid_session');
      const envelope = await options.core.dispatch(name, body, fullAccess);
      return envelope.ok ? envelope.value : sendError(reply, envelope.error);
    },
  });
  server.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/API/*',
    handler: async (request) => {
      throw new SwitchyardError('wrong_method', { path: request.url.split('?')[0] ?? '' });
    },
  });
}

/** What other programs read: health, metrics, the description of the API. */
function addReadings(server: FastifyInstance, access: () => Access, options: HttpServerOptions): void {
  const { core, version } = options;
  server.get('/healthz', async () => ({ status: 'ok', version }));
  server.get('/metrics', async (request, reply) => {
    access().checkToken(request.raw);
    return reply
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(renderMetrics(core.registry.actors().map((actor) => actor.view())));
  });
  let openApi: Record<string, unknown> | null = null;
  server.get('/openapi.json', async () => {
    openApi ??= createOpenApi(version);
    return openApi;
  });
  server.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
    sendError(reply.code(404), {
      ...new SwitchyardError('bad_route', { name: request.url.split('?')[0] ?? '' }).toReply(),
      http: 404,
    }),
  );
}

function sendError(reply: FastifyReply, error: ErrorReply): FastifyReply {
  return reply.code(error.http).send({
    error: error.message,
    ...(error.errorId === undefined ? {} : { error_id: error.errorId }),
    code: error.code,
    hint: error.hint,
  });
}

/** The framework's own refusals, in the words and with the status of the contract. */
function knownError(error: unknown): SwitchyardError | null {
  if (error instanceof SwitchyardError) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new SwitchyardError('body_too_large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new SwitchyardError('wrong_content_type');
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new SwitchyardError('bad_body', { reason: 'it is empty' });
  if (error instanceof SyntaxError || code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return new SwitchyardError('bad_body', { reason: 'it is not valid JSON' });
  if (code.startsWith('FST_ERR_CTP_') || code === 'FST_ERR_BAD_URL')
    return new SwitchyardError('bad_body', { reason: 'it cannot be read' });
  return null;
}
