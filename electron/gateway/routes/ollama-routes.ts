/**
 * The routes of Ollama's API. A backend that is an Ollama gets the request as it is; to others it is translated where that is
 * exact. They are for the gateway's own port: on the panel's, `/API` is SwarmUI's, and its case does not matter there.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FullBackend } from '../../../shared/backend.ts';
import type { OpenAiApi } from '../../core/backend/backend-type.ts';
import { forwardRequest } from '../forwarding/forward-request.ts';
import { tryBackends } from '../forwarding/try-backends.ts';
import type { Gateway, Turn } from '../gateway.ts';
import { countRequest, type GatewayCaller } from '../gateway-caller.ts';
import { GatewayError } from '../gateway-error.ts';
import { answerEmbed } from '../ollama/answer-embed.ts';
import { answerTranslated, type TranslatedCall } from '../ollama/answer-translated.ts';
import { describeLoaded, describeModel, describeTag, OLLAMA_VERSION } from '../ollama/ollama-models.ts';
import {
  chatSchema,
  embedSchema,
  generateSchema,
  type OllamaChat,
  type OllamaGenerate,
  oldEmbedSchema,
  parseRequest,
  showSchema,
} from '../ollama/ollama-request.ts';
import { listOwnDetails, showOwnDetails } from '../ollama/own-details.ts';
import { readWholeJson, type WholeJson } from '../ollama/read-json.ts';
import { chatToOpenAi, generateToOpenAi } from '../ollama/to-openai.ts';
import { ollamaProtocol } from '../protocols/ollama.ts';
import type { ListedModel } from '../routing/model-directory.ts';
import { prepareScope } from './gateway-scope.ts';
import type { OpenAiRoutesOptions } from './openai-routes.ts';

/** One request, and how a backend that is no Ollama answers it. */
interface OllamaCall {
  /** Of OpenAI's API: what the model has to be for. */
  purpose: '/chat/completions' | '/embeddings';
  answer(turn: Turn, client: Client): Promise<void>;
}

interface Client {
  response: FastifyReply['raw'];
  signal: AbortSignal;
  arrivedAt: number;
  onReply: () => void;
}

export async function addOllamaRoutes(server: FastifyInstance, options: OpenAiRoutesOptions): Promise<void> {
  const { gateway, callerOf, onFault } = options;
  await server.register(async (scope) => {
    // Ollama's clients, curl among them, send JSON under any type.
    prepareScope(scope, { protocolOf: () => ollamaProtocol, onFault });
    const get = (path: string, list: (caller: GatewayCaller) => object) =>
      scope.get(path, async (request) => list(callerOf(request)));
    get('/api/version', () => ({ version: OLLAMA_VERSION }));
    get('/api/tags', async (caller) => ({
      models: await describeAll(gateway, gateway.models(caller), {
        path: '/api/tags',
        describe: describeTag,
      }),
    }));
    get('/api/ps', async (caller) => {
      const loaded = gateway.models(caller).filter((model) => model.isLoaded);
      return { models: await describeAll(gateway, loaded, { path: '/api/ps', describe: describeLoaded }) };
    });
    scope.post('/api/show', async (request) => {
      const caller = callerOf(request);
      const whole = await readWholeJson(request.raw);
      const { model: name } = parseRequest(showSchema, whole.json);
      const [candidate] = gateway.candidates(name, null, caller);
      const api = candidate ? ollamaApi(gateway, candidate.backend) : null;
      if (candidate && api) {
        const own = await showOwnDetails(api, whole.toText(candidate.model));
        if (own !== null) return own;
      }
      const model = gateway.models(caller).find((each) => each.name === (candidate?.model ?? name));
      if (!model) throw unknownModel(name);
      return describeModel(model);
    });
    const post = (path: string, toCall: (body: WholeJson) => OllamaCall) =>
      scope.post(path, async (request, reply) => {
        const caller = callerOf(request);
        countRequest(caller);
        await answer({ gateway, caller, path }, request, reply, toCall);
        return reply;
      });
    post('/api/chat', chatCall);
    post('/api/generate', generateCall);
    post('/api/embed', ({ json }) => embedCall(parseRequest(embedSchema, json), false));
    post('/api/embeddings', ({ json }) => {
      const { model, prompt } = parseRequest(oldEmbedSchema, json);
      return embedCall({ model, input: prompt }, true);
    });
    scope.all('/api/*', async (request) => {
      callerOf(request);
      throw new GatewayError(
        `${request.method} ${request.url.split('?')[0]} is not served by Switchyard. Models are added and removed in its panel, or at the Ollama that holds them.`,
        { status: 404, type: 'not_found_error', code: 'unknown_route' },
      );
    });
  });
}

