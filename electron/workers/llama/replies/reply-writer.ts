/** Writes replies of OpenAI's API. */
import { randomUUID } from 'node:crypto';
import type { GenerationResult, Prompt } from '../generation.ts';

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
    const toolCalls = describeToolCalls(result);
    const choice = this.#chat
      ? {
          message: {
            role: 'assistant',
            content: content === '' && toolCalls.length > 0 ? null : content,
            ...(toolCalls.length === 0 ? {} : { tool_calls: toolCalls }),
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

  /** The event with the calls of tools; null where there are none. */
  toolCalls(result: GenerationResult) {
    const calls = describeToolCalls(result).map((call, index) => ({ index, ...call }));
    return calls.length === 0 ? null : this.#chunk({ delta: { tool_calls: calls } }, null);
  }

  /** As in llama-server, the last event tells of tokens also to who has not asked for the usage: the gateway counts them. */
  end(result: GenerationResult) {
    const { promptTokens, completionTokens, finishReason } = result;
    return {
      ...this.#chunk(this.#chat ? { delta: {} } : { text: '' }, finishReason),
      timings: { prompt_n: promptTokens, predicted_n: completionTokens },
    };
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

function describeToolCalls({ toolCalls }: GenerationResult) {
  return toolCalls.map(({ id, name, json }) => ({
    id,
    type: 'function',
    function: { name, arguments: json },
  }));
}

function usage({ promptTokens, completionTokens }: GenerationResult) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    total_tokens: promptTokens + completionTokens,
  };
}
