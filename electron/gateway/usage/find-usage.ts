/**
 * Finds how many tokens a request has cost in what a reply says of it. Sources: recordings of llama-server 0.4.0 and of
 * Ollama 0.32.15, and the API references of OpenAI and Anthropic, mid 2026.
 */
import { z } from 'zod';
import type { TokenCount } from '../../../shared/backend.ts';

/** Null: the reply does not say. */
export interface FoundTokens {
  prompt: number | null;
  completion: number | null;
}

/** Characters of one object with counts. */
const MAX_OBJECT = 4096;
/** How many places with the right name are looked at: a stream may have `"usage":null` in each of its events. */
const MAX_TRIES = 20;

const count = z.int().min(0).nullish();
const usageSchema = z.object({
  /** Of OpenAI's chats, completions and embeddings. */
  prompt_tokens: count,
  completion_tokens: count,
  /** Of OpenAI's responses and images, and of Anthropic's messages. */
  input_tokens: count,
  output_tokens: count,
  /** Of Anthropic's API: parts of the prompt that `input_tokens` does not count. */
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
});
/** Of llama-server, in each reply; in a stream without `stream_options` there is nothing else. `cache_n`: known from before. */
const timingsSchema = z.object({ prompt_n: count, cache_n: count, predicted_n: count });

/**
 * @param start of the reply: a stream of Anthropic's API tells the prompt in its first event
 * @param end of the reply, which may be the same
 */
export function findUsage(start: string, end: string): TokenCount | null {
  const first = readUsage(findObject(start, 'usage', 'first'));
  const last =
    readUsage(findObject(end, 'usage', 'last')) ??
    readTimings(findObject(end, 'timings', 'last')) ??
    readOllama(end);
  const prompt = last?.prompt ?? first?.prompt ?? null;
  const completion = last?.completion ?? first?.completion ?? null;
  return prompt === null && completion === null ? null : { prompt: prompt ?? 0, completion: completion ?? 0 };
}

function readUsage(json: unknown): FoundTokens | null {
  const { data } = usageSchema.safeParse(json);
  if (!data) return null;
  const input = sum(data.input_tokens, data.cache_read_input_tokens, data.cache_creation_input_tokens);
  return {
    prompt: data.prompt_tokens ?? input,
    completion: data.completion_tokens ?? data.output_tokens ?? null,
  };
}

function readTimings(json: unknown): FoundTokens | null {
  const { data } = timingsSchema.safeParse(json);
  return data ? { prompt: sum(data.prompt_n, data.cache_n), completion: data.predicted_n ?? null } : null;
}

/** Of Ollama's own API: in the last line of a stream, or in the reply. */
function readOllama(text: string): FoundTokens | null {
  const numberOf = (name: string) => {
    const at = text.lastIndexOf(`"${name}":`);
    const found =
      at < 0 ? null : /^\s*(\d{1,15})\b/.exec(text.slice(at + name.length + 3, at + name.length + 40));
    return found ? Number(found[1]) : null;
  };
  const found = { prompt: numberOf('prompt_eval_count'), completion: numberOf('eval_count') };
  return found.prompt === null && found.completion === null ? null : found;
}

/** Null where the first is missing. */
function sum(first: number | null | undefined, ...more: (number | null | undefined)[]): number | null {
  if (first === null || first === undefined) return null;
  return more.reduce<number>((total, each) => total + (each ?? 0), first);
}

/**
 * The object with that name, which may have objects in it that have none. No text that a model writes can be taken for it: in
 * JSON, its quotes are escaped.
 */
function findObject(text: string, name: string, which: 'first' | 'last'): unknown {
  const quoted = `"${name}"`;
  let at = which === 'first' ? -1 : text.length;
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (which === 'last' && at === 0) return null;
    at = which === 'first' ? text.indexOf(quoted, at + 1) : text.lastIndexOf(quoted, at - 1);
    if (at < 0) return null;
    const [, json] = OBJECT.exec(text.slice(at + quoted.length, at + quoted.length + MAX_OBJECT)) ?? [];
    if (json === undefined) continue;
    try {
      return JSON.parse(json);
    } catch {
      // It is something else of that name.
    }
  }
  return null;
}

const OBJECT = /^\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/;
