/** The stream of OpenAI's API as the replies of Ollama's. Source: recordings of Ollama 0.32.15. */
import { z } from 'zod';
import { errorText } from '../protocols/backend-error.ts';

const toolCallSchema = z.object({
  index: z.int().default(0),
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
});
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        /** Of `/completions`. */
        text: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            reasoning_content: z.string().nullish(),
            tool_calls: z.array(toolCallSchema).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z.object({ prompt_tokens: z.int().nullish(), completion_tokens: z.int().nullish() }).nullish(),
  error: z.unknown().optional(),
});

/** What a piece of a reply adds to it. */
export interface ReplyPart {
  content: string;
  thinking: string;
  toolCalls: { id?: string; function: { index: number; name: string; arguments: unknown } }[];
}

export interface ReplyEnd {
  reason: string;
  promptTokens: number | null;
  tokens: number | null;
}

/** An error that the backend has sent in its stream. */
export class StreamError extends Error {}

/** Collects a reply from the data of its events. */
export class ReplyCollector {
  readonly #calls = new Map<number, { id: string; name: string; text: string }>();
  #reason: string | null = null;
  #promptTokens: number | null = null;
  #tokens: number | null = null;

  /**
   * @returns what is to be sent now; null for nothing
   * @throws StreamError; SyntaxError or ZodError where it is no chunk of that API
   */
  add(data: string): ReplyPart | null {
    if (data === '[DONE]') return null;
    const { choices, usage, error } = chunkSchema.parse(JSON.parse(data));
    if (error !== undefined && error !== null) throw new StreamError(errorText(error));
    this.#promptTokens = usage?.prompt_tokens ?? this.#promptTokens;
    this.#tokens = usage?.completion_tokens ?? this.#tokens;
    const [choice] = choices;
    if (!choice) return null;
    const { delta, text, finish_reason: reason } = choice;
    for (const call of delta?.tool_calls ?? []) this.#addCall(call);
    this.#reason = reason ?? this.#reason;
    const part = {
      content: delta?.content ?? text ?? '',
      thinking: delta?.reasoning_content ?? '',
      // Ollama sends a call whole.
      toolCalls: reason ? this.#takeCalls() : [],
    };
    return part.content === '' && part.thinking === '' && part.toolCalls.length === 0 ? null : part;
  }

  /** Null where the stream has ended before its reply did. */
  get end(): ReplyEnd | null {
    if (this.#reason === null) return null;
    const reason = this.#reason === 'length' ? 'length' : 'stop';
    return { reason, promptTokens: this.#promptTokens, tokens: this.#tokens };
  }

  #addCall({ index, id, function: called }: z.infer<typeof toolCallSchema>): void {
    const call = this.#calls.get(index) ?? { id: '', name: '', text: '' };
    call.id ||= id ?? '';
    call.name += called?.name ?? '';
    call.text += called?.arguments ?? '';
    this.#calls.set(index, call);
  }

  #takeCalls(): ReplyPart['toolCalls'] {
    const calls = [...this.#calls].sort(([a], [b]) => a - b);
    this.#calls.clear();
    return calls.map(([index, { id, name, text }]) => ({
      ...(id === '' ? {} : { id }),
      function: { index, name, arguments: JSON.parse(text === '' ? '{}' : text) },
    }));
  }
}
