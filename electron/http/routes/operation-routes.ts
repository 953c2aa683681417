/** The operations under /API/, with SwarmUI's sessions, and the event stream. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SwitchyardError } from '../../../shared/errors.ts';
import { operationsByName, permissions } from '../../../shared/operations.ts';
import type { Caller } from '../../core/api/dispatch.ts';
import { toJson } from '../../core/api/reply-json.ts';
import type { Core } from '../../core/create-core.ts';
import type { Access } from '../access/access.ts';
import { Sessions } from '../access/sessions.ts';
import { EventSockets } from '../event-socket.ts';
import { errorBody, sendError } from '../replies/error-replies.ts';
import { sendBounded } from '../replies/unread-replies.ts';

/** The one route that is a WebSocket. */
const EVENTS_ROUTE = '/API/events';
const OPERATION_ROUTE = '/API/*';
/** The routes at which a WebSocket is answered, if only by an error. */
export const API_ROUTES: readonly string[] = [EVENTS_ROUTE, OPERATION_ROUTE];

export interface OperationRoutesOptions {
  core: Core;
  version: string;
  serverId: string;
}

export function addOperationRoutes(
  server: FastifyInstance,
  access: Access,
  options: OperationRoutesOptions,
): void {
  const sessions = new Sessions(() => performance.now());
  const sockets = new EventSockets(options.core);

  server.route({
    method: 'GET',
    url: EVENTS_ROUTE,
    preValidation: async (request) => {
      // Only a page may authorize itself later: it cannot send a header with a WebSocket, and always sends its origin.
      const { origin, authorization } = request.headers;
      if (origin === undefined || authorization !== undefined) access.checkToken(request);
      // Refuses a key that uses models only.
      else access.callerOf(request);
    },
    handler: (request) => {
      access.checkToken(request);
      throw new SwitchyardError('bad_body', { reason: 'the event stream is a WebSocket' });
    },
    wsHandler: (socket, request) =>
      sockets.accept(socket, {
        caller: access.callerOf(request),
        checkKey: (key) => access.checkKey(key, request),
      }),
  });
  server.post<{ Params: { '*': string }; Body: unknown }>(OPERATION_ROUTE, {
    onRequest: async (request) => access.checkToken(request),
    handler: async (request, reply) => {
      // Again: it may have been revoked while the body came.
      const caller = access.checkToken(request);
      const route = request.params['*'];
      const { body } = request;
      if (typeof body !== 'object' || body === null || Array.isArray(body))
        throw new SwitchyardError('bad_body', { reason: 'it is not a JSON object' });
      if (route.toLowerCase() === 'getnewsession') return newSession(sessions, caller, options);
      const name = operationNames.get(route.toLowerCase());
      if (name === undefined) throw new SwitchyardError('bad_route', { name: route.slice(0, 100) });
      checkSession(request, body, sessions);
      const envelope = await options.core.dispatch(name, body, caller);
      if (!envelope.ok) return sendError(reply, envelope.error);
      return reply.type('application/json; charset=utf-8').send(toJson(envelope.value));
    },
  });
  const refuseMethod = async (request: FastifyRequest) => {
    throw new SwitchyardError('wrong_method', { path: pathOf(request) });
  };
  server.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: OPERATION_ROUTE,
    handler: refuseMethod,
  });
  server.route({
    method: 'GET',
    url: OPERATION_ROUTE,
    preValidation: async (request) => {
      if (request.ws) access.checkToken(request);
    },
    handler: refuseMethod,
    // SwarmUI's clients generate images over WebSockets. They show the message that comes before the end.
    wsHandler: (socket, request) => {
      socket.on('error', () => {
        // 'close' follows.
      });
      const path = pathOf(request).slice(0, 100);
      const isOperation = operationNames.has(path.slice(OPERATION_ROUTE.length - 1).toLowerCase());
      const error = isOperation
        ? new SwitchyardError('wrong_method', { path })
        : new SwitchyardError('bad_route', { name: path });
      sendBounded(socket, JSON.stringify(errorBody(error.toReply())));
      socket.close();
    },
  });
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? '';

/** By name in lower case: SwarmUI ignores the case of a route. */
const operationNames = new Map([...operationsByName.keys()].map((name) => [name.toLowerCase(), name]));

/** The reply of GetNewSession. */
function newSession(sessions: Sessions, caller: Caller, { version, serverId }: OperationRoutesOptions) {
  return {
    session_id: sessions.create(),
    user_id: 'local',
    version,
    server_id: serverId,
    permissions: sessionPermissions(caller),
    output_append_user: false,
  };
}

/** SwarmUI's page hides its tabs from a caller without these. */
const PAGE_PERMISSIONS = ['*', 'view_server_tab', 'fundamental_generate_tab_access'];

/** What a caller may do, in SwarmUI's names. */
const sessionPermissions = ({ permissions: granted }: Caller): string[] => [
  ...granted,
  ...(permissions.every((permission) => granted.has(permission)) ? PAGE_PERMISSIONS : []),
];

/** @throws SwitchyardError `missing_session`, `invalid_session` */
function checkSession(request: FastifyRequest, body: object, sessions: Sessions): void {
  const session = request.headers['x-session-id'] ?? ('session_id' in body ? body.session_id : undefined);
  if (session === undefined || session === null || session === '')
    throw new SwitchyardError('missing_session');
  if (typeof session !== 'string' || !sessions.touch(session)) throw new SwitchyardError('invalid_session');
}
