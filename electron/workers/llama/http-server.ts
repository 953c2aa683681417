/**
 * The HTTP server of the worker, on loopback unless the network is to reach it. Loopback alone protects nothing, because a web
 * page can make the browser send requests here. So the Host has to be an address of this server (against DNS rebinding), bodies have to be JSON (a form cannot send that) or,
 * from programs other than browsers, without a type, and there are no CORS headers.
 */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import {
  FREE_PATH,
  type FreeReply,
  type LiveSettings,
  SETTINGS_PATH,
  TOKEN_HEADER,
  type WorkerConfiguration,
} from '../../backend-types/llama/llama-protocol.ts';
import { isInOwnNetwork } from '../../core/network-address.ts';
import {
  type EmbeddingResult,
  type GenerationEvents,
  type GenerationResult,
  type Prompt,
  PromptRefusedError,
  type Sampling,
} from './generation.ts';
import { LoadError } from './load-error.ts';
import {
  describeModel,
  formatEmbeddings,
  type GenerationRequest,
  parseChatRequest,
  parseCompletionRequest,
  parseEmbeddingRequest,
} from './openai-api.ts';
import { ReplyWriter } from './replies/reply-writer.ts';
import { ApiError } from './request-fields.ts';
import { QueueFullError } from './residency.ts';

/** What the server needs of the worker. */
export interface ModelService {
  modelId: string;
  /** True: it serves `embed` and not `generate`. False: the reverse. */
  isEmbeddingModel: boolean;
  /** False until the first load is done. */
  ready(): boolean;
  modelLoaded(): boolean;
  /** Loads the model if necessary and waits for a free slot. @throws LoadError, PromptRefusedError, QueueFullError */
  generate(
    prompt: Prompt,
    sampling: Sampling,
    signal: AbortSignal,
    events: GenerationEvents,
  ): Promise<GenerationResult>;
  /** As `generate`, for vectors of texts. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<EmbeddingResult>;
  free(): Promise<FreeReply>;
  configure(settings: LiveSettings): void;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Until a request has arrived as a whole. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Characters of a path in an error. */
const MAX_SHOWN_PATH = 100;
const KNOWN_ADDRESSES =
  'It has GET /v1/models and POST /v1/chat/completions, /v1/completions and /v1/embeddings.';

type Route = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** Starts to listen. @throws the error of `listen`, such as `EADDRINUSE` */
export function startServer(
  { isOnNetwork, port, token }: Pick<WorkerConfiguration, 'isOnNetwork' | 'port' | 'token'>,
  service: ModelService,
): Promise<Server> {
  const ownHosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  const isOwnHost = (host: string) => ownHosts.has(host) || (isOnNetwork && isNetworkHost(host));
  const routes = createRoutes(token, service);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, (request, response) => {
    const path = normalizePath(request.url ?? '/');
    handle(request, response, isOwnHost, routes.get(path) ?? routes.get(`/v1${path}`)).catch(
      (error: unknown) => sendError(response, error),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, isOnNetwork ? '0.0.0.0' : '127.0.0.1', () => resolve(server));
  });
}

/**
 * Whether machines of the network may reach a server of this machine under this Host. An IP address cannot be rebound to another
 * server, and names of one's own network are not for others to give.
 */
const isNetworkHost = (host: string): boolean =>
  /^[\w.:[\]-]+$/.test(host) &&
  URL.canParse(`http://${host}`) &&
  isIpOrOwnName(new URL(`http://${host}`).hostname);

const isIpOrOwnName = (hostname: string): boolean =>
  isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0 || isInOwnNetwork(hostname);

/**
 * Clients join an address and a path in several ways, and end with doubled slashes or one too many. The query is dropped: the
 * token is not in the URL, and nothing else here depends on it.
 */
function normalizePath(url: string): string {
  const path = (url.split('?', 1)[0] as string).replace(/\/{2,}/g, '/');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  isOwnHost: (host: string) => boolean,
  route: { method: string; run: Route } | undefined,
): Promise<void> {
  const host = request.headersDistinct.host ?? [];
  if (host.length !== 1 || !isOwnHost((host[0] as string).toLowerCase()))
    throw new ApiError(
      421,
      'This server does not answer to that host name. Use the IP address of its machine in its place.',
      { code: 'forbidden_host' },
    );
  if (!route)
    throw new ApiError(
      404,
      `Switchyard's own worker, which runs this model, has no ${request.method} ${normalizePath(request.url ?? '/').slice(0, MAX_SHOWN_PATH)}. ${KNOWN_ADDRESSES}`,
      { code: 'unknown_url' },
    );
  if (request.method !== route.method) {
    response.setHeader('Allow', route.method);
    throw new ApiError(405, `Use ${route.method} here.`, { code: 'method_not_allowed' });
  }
  await route.run(request, response);
}

