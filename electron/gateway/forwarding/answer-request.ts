/** Answers a request by one of the backends that serve its model, byte for byte. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '../gateway.ts';
import type { GatewayCaller } from '../gateway-caller.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { RequestBody } from '../routing/read-model-name.ts';
import { forwardRequest } from './forward-request.ts';
import { tryBackends } from './try-backends.ts';

export interface Answer {
  protocol: Protocol;
  gateway: Gateway;
  caller: GatewayCaller;
  request: FastifyRequest;
  reply: FastifyReply;
  name: string;
  body: RequestBody;
  path: string;
}

/** @throws GatewayError where nothing was sent to the client yet */
export async function answerRequest(options: Answer): Promise<void> {
  const { gateway, caller, request, reply, name, body, path, protocol } = options;
  const client = new AbortController();
  reply.raw.on('close', () => client.abort());
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  const search = {
    gateway,
    caller,
    name,
    path,
    signal: client.signal,
    // A body that was not read whole cannot be sent again.
    canRepeat: () => body.isComplete,
  };
  const isAnswered = await tryBackends(search, (turn) =>
    forwardRequest({
      request: request.raw,
      response: reply.raw,
      turn,
      protocol,
      path: `${path}${query}`,
      body,
      signal: client.signal,
      onReply: () => void reply.hijack(),
    }),
  );
  if (!isAnswered) reply.hijack();
}
