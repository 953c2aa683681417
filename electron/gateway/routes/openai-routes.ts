/** The routes of OpenAI's API and Anthropic's, which share `/v1`, each passed on to the backend that serves the model which the request names. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answerRequest } from '../forwarding/answer-request.ts';
import { KEEP_ALIVE_MS } from '../forwarding/keep-alive.ts';
import type { Gateway } from '../gateway.ts';
import { countRequest, type GatewayCaller } from '../gateway-caller.ts';
import { GatewayError } from '../gateway-error.ts';
import { anthropicProtocol } from '../protocols/anthropic.ts';
import { openAiProtocol } from '../protocols/openai.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { ListedModel } from '../routing/model-directory.ts';
import { readModelName } from '../routing/read-model-name.ts';
import { prepareScope } from './gateway-scope.ts';

/** Passed on as they are: what a backend does not know, it refuses in its own words. */
const PATHS = [
  '/chat/completions',
  '/completions',
  '/embeddings',
  '/responses',
  '/rerank',
  '/messages',
  '/messages/count_tokens',
  '/audio/speech',
  '/audio/transcriptions',
  '/audio/translations',
  '/images/generations',
  '/images/edits',
  '/images/variations',
];

/** Both have `/v1/models`; Anthropic's clients send their version with every request. */
const protocolOf = ({ url, headers }: FastifyRequest): Protocol =>
  url.startsWith('/v1/messages') || headers['anthropic-version'] !== undefined
    ? anthropicProtocol
    : openAiProtocol;

export interface OpenAiRoutesOptions {
  gateway: Gateway;
  /** Who sends the request; callers take turns where a backend is busy. @throws SwitchyardError where it may not */
  callerOf: (request: FastifyRequest) => GatewayCaller;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown, where: string) => void;
  /** Milliseconds between two comments while a stream waits. Default: 15 s. */
  keepAliveMs?: number;
}

export async function addOpenAiRoutes(server: FastifyInstance, options: OpenAiRoutesOptions): Promise<void> {
  const { gateway, callerOf, onFault, keepAliveMs = KEEP_ALIVE_MS } = options;
  await server.register(async (scope) => {
    prepareScope(scope, { protocolOf, onFault });
    scope.get('/v1/models', async (request) => {
      const caller = callerOf(request);
      const models = gateway.models(caller);
      return protocolOf(request) === anthropicProtocol
        ? describeForAnthropic(models)
        : { object: 'list', data: models.map(describeModel) };
    });
    // Names have slashes.
    scope.get<{ Params: { '*': string } }>('/v1/models/*', async (request) => {
      const model = gateway.model(request.params['*'], callerOf(request));
      return protocolOf(request) === anthropicProtocol ? anthropicModel(model) : describeModel(model);
    });
    for (const path of PATHS)
      scope.post(`/v1${path}`, async (request, reply) => {
        const caller = callerOf(request);
        countRequest(caller);
        const { name, body } = await readModelName(request.raw);
        await answerRequest({
          protocol: protocolOf(request),
          gateway,
          caller,
          request,
          reply,
          name,
          body,
          path,
          keepAliveMs,
          onFault,
        });
        return reply;
      });
    scope.all('/v1/*', async (request) => {
      callerOf(request);
      throw new GatewayError(
        `${request.method} ${request.url.split('?')[0]} is not served. There are GET /v1/models, GET /v1/models/<model> and POST ${PATHS.map((path) => `/v1${path}`).join(', ')}.`,
        { status: 404, type: 'not_found_error', code: 'unknown_route' },
      );
    });
  });
}

/** As Anthropic describes a model. Its clients read times; when it was made is not known here. */
const anthropicModel = (model: ListedModel) => ({
  ...describeModel(model),
  type: 'model',
  display_name: model.name,
  created_at: '1970-01-01T00:00:00Z',
});

/** All on one page. */
const describeForAnthropic = (models: readonly ListedModel[]) => ({
  data: models.map(anthropicModel),
  has_more: false,
  first_id: models[0]?.name ?? null,
  last_id: models.at(-1)?.name ?? null,
});

/** As OpenAI describes a model, with what else is known of it here. */
const describeModel = ({ name, backend, isLoaded, readiness, purpose }: ListedModel) => ({
  id: name,
  object: 'model',
  created: 0,
  owned_by: 'switchyard',
  switchyard: {
    backend: backend.id,
    title: backend.title,
    type: backend.type,
    loaded: isLoaded,
    state: readiness,
    purpose,
  },
});
