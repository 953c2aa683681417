/**
 * OpenAI's API as data: reads requests, writes replies and errors. Knows neither HTTP nor the model.
 * Reference: https://platform.openai.com/docs/api-reference (chat/completions, completions, embeddings, models).
 */
import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { ChatMessage, EmbeddingResult, GenerationResult, Prompt, Sampling } from './generation.ts';

/** An error as OpenAI's clients expect it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly type: 'invalid_request_error' | 'server_error';
  /** The parameter with the error. */
  readonly param: string | null;
  readonly code: string | null;

  constructor(
    status: number,
    message: string,
    { param = null, code = null }: { param?: string | null; code?: string | null } = {},
  ) {
    super(message);
    this.status = status;
    this.type = status >= 500 ? 'server_error' : 'invalid_request_error';
    this.param = param;
    this.code = code;
  }

  toBody() {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

export interface GenerationRequest {
  prompt: Prompt;
  sampling: Sampling;
  stream: boolean;
  /** The last event of the stream contains the numbers of tokens. */
  includeUsage: boolean;
}

/** The defaults of llama.cpp's own server. */
const defaultSampling = { temperature: 0.8, topP: 0.95, topK: 40, minP: 0.05 } as const;
/** OpenAI's default for `/v1/completions`. */
const DEFAULT_COMPLETION_TOKENS = 16;
const MAX_STOPS = 16;

/** @throws ApiError 400 */
export function parseChatRequest(body: unknown): GenerationRequest {
  const read = new Fields(body);
  const raw = read.value('messages');
  if (!Array.isArray(raw) || raw.length === 0) throw invalid('messages', 'a list of at least one message');
  read.refuse('tools', (value) => !isEmptyList(value), 'Tools are not supported by this server.');
  read.refuse('functions', (value) => !isEmptyList(value), 'Functions are not supported by this server.');
  const messages = raw.map((message: unknown, index) => parseMessage(message, `messages[${index}]`));
  return {
    prompt: { kind: 'chat', messages },
    ...parseCommon(read, read.integer('max_completion_tokens', 1) ?? read.integer('max_tokens', 1)),
  };
}

/** @throws ApiError 400 */
export function parseCompletionRequest(body: unknown): GenerationRequest {
  const read = new Fields(body);
  const raw = read.value('prompt');
  const prompt = Array.isArray(raw) && raw.length === 1 ? raw[0] : raw;
  if (typeof prompt !== 'string') throw invalid('prompt', 'a text (or a list of one text)');
  read.refuse('echo', (value) => value !== false, 'echo is not supported by this server.');
  read.refuse('suffix', (value) => value !== '', 'suffix is not supported by this server.');
  read.refuse('best_of', (value) => value !== 1, 'Only best_of = 1 is supported by this server.');
  return {
    prompt: { kind: 'text', text: prompt },
    ...parseCommon(read, read.integer('max_tokens', 1) ?? DEFAULT_COMPLETION_TOKENS),
  };
}

/** OpenAI's limit for one request. */
const MAX_EMBEDDING_TEXTS = 2048;

export interface EmbeddingRequest {
  texts: string[];
  /** Clients of OpenAI's own libraries want the bytes of the numbers as base64. */
  isBase64: boolean;
}

/** @throws ApiError 400 */
export function parseEmbeddingRequest(body: unknown): EmbeddingRequest {
  const read = new Fields(body);
  const raw = read.value('input');
  const input: unknown[] = Array.isArray(raw) ? raw : [raw];
  if (input.some((item) => typeof item === 'number' || Array.isArray(item)))
    throw new ApiError(
      400,
      'input must be text: numbers of tokens are those of another vocabulary. (LangChain sends text with check_embedding_ctx_length=False.)',
      { param: 'input', code: 'unsupported_parameter' },
    );
  if (
    input.length === 0 ||
    input.length > MAX_EMBEDDING_TEXTS ||
    !input.every((item) => typeof item === 'string' && item !== '')
  )
    throw invalid('input', `a text or a list of 1 to ${MAX_EMBEDDING_TEXTS} texts, none of them empty`);
  read.refuse(
    'dimensions',
    () => true,
    'dimensions is not supported: a vector has the length that the model gives it.',
  );
  const format = read.value('encoding_format') ?? 'float';
  if (format !== 'float' && format !== 'base64') throw invalid('encoding_format', "'float' or 'base64'");
  return { texts: input as string[], isBase64: format === 'base64' };
}

/** The reply of `/v1/embeddings`. */
export function formatEmbeddings({ vectors, tokens }: EmbeddingResult, model: string, isBase64: boolean) {
  const encode = (vector: number[]) => Buffer.from(new Float32Array(vector).buffer).toString('base64');
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: isBase64 ? encode(vector) : vector,
    })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

function parseCommon(read: Fields, maxTokens: number | null): Omit<GenerationRequest, 'prompt'> {
  read.refuse('n', (value) => value !== 1, 'Only n = 1 is supported by this server.');
  read.refuse('logprobs', (value) => value !== false, 'logprobs are not supported by this server.');
  read.refuse(
    'response_format',
    (value) => !(isRecord(value) && value.type === 'text'),
    'Only the response format "text" is supported by this server.',
  );
  const streamOptions = read.value('stream_options');
  return {
    sampling: {
      maxTokens,
      temperature: read.number('temperature', 0, 2) ?? defaultSampling.temperature,
      topP: read.number('top_p', 0, 1) ?? defaultSampling.topP,
      topK: read.integer('top_k', 0) ?? defaultSampling.topK,
      minP: read.number('min_p', 0, 1) ?? defaultSampling.minP,
      seed: read.integer('seed'),
      stop: parseStop(read.value('stop')),
      frequencyPenalty: read.number('frequency_penalty', -2, 2) ?? 0,
      presencePenalty: read.number('presence_penalty', -2, 2) ?? 0,
    },
    stream: read.boolean('stream') ?? false,
    includeUsage: isRecord(streamOptions) && streamOptions.include_usage === true,
  };
}

