/** The routes of OpenAI's API, each passed on to the backend that serves the model which the request names. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fullText, SwitchyardError } from '../../../shared/errors.ts';
import { forwardRequest, NoReplyError } from '../forwarding/forward-request.ts';
import { type Gateway, notReady } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import type { Candidate } from '../routing/model-directory.ts';
import { type RequestBody, readModelName } from '../routing/read-model-name.ts';

/** Passed on as they are: what a backend does not know, it refuses in its own words. */
const PATHS = ['/chat/completions', '/completions', '/embeddings', '/responses', '/rerank', '/messages'];

export interface OpenAiRoutesOptions {
  gateway: Gateway;
  /** Who sends the request; callers take turns where a backend is busy. @throws SwitchyardError where it may not */
  callerOf: (request: FastifyRequest) => string;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown, where: string) => void;
}

export async function addOpenAiRoutes(server: FastifyInstance, options: OpenAiRoutesOptions): Promise<void> {
  const { gateway, callerOf, onFault } = options;
  await server.register(async (scope) => {
    // The body stays where it is, of whatever type and size it is.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.setErrorHandler((error, request, reply) => {
      const known = toGatewayError(error);
      if (known === null) onFault(error, request.url.split('?')[0] ?? '');
      return sendError(reply, known ?? internalError());
    });
    scope.get('/v1/models', async (request) => {
      callerOf(request);
      return { object: 'list', data: gateway.models().map(describeModel) };
    });
    for (const path of PATHS)
      scope.post(`/v1${path}`, async (request, reply) => {
        const caller = callerOf(request);
        const { name, body } = await readModelName(request.raw);
        await answer({ gateway, caller, request, reply, name, body, path });
        return reply;
      });
    scope.all('/v1/*', async (request) => {
      callerOf(request);
      throw new GatewayError(
        `${request.method} ${request.url.split('?')[0]} is not served. There are GET /v1/models and POST ${PATHS.map((path) => `/v1${path}`).join(', ')}.`,
        { status: 404, type: 'not_found_error', code: 'unknown_route' },
      );
    });
  });
}

interface Answer {
  gateway: Gateway;
  caller: string;
  request: FastifyRequest;
  reply: FastifyReply;
  name: string;
  body: RequestBody;
  path: string;
}

/** Tries the backends that serve the model until one of them has begun to reply. @throws GatewayError */
async function answer({ gateway, caller, request, reply, name, body, path }: Answer): Promise<void> {
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

/** As OpenAI describes a model, with what else is known of it here. */
const describeModel = ({ name, backend, isLoaded, purpose }: ReturnType<Gateway['models']>[number]) => ({
  id: name,
  object: 'model',
  created: 0,
  owned_by: 'switchyard',
  switchyard: { backend: backend.id, title: backend.title, type: backend.type, loaded: isLoaded, purpose },
});

/** Null for a defect of ours. */
function toGatewayError(error: unknown): GatewayError | null {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof SwitchyardError)) return null;
  const { http, code } = error.toReply();
  const status = code === 'bad_permissions' ? 403 : http;
  return new GatewayError(fullText(error.toReply()), {
    status,
    type: status === 429 ? 'rate_limit_error' : 'invalid_request_error',
    code: status === 401 ? 'invalid_api_key' : code,
    cause: error,
  });
}

function sendError(reply: FastifyReply, error: GatewayError): FastifyReply {
  if (error.retryAfter !== undefined) reply.header('retry-after', String(error.retryAfter));
  return reply.code(error.status).send(error.toReply());
}

const internalError = (): GatewayError =>
  new GatewayError('Switchyard could not answer this request. Its log says why.', {
    status: 500,
    type: 'server_error',
    code: 'internal_error',
  });