function createRoutes(token: string, service: ModelService) {
  const created = Math.floor(Date.now() / 1000);
  const model = describeModel(service.modelId, created);
  const generate =
    (parse: (body: unknown) => GenerationRequest): Route =>
    async (request, response) => {
      const body = await readJson(request);
      if (service.isEmbeddingModel)
        throw notSupported(
          `${service.modelId} is an embedding model: it turns texts into vectors (/v1/embeddings) and generates no text.`,
        );
      await sendGeneration(parse(body), response, service);
    };

  return new Map<string, { method: 'GET' | 'POST'; run: Route }>([
    [
      '/health',
      {
        method: 'GET',
        run: (_request, response) =>
          service.ready()
            ? sendJson(response, 200, { status: 'ok', model_loaded: service.modelLoaded() })
            : sendJson(response, 503, { status: 'loading model', model_loaded: false }),
      },
    ],
    [
      '/v1/models',
      {
        method: 'GET',
        run: (_request, response) => sendJson(response, 200, { object: 'list', data: [model] }),
      },
    ],
    [
      `/v1/models/${encodeURIComponent(service.modelId)}`,
      { method: 'GET', run: (_request, response) => sendJson(response, 200, model) },
    ],
    ['/v1/chat/completions', { method: 'POST', run: generate(parseChatRequest) }],
    ['/v1/completions', { method: 'POST', run: generate(parseCompletionRequest) }],
    [
      '/v1/embeddings',
      {
        method: 'POST',
        async run(request, response) {
          const body = await readJson(request);
          if (!service.isEmbeddingModel)
            throw notSupported(
              `${service.modelId} generates text, and /v1/embeddings needs an embedding model: choose one as the model file of this backend or of another.`,
            );
          const { texts, isBase64 } = parseEmbeddingRequest(body);
          const result = await service.embed(texts, untilDisconnected(response));
          sendJson(response, 200, formatEmbeddings(result, service.modelId, isBase64));
        },
      },
    ],
    [
      FREE_PATH,
      {
        method: 'POST',
        async run(request, response) {
          checkToken(request, token);
          await readJson(request);
          sendJson(response, 200, await service.free());
        },
      },
    ],
    [
      SETTINGS_PATH,
      {
        method: 'POST',
        async run(request, response) {
          checkToken(request, token);
          // The host is a part of this program and built from the same types, so nothing is checked.
          service.configure((await readJson(request)) as LiveSettings);
          response.writeHead(204).end();
        },
      },
    ],
  ]);
}

/** Generates and sends: as one JSON object, or as server-sent events. */
async function sendGeneration(
  { prompt, sampling, stream, includeUsage }: GenerationRequest,
  response: ServerResponse,
  service: ModelService,
): Promise<void> {
  const reply = new ReplyWriter(prompt.kind, service.modelId);
  const texts = { content: '', reasoning: '' };
  const result = await service.generate(prompt, sampling, untilDisconnected(response), {
    onStart() {
      if (!stream) return;
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache',
      });
      const start = reply.start();
      if (start) sendEvent(response, start);
    },
    onText(text, part) {
      if (stream) sendEvent(response, reply.text(text, part));
      else texts[part] += text;
    },
  });
  if (!stream) {
    sendJson(response, 200, reply.whole(texts.content, texts.reasoning, result));
    return;
  }
  const calls = reply.toolCalls(result);
  if (calls) sendEvent(response, calls);
  sendEvent(response, reply.end(result));
  if (includeUsage) sendEvent(response, reply.usage(result));
  response.end('data: [DONE]\n\n');
}

const notSupported = (message: string) => new ApiError(400, message, { code: 'not_supported' });

/** Aborted when the client has gone. */
function untilDisconnected(response: ServerResponse): AbortSignal {
  const disconnected = new AbortController();
  response.once('close', () => disconnected.abort(new Error('The client has gone.')));
  return disconnected.signal;
}

function sendEvent(response: ServerResponse, data: object): void {
  response.write(`data: ${JSON.stringify(data)}\n\n`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  const apiError = toApiError(error);
  if (response.headersSent) {
    // The stream has started. OpenAI's clients read the error from an event, and recognise by the missing end that it broke off.
    response.end(`data: ${JSON.stringify(apiError.toBody())}\n\n`);
    return;
  }
  // The rest of the body is not read, so the connection cannot serve another request.
  if (!response.req.complete) response.setHeader('Connection', 'close');
  sendJson(response, apiError.status, apiError.toBody());
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof PromptRefusedError) return new ApiError(400, error.message, { code: error.code });
  if (error instanceof QueueFullError)
    return new ApiError(503, 'Too many requests are waiting already. Try again later.', {
      code: 'queue_full',
    });
  if (error instanceof LoadError)
    return new ApiError(503, `The model cannot be loaded: ${error.message}.`, { code: error.code });
  console.error('A request failed:', error);
  return new ApiError(500, 'The request failed inside the server; its log has the details.', {
    code: 'internal_error',
  });
}

function checkToken(request: IncomingMessage, token: string): void {
  const given = Buffer.from(String(request.headers[TOKEN_HEADER] ?? ''));
  const wanted = Buffer.from(token);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new ApiError(401, 'This address is for the program that started this server.', {
      code: 'unauthorized',
    });
}

/** A web page can send a body without a type too, but every browser names the page's origin with it. */
function isUntypedFromProgram({ headers }: IncomingMessage): boolean {
  return (
    headers['content-type'] === undefined &&
    headers.origin === undefined &&
    headers['sec-fetch-site'] === undefined
  );
}

/** @throws ApiError 413, 415, 400 */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0] as string;
  if (type.trim().toLowerCase() !== 'application/json' && !isUntypedFromProgram(request))
    throw new ApiError(
      415,
      'The request body must be JSON: send the header Content-Type: application/json.',
      {
        code: 'wrong_content_type',
      },
    );
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES)
      throw new ApiError(413, `The request body is larger than ${MAX_BODY_BYTES / 1024 ** 2} MB.`, {
        code: 'body_too_large',
      });
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new ApiError(400, 'The request body is not valid JSON.', { code: 'invalid_json' });
  }
}
