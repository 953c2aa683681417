/** Answers a request by one of the backends that serve its model, byte for byte. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway } from '../gateway.ts';
import type { GatewayCaller } from '../gateway-caller.ts';
import { internalError, toGatewayError } from '../protocols/gateway-errors.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { IncomingBody } from '../routing/request-body.ts';
import { forwardRequest } from './forward-request.ts';
import { KeepAlive } from './keep-alive.ts';
import { tryBackends } from './try-backends.ts';

export interface Answer {
  protocol: Protocol;
  gateway: Gateway;
  caller: GatewayCaller;
  request: FastifyRequest;
  reply: FastifyReply;
  name: string;
  body: IncomingBody;
  path: string;
  /** Milliseconds between two comments while a stream waits. */
  keepAliveMs: number;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown, where: string) => void;
}

/** What answers with a stream of events where it is asked for. */
const STREAMING_PATHS = ['/chat/completions', '/completions', '/responses', '/messages'];

/** @throws GatewayError where nothing was sent to the client yet */
export async function answerRequest(options: Answer): Promise<void> {
  const { request, reply, body, path, protocol } = options;
  const client = new AbortController();
  const keepAlive = STREAMING_PATHS.includes(path)
    ? new KeepAlive({
        response: reply.raw,
        intervalMs: options.keepAliveMs,
        wantsStream: () => body.wantsStream(),
        onStart: () => void reply.hijack(),
      })
    : null;
  reply.raw.on('close', () => {
    keepAlive?.stop();
    client.abort();
  });
  try {
    await forward(options, client.signal, () => {
      keepAlive?.stop();
      if (!reply.sent) reply.hijack();
    });
  } catch (error) {
    keepAlive?.stop();
    if (!reply.raw.headersSent) throw error;
    const known = toGatewayError(error);
    if (known === null) options.onFault(error, request.url.split('?')[0] ?? '');
    reply.raw.end(protocol.errorEvent(known ?? internalError()));
  }
}

/** @param onReply called when the worker begins to reply, and where the client has gone away */
async function forward(
  { gateway, caller, request, reply, name, body, path, protocol }: Answer,
  signal: AbortSignal,
  onReply: () => void,
): Promise<void> {
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  // A body that is not held whole cannot be sent again.
  const search = { gateway, caller, name, path, signal, canRepeat: () => body.canRepeat };
  const isAnswered = await tryBackends(search, (turn) =>
    forwardRequest({
      request: request.raw,
      response: reply.raw,
      turn,
      protocol,
      path: `${path}${query}`,
      body,
      signal,
      onReply,
    }),
  );
  if (!isAnswered) onReply();
}