/** How a real Ollama is called; null for other backends, and while it cannot be. */
const ollamaApi = (gateway: Gateway, { id, type }: FullBackend): OpenAiApi | null =>
  type === 'ollama' ? gateway.apiOf(id) : null;

/** Describes models. What a real Ollama says of its own ones, such as their size, goes before what is known here. */
async function describeAll(
  gateway: Gateway,
  models: readonly ListedModel[],
  { path, describe }: { path: '/api/tags' | '/api/ps'; describe: (model: ListedModel) => object },
): Promise<object[]> {
  const backends = new Map(models.map(({ backend }) => [backend.id, backend]));
  const own = new Map(
    await Promise.all(
      [...backends.values()].map(async (backend) => {
        const api = ollamaApi(gateway, backend);
        return [backend.id, api && (await listOwnDetails(api, path))] as const;
      }),
    ),
  );
  return models.map((model) => ({
    ...describe(model),
    ...own.get(model.backend.id)?.get(model.model),
    name: model.name,
    model: model.name,
  }));
}

function chatCall({ json }: WholeJson): OllamaCall {
  const chat = parseRequest(chatSchema, json);
  return translatedCall(chat, 'chat', (type) => ({
    path: '/chat/completions',
    body: chatToOpenAi(chat, type),
  }));
}

function generateCall({ json }: WholeJson): OllamaCall {
  const request = parseRequest(generateSchema, json);
  return translatedCall(request, 'generate', (type) => generateToOpenAi(request, type));
}

/** @param translate gets the type of the backend. @throws GatewayError where that is not exact */
const translatedCall = (
  { model, stream }: OllamaChat | OllamaGenerate,
  kind: TranslatedCall['kind'],
  translate: (type: string) => Pick<TranslatedCall, 'path' | 'body'>,
): OllamaCall => ({
  purpose: '/chat/completions',
  answer: async (turn, client) =>
    await answerTranslated({
      ...client,
      ...translate(turn.backend.type),
      turn,
      model,
      isStream: stream ?? true,
      kind,
    }),
});

const embedCall = (
  request: { model: string; input: string | string[]; dimensions?: number | null | undefined },
  isOld: boolean,
): OllamaCall => ({
  purpose: '/embeddings',
  answer: (turn, client) => answerEmbed({ ...client, ...request, turn, isOld }),
});

async function answer(
  { gateway, caller, path }: { gateway: Gateway; caller: GatewayCaller; path: string },
  request: FastifyRequest,
  reply: FastifyReply,
  toCall: (body: WholeJson) => OllamaCall,
): Promise<void> {
  const arrivedAt = performance.now();
  const client = new AbortController();
  reply.raw.on('close', () => client.abort());
  const whole = await readWholeJson(request.raw);
  const call = toCall(whole);
  const onReply = () => void reply.hijack();
  const isAnswered = await tryBackends(
    {
      gateway,
      caller,
      name: whole.model,
      path: call.purpose,
      signal: client.signal,
      canRepeat: () => true,
    },
    async (turn) => {
      if (turn.backend.type === 'ollama')
        return await forwardRequest({
          request: request.raw,
          response: reply.raw,
          turn: { ...turn, api: { ...turn.api, baseUrl: turn.api.baseUrl.replace(/\/v1$/, '') } },
          protocol: ollamaProtocol,
          path,
          body: whole.body,
          signal: client.signal,
          onReply,
        });
      await call.answer(turn, { response: reply.raw, signal: client.signal, arrivedAt, onReply });
    },
  );
  if (!isAnswered) reply.hijack();
}

const unknownModel = (name: string): GatewayError =>
  new GatewayError(`model '${name}' not found`, {
    status: 404,
    type: 'not_found_error',
    code: 'model_not_found',
  });
