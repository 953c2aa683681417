/** Embeddings for a client of Ollama's API, by a backend that speaks OpenAI's. */
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { callWorker, readText } from '../forwarding/call-worker.ts';
import { cutOff, type Turn } from '../gateway.ts';
import { sendRefusal } from './answer-translated.ts';
import { nanoseconds, sendJson } from './ollama-reply.ts';

/** Bytes of a reply: some 10,000 vectors of 4,096 numbers. */
const MAX_REPLY_BYTES = 512 * 1024 * 1024;

const replySchema = z.object({
  data: z.array(z.object({ embedding: z.array(z.number()), index: z.int().optional() })),
  usage: z.object({ prompt_tokens: z.int() }).nullish(),
});

export interface EmbedCall {
  turn: Turn;
  model: string;
  input: string | string[];
  dimensions?: number | null | undefined;
  /** The older `/api/embeddings` has one vector alone. */
  isOld: boolean;
  response: ServerResponse;
  signal: AbortSignal;
  /** When the request came, by `performance.now()`. */
  arrivedAt: number;
  onReply: () => void;
}

/** @throws NoReplyError */
export async function answerEmbed(call: EmbedCall): Promise<void> {
  const { turn, model, input, dimensions, isOld, response, signal, arrivedAt } = call;
  const calledAt = performance.now();
  const reply = await callWorker({
    turn,
    path: '/embeddings',
    body: {
      model: turn.model ?? model,
      input,
      encoding_format: 'float',
      ...(typeof dimensions === 'number' ? { dimensions } : {}),
    },
    signal,
  });
  call.onReply();
  turn.noteSign();
  if (reply.statusCode !== 200) return await sendRefusal(reply, call);
  try {
    const json: unknown = JSON.parse(await readText(reply.body, MAX_REPLY_BYTES));
    const { data, usage } = replySchema.parse(json);
    if (usage) turn.countTokens({ prompt: usage.prompt_tokens, completion: 0 });
    const embeddings = [...data].sort((a, b) => (a.index ?? 0) - (b.index ?? 0)).map((one) => one.embedding);
    if (isOld) return sendJson(response, 200, { embedding: embeddings[0] ?? [] });
    sendJson(response, 200, {
      model,
      embeddings,
      total_duration: nanoseconds(performance.now() - arrivedAt),
      load_duration: nanoseconds(calledAt - arrivedAt),
      ...(usage ? { prompt_eval_count: usage.prompt_tokens } : {}),
    });
  } catch {
    if (!signal.aborted) sendJson(response, 502, { error: cutOff(turn).message });
  }
}
