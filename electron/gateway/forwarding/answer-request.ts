/** Answers a request by one of the backends that serve its model. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Gateway, notReady } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { internalError } from '../protocols/gateway-errors.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { Candidate } from '../routing/model-directory.ts';
import type { RequestBody } from '../routing/read-model-name.ts';
import { forwardRequest, NoReplyError } from './forward-request.ts';

export interface Answer {
  protocol: Protocol;
  gateway: Gateway;
  caller: string;
  request: FastifyRequest;
  reply: FastifyReply;
  name: string;
  body: RequestBody;
  path: string;
}

/** Tries the backends that serve the model until one of them has begun to reply. @throws GatewayError */
export async function answerRequest(options: Answer): Promise<void> {
  const { gateway, caller, request, reply, name, body, path, protocol } = options;
  const client = new AbortController();
  reply.raw.on('close', () => client.abort());
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  let failure: GatewayError | null = null;
  for (const candidate of gateway.candidates(name, path)) {
    try {
      await answerBy(candidate);
      return;
    } catch (error) {
      if (client.signal.aborted) return void reply.hijack();
      if (!(error instanceof NoReplyError) && !(error instanceof GatewayError)) throw error;
      failure = error instanceof GatewayError ? error : notReady(candidate.backend, error);
      // A body that was not read whole cannot be sent again.
      if (!body.isComplete) break;
    }
  }
  throw failure ?? internalError();

  async function answerBy(candidate: Candidate): Promise<void> {
    const turn = await gateway.enter(candidate, caller, client.signal);
    try {
      const response = reply.raw;
      await forwardRequest({
        request: request.raw,
        response,
        turn,
        protocol,
        path: `${path}${query}`,
        body,
        signal: client.signal,
        onReply: () => void reply.hijack(),
      });
    } finally {
      turn.end();
    }
  }
}
