/** What all routes of the gateway that forward requests to models have in common. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readUnreadBody } from '../forwarding/unread-body.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { sendProtocolError } from './send-error.ts';

/** Leaves bodies where they are, of whatever type and size they are. What nobody has read is read after the reply. */
export function leaveBodies(scope: FastifyInstance): void {
  scope.addHook('onRequest', async (request, reply) => readUnreadBody(request.raw, reply.raw));
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** The same, and sends errors in the shape of the request's protocol. */
export function prepareScope(
  scope: FastifyInstance,
  {
    protocolOf,
    onFault,
  }: {
    protocolOf: (request: FastifyRequest) => Protocol;
    onFault: (error: unknown, where: string) => void;
  },
): void {
  leaveBodies(scope);
  scope.setErrorHandler((error, request, reply) =>
    sendProtocolError(reply, protocolOf(request), { error, onFault, path: request.url.split('?')[0] ?? '' }),
  );
}
