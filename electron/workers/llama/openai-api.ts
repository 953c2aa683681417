/**
 * OpenAI's API as data: reads requests. Knows neither HTTP nor the model. Values that llama.cpp's own server accepts are
 * accepted here too (recorded in e2e/recordings/llama-server-0.4.0/accepted-values.json).
 * Reference: https://platform.openai.com/docs/api-reference (chat/completions, completions, embeddings, models).
 */
import { Buffer } from 'node:buffer';
import { parseMessages } from './chat-messages.ts';
import type { EmbeddingResult, Prompt, Sampling } from './generation.ts';
import { anyObject, convertSchema, SchemaError } from './replies/json-schema.ts';
import { ApiError, Fields, invalid, isRecord, unsupported } from './request-fields.ts';
import { parseToolUse } from './tools.ts';

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
/** OpenAI's range for `logit_bias`. */
const MAX_BIAS = 100;

/** @throws ApiError 400 */
export function parseChatRequest(body: unknown): GenerationRequest {
  const read = new Fields(body);
  const messages = parseMessages(read.value('messages'));
  const toolUse = parseToolUse(read);
  const json = parseResponseFormat(read.value('response_format'));
  if (json !== null && toolUse.tools.length > 0)
    throw unsupported(
      'response_format',
      "response_format cannot be combined with tools on this server. Leave one of them out, or set tool_choice to 'none'.",
    );
  return {
    prompt: { kind: 'chat', messages, toolUse, json },
    ...parseCommon(read, (read.tokens('max_completion_tokens') ?? read.tokens('max_tokens'))?.limit ?? null),
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
  read.refuse(
    'response_format',
    (value) => !(isRecord(value) && value.type === 'text'),
    'response_format is supported by this server for /v1/chat/completions only.',
  );
  const maxTokens = read.tokens('max_tokens');
  return {
    prompt: { kind: 'text', text: prompt },
    ...parseCommon(read, maxTokens === null ? DEFAULT_COMPLETION_TOKENS : maxTokens.limit),
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
  const streamOptions = read.value('stream_options');
  return {
    sampling: {
      maxTokens,
      temperature: read.number('temperature', 0) ?? defaultSampling.temperature,
      topP: read.number('top_p', 0, 1) ?? defaultSampling.topP,
      // Any token with 0 and with less, as in llama.cpp.
      topK: Math.max(0, read.integer('top_k') ?? defaultSampling.topK),
      minP: read.number('min_p', 0, 1) ?? defaultSampling.minP,
      seed: parseSeed(read),
      stop: parseStop(read.value('stop')),
      frequencyPenalty: read.number('frequency_penalty', -2, 2) ?? 0,
      presencePenalty: read.number('presence_penalty', -2, 2) ?? 0,
      logitBias: parseLogitBias(read.value('logit_bias') ?? {}),
    },
    stream: read.boolean('stream') ?? false,
    includeUsage: isRecord(streamOptions) && streamOptions.include_usage === true,
  };
}

/** An empty text, which some clients send for none, would end every text before it begins. */
function parseStop(stop: unknown): string[] {
  const stops: unknown[] = stop === undefined ? [] : Array.isArray(stop) ? stop : [stop];
  if (stops.length > MAX_STOPS || !stops.every((item) => typeof item === 'string'))
    throw invalid('stop', `a text or a list of at most ${MAX_STOPS} texts`);
  return stops.filter((item): item is string => item !== '');
}

/** -1 stands for a random one in llama.cpp. */
function parseSeed(read: Fields): number | null {
  const seed = read.integer('seed');
  return seed === -1 ? null : seed;
}

/** Tokens by their number, or texts, whose tokens are meant; the value false forbids them. Both are llama.cpp's. */
function parseLogitBias(raw: unknown): Sampling['logitBias'] {
  const expected = `an object with numbers of tokens as names, and values from -${MAX_BIAS} to ${MAX_BIAS}`;
  if (!isRecord(raw)) throw invalid('logit_bias', expected);
  return Object.entries(raw).map(([name, value]) => {
    if (name === '' || !(value === false || (typeof value === 'number' && Math.abs(value) <= MAX_BIAS)))
      throw invalid('logit_bias', expected);
    return { token: /^\d+$/.test(name) ? Number(name) : name, bias: value === false ? 'never' : value };
  });
}

function parseResponseFormat(format: unknown): (Prompt & { kind: 'chat' })['json'] {
  if (format === undefined) return null;
  const { type, json_schema: named, schema } = isRecord(format) ? format : {};
  switch (type) {
    case 'text':
      return null;
    case 'json_object':
      // llama.cpp's server takes a schema here too.
      return schema === undefined ? anyObject : parseSchema(schema, false);
    case 'json_schema':
      if (!isRecord(named) || named.schema === undefined)
        throw invalid('response_format.json_schema', 'an object with name and schema');
      return parseSchema(named.schema, named.strict === true);
    default:
      throw invalid('response_format', "an object of the type 'text', 'json_object' or 'json_schema'");
  }
}

function parseSchema(schema: unknown, isStrict: boolean) {
  try {
    return convertSchema(schema, isStrict);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw unsupported('response_format', `The schema of response_format: ${error.message}`);
  }
}

/** An entry of `/v1/models`. @param created in seconds since 1970 */
export function describeModel(id: string, created: number) {
  return { id, object: 'model', created, owned_by: 'switchyard' };
}