function parseMessage(message: unknown, name: string): ChatMessage {
  if (!isRecord(message)) throw invalid(name, 'an object with role and content');
  const { role, content } = message;
  switch (role) {
    case 'system':
    case 'developer':
      return { role: 'system', text: parseContent(content, `${name}.content`) };
    case 'user':
    case 'assistant':
      return { role, text: parseContent(content, `${name}.content`) };
    default:
      throw invalid(`${name}.role`, "'system', 'user' or 'assistant'");
  }
}

function parseContent(content: unknown, name: string): string {
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? content : [];
  const texts = parts.map((part: unknown) =>
    isRecord(part) && part.type === 'text' && typeof part.text === 'string' ? part.text : null,
  );
  if (texts.length === 0 || texts.includes(null))
    throw invalid(name, "a text or a list of parts of the type 'text'");
  return texts.join('');
}

function parseStop(stop: unknown): string[] {
  const stops: unknown[] = stop === undefined ? [] : Array.isArray(stop) ? stop : [stop];
  if (stops.length > MAX_STOPS || !stops.every((item) => typeof item === 'string' && item !== ''))
    throw invalid('stop', `a text or a list of at most ${MAX_STOPS} texts`);
  return stops as string[];
}

/** Reads parameters out of a body. A null counts as left out, because clients send it for that. */
class Fields {
  readonly #body: Map<string, unknown>;

  constructor(body: unknown) {
    if (!isRecord(body)) throw new ApiError(400, 'The request body must be a JSON object.');
    this.#body = new Map(Object.entries(body));
  }

  value(name: string): unknown {
    return this.#body.get(name) ?? undefined;
  }

  number(name: string, min: number, max: number): number | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'number' || !(value >= min && value <= max))
      throw invalid(name, `a number from ${min} to ${max}`);
    return value;
  }

  integer(name: string, min?: number): number | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || (min !== undefined && value < min))
      throw invalid(name, `a whole number${min === undefined ? '' : ` of ${min} or more`}`);
    return value;
  }

  boolean(name: string): boolean | null {
    const value = this.value(name);
    if (value === undefined) return null;
    if (typeof value !== 'boolean') throw invalid(name, 'true or false');
    return value;
  }

  /** Refuses an unsupported value with a message. Were it ignored, the reply would not be what the client asked for. */
  refuse(name: string, isUnsupported: (value: unknown) => boolean, message: string): void {
    const value = this.value(name);
    if (value !== undefined && isUnsupported(value))
      throw new ApiError(400, message, { param: name, code: 'unsupported_parameter' });
  }
}

function invalid(name: string, expected: string): ApiError {
  return new ApiError(400, `${name} must be ${expected}.`, { param: name, code: 'invalid_value' });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

const seconds = () => Math.floor(Date.now() / 1000);

/** Makes the parts of one reply, which all have the same id and time. */
export class ReplyWriter {
  readonly #chat: boolean;
  readonly #head: { id: string; object: string; created: number; model: string };
  readonly #chunkHead: { id: string; object: string; created: number; model: string };

  constructor(kind: Prompt['kind'], model: string) {
    this.#chat = kind === 'chat';
    const id = `${this.#chat ? 'chatcmpl' : 'cmpl'}-${randomUUID()}`;
    const created = seconds();
    this.#head = { id, object: this.#chat ? 'chat.completion' : 'text_completion', created, model };
    this.#chunkHead = this.#chat ? { ...this.#head, object: 'chat.completion.chunk' } : this.#head;
  }

  whole(content: string, reasoning: string, result: GenerationResult) {
    const choice = this.#chat
      ? {
          message: {
            role: 'assistant',
            content,
            ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
          },
        }
      : { text: content };
    return {
      ...this.#head,
      choices: [{ index: 0, ...choice, logprobs: null, finish_reason: result.finishReason }],
      usage: usage(result),
    };
  }

  /** The first event of a chat, which has the role. A completion has none. */
  start() {
    return this.#chat ? this.#chunk({ delta: { role: 'assistant', content: '' } }, null) : null;
  }

  text(text: string, part: 'content' | 'reasoning') {
    if (!this.#chat) return this.#chunk({ text }, null);
    return this.#chunk({ delta: part === 'content' ? { content: text } : { reasoning_content: text } }, null);
  }

  end(result: GenerationResult) {
    return this.#chunk(this.#chat ? { delta: {} } : { text: '' }, result.finishReason);
  }

  usage(result: GenerationResult) {
    return { ...this.#chunkHead, choices: [], usage: usage(result) };
  }

  #chunk(content: object, finishReason: GenerationResult['finishReason'] | null) {
    return {
      ...this.#chunkHead,
      choices: [{ index: 0, ...content, logprobs: null, finish_reason: finishReason }],
    };
  }
}

function usage({ promptTokens, completionTokens }: GenerationResult) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}

/** An entry of `/v1/models`. @param created in seconds since 1970 */
export function describeModel(id: string, created: number) {
  return { id, object: 'model', created, owned_by: 'switchyard' };
}
