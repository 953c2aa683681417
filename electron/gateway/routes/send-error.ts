/** Sends an error in the shape of a protocol. */
import type { FastifyReply } from 'fastify';
import { internalError, toGatewayError } from '../protocols/gateway-errors.ts';
import type { Protocol } from '../protocols/protocol.ts';

export interface RouteFault {
  error: unknown;
  /** Of the request, for the program log. */
  path: string;
  /** Gets what is a defect of ours. */
  onFault: (error: unknown, where: string) => void;
}

export function sendProtocolError(
  reply: FastifyReply,
  protocol: Protocol,
  { error, path, onFault }: RouteFault,
): FastifyReply {
  const known = toGatewayError(error);
  if (known === null) onFault(error, path);
  const sent = known ?? internalError();
  if (sent.retryAfter !== undefined) reply.header('retry-after', String(sent.retryAfter));
  return reply.code(sent.status).send(protocol.errorBody(sent));
}
