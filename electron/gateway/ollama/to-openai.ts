/**
 * Requests of Ollama's API as those of OpenAI's. Only what means the same there is translated; a wish that would be lost is
 * refused in words.
 */
import { badRequest, type OllamaChat, type OllamaGenerate, type OllamaMessage } from './ollama-request.ts';

type Json = Record<string, unknown>;

/** Options of Ollama whose meaning and range are the same in OpenAI's API or in what engines add to it. */
const sameOptions = [
  'temperature',
  'top_p',
  'top_k',
  'min_p',
  'seed',
  'stop',
  'presence_penalty',
  'frequency_penalty',
];
/** Options that change the reply and have no common name elsewhere, with the value that changes nothing. */
const neutralOptions: Record<string, number> = { repeat_penalty: 1, typical_p: 1, tfs_z: 1, mirostat: 0 };
/** llama-server knows these by the same names. */
const llamaServerOptions = ['repeat_penalty', 'repeat_last_n', 'typical_p'];

/** @param type of the backend that gets the request @throws GatewayError */
export function chatToOpenAi(chat: OllamaChat, type: string): Json {
  const messages = chat.messages ?? [];
  if (messages.length === 0)
    throw badRequest(
      'The request has no messages. Switchyard loads a model for its first request and frees it by its own rules, so there is no request that only loads or unloads it.',
    );
  return {
    messages: messages.map((message, index) => toMessage(message, messages.slice(0, index))),
    ...(chat.tools && chat.tools.length > 0 ? { tools: chat.tools } : {}),
    ...commonFields(chat, type),
  };
}

/** @throws GatewayError */
export function generateToOpenAi(
  request: OllamaGenerate,
  type: string,
): { path: '/chat/completions' | '/completions'; body: Json } {
  for (const name of ['suffix', 'template', 'context'] as const) {
    const value = request[name];
    if (value && value.length > 0) throw cannotTranslate(name);
  }
  if (request.prompt === '')
    throw badRequest('The request has no prompt. Switchyard loads and frees models by its own rules.');
  const common = commonFields(request, type);
  if (request.raw) {
    if (request.images && request.images.length > 0) throw cannotTranslate('images of a raw prompt');
    return { path: '/completions', body: { prompt: request.prompt, ...common } };
  }
  const user: OllamaMessage = { role: 'user', content: request.prompt, images: request.images };
  const system: OllamaMessage[] = request.system ? [{ role: 'system', content: request.system }] : [];
  return {
    path: '/chat/completions',
    body: { messages: [...system, user].map((message) => toMessage(message, [])), ...common },
  };
}

function commonFields({ format, options, think, logprobs }: OllamaChat | OllamaGenerate, type: string): Json {
  if (think !== undefined && think !== null && think !== true) throw cannotTranslate(`think: ${think}`);
  if (logprobs) throw cannotTranslate('logprobs');
  return { ...toResponseFormat(format), ...toParameters(options ?? {}, type) };
}

function toResponseFormat(format: OllamaChat['format']): Json {
  if (!format) return {};
  return {
    response_format:
      format === 'json'
        ? { type: 'json_object' }
        : { type: 'json_schema', json_schema: { name: 'reply', schema: format } },
  };
}

function toParameters(options: Json, type: string): Json {
  const parameters: Json = {};
  for (const [name, value] of Object.entries(options)) {
    if (value === null || value === undefined) continue;
    if (sameOptions.includes(name)) parameters[name] = value;
    else if (type === 'llamaserver' && llamaServerOptions.includes(name)) parameters[name] = value;
    else if (Object.hasOwn(neutralOptions, name) && value !== neutralOptions[name])
      throw cannotTranslate(`options.${name}`);
  }
  const { num_predict: limit } = options;
  if (typeof limit === 'number' && limit < -1) throw cannotTranslate(`options.num_predict: ${limit}`);
  // -1 is no limit, as it is where none is given.
  if (typeof limit === 'number' && limit >= 0) parameters.max_tokens = limit;
  return parameters;
}

/** @param before the messages before it, to find the call that a tool has answered */
function toMessage(message: OllamaMessage, before: readonly OllamaMessage[]): Json {
  const { role, content, images, tool_calls: calls } = message;
  if (role === 'tool')
    return { role, content, tool_call_id: message.tool_call_id ?? callOf(message, before) };
  const text = { role, content };
  if (images && images.length > 0)
    return {
      role,
      content: [
        { type: 'text', text: content },
        ...images.map((data) => ({ type: 'image_url', image_url: { url: toDataUrl(data) } })),
      ],
    };
  if (!calls || calls.length === 0) return text;
  return {
    ...text,
    tool_calls: calls.map(({ id, function: called }, index) => ({
      id: id ?? callId(before.length, index),
      type: 'function',
      function: { name: called.name, arguments: JSON.stringify(called.arguments) },
    })),
  };
}

/** Ollama's older clients name no ids. */
const callId = (message: number, call: number): string => `call_${message}_${call}`;

/** Replies of tools without an id answer the calls before them, by their name or in their order. */
function callOf({ tool_name: name }: OllamaMessage, before: readonly OllamaMessage[]): string {
  const at = before.findLastIndex(({ tool_calls: calls }) => calls && calls.length > 0);
  const calls = before[at]?.tool_calls ?? [];
  const answered = before.length - at - 1;
  const named = name === undefined ? -1 : calls.findIndex((call) => call.function.name === name);
  const index = calls[answered]?.function.name === name || named < 0 ? answered : named;
  return calls[index]?.id ?? callId(Math.max(at, 0), index);
}

/** By their first bytes, in base64. */
const imageTypes: Record<string, string> = {
  iVBOR: 'image/png',
  '/9j/': 'image/jpeg',
  R0lG: 'image/gif',
  UklG: 'image/webp',
};

function toDataUrl(base64: string): string {
  const [, type] = Object.entries(imageTypes).find(([start]) => base64.startsWith(start)) ?? [];
  if (type === undefined)
    throw badRequest(
      'An image is of a kind that cannot be passed on. Send PNG, JPEG, GIF or WebP, in base64.',
    );
  return `data:${type};base64,${base64}`;
}

const cannotTranslate = (what: string) =>
  badRequest(
    `The backend of this model does not speak Ollama's API, and '${what}' cannot be passed on to it with the same meaning. Leave it out, or use a backend of the type Ollama.`,
  );
