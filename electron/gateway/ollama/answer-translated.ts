/** Answers a request of Ollama's API by a backend that speaks OpenAI's. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createParser } from 'eventsource-parser';
import type { Dispatcher } from 'undici';
import { callWorker, MAX_ERROR_BYTES, readText } from '../forwarding/call-worker.ts';
import { cutOff, type Turn } from '../gateway.ts';
import { backendError } from '../protocols/backend-error.ts';
import { ReplyCollector, type ReplyPart, StreamError } from './from-openai.ts';
import { nanoseconds, sendJson } from './ollama-reply.ts';

/** Characters of one event. A call of a tool is an event, and at most as large as a reply. */
const MAX_EVENT = 16 * 1024 * 1024;

export interface TranslatedCall {
  turn: Turn;
  /** Of OpenAI's API. */
  path: string;
  /** Without the model and the wish for a stream. */
  body: Record<string, unknown>;
  /** As the client calls the model. */
  model: string;
  isStream: boolean;
  /** `chat` has the text in `message`, `generate` in `response`. */
  kind: 'chat' | 'generate';
  response: ServerResponse;
  signal: AbortSignal;
  /** When the request came, by `performance.now()`. */
  arrivedAt: number;
  onReply: () => void;
}

/**
 * Resolves when the client has its reply, an error in its place, or has gone away.
 * @throws NoReplyError where the worker did not reply; then nothing was sent
 */
export async function answerTranslated(call: TranslatedCall): Promise<void> {
  const { turn, path, body, model, signal } = call;
  const calledAt = performance.now();
  const reply = await callWorker({
    turn,
    path,
    body: { ...body, model: turn.model ?? model, stream: true, stream_options: { include_usage: true } },
    signal,
  });
  call.onReply();
  if (reply.statusCode !== 200) return await sendRefusal(reply, call);
  const writer = new ReplyWriter(call, calledAt);
  try {
    await readEvents(reply, (part) => writer.add(part), { collector: writer.collector, turn });
    const { end } = writer.collector;
    if (end === null) throw new Error('the stream has ended before its reply');
    turn.countTokens({ prompt: end.promptTokens ?? 0, completion: end.tokens ?? 0 });
    await writer.end(end);
  } catch (error) {
    if (signal.aborted) return;
    writer.fail(error instanceof StreamError ? error.message : cutOff(turn).message);
  }
}

/** The error of the backend, in Ollama's shape. */
export async function sendRefusal(
  reply: Dispatcher.ResponseData,
  { response, turn }: Pick<TranslatedCall, 'response' | 'turn'>,
): Promise<void> {
  const text = await readText(reply.body, MAX_ERROR_BYTES).catch(() => '');
  const { status, message } = backendError(text, reply.statusCode, turn);
  sendJson(response, status, { error: message });
}

/** @param onPart awaited, so that a slow client slows the backend down */
async function readEvents(
  reply: Dispatcher.ResponseData,
  onPart: (part: ReplyPart) => Promise<void>,
  { collector, turn }: { collector: ReplyCollector; turn: Turn },
): Promise<void> {
  const parts: ReplyPart[] = [];
  let isTooLarge = false;
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data }) => {
      const part = collector.add(data);
      if (part) parts.push(part);
    },
    onError: ({ type }) => {
      isTooLarge ||= type === 'max-buffer-size-exceeded';
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of reply.body) {
    turn.noteSign();
    parser.feed(decoder.decode(chunk as Buffer, { stream: true }));
    if (isTooLarge) throw new Error('an event of the stream is too large');
    for (const part of parts.splice(0)) await onPart(part);
  }
}

class ReplyWriter {
  readonly collector = new ReplyCollector();
  readonly #call: TranslatedCall;
  readonly #calledAt: number;
  readonly #whole: ReplyPart = { content: '', thinking: '', toolCalls: [] };
  #firstAt: number | null = null;

  /** @param calledAt when the worker was called, by `performance.now()` */
  constructor(call: TranslatedCall, calledAt: number) {
    this.#call = call;
    this.#calledAt = calledAt;
  }

  async add(part: ReplyPart): Promise<void> {
    this.#firstAt ??= performance.now();
    const { isStream, response, signal } = this.#call;
    if (!isStream) {
      this.#whole.content += part.content;
      this.#whole.thinking += part.thinking;
      this.#whole.toolCalls.push(...part.toolCalls);
      return;
    }
    this.#startStream();
    const line = { ...this.#head(), ...this.#text(part), done: false };
    if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain', { signal });
  }

  async end({ reason, promptTokens, tokens }: NonNullable<ReplyCollector['end']>): Promise<void> {
    const { isStream, response, arrivedAt } = this.#call;
    const now = performance.now();
    const firstAt = this.#firstAt ?? now;
    const last = {
      ...this.#head(),
      ...this.#text(this.#whole),
      done: true,
      done_reason: reason,
      total_duration: nanoseconds(now - arrivedAt),
      // The time until the backend was ready for this request: a start of it is part of that.
      load_duration: nanoseconds(this.#calledAt - arrivedAt),
      ...(promptTokens === null ? {} : { prompt_eval_count: promptTokens }),
      prompt_eval_duration: nanoseconds(firstAt - this.#calledAt),
      ...(tokens === null ? {} : { eval_count: tokens }),
      eval_duration: nanoseconds(now - firstAt),
    };
    if (!isStream) return sendJson(response, 200, last);
    this.#startStream();
    response.end(`${JSON.stringify(last)}\n`);
  }

  fail(message: string): void {
    const { response } = this.#call;
    if (response.headersSent) response.end(`${JSON.stringify({ error: message })}\n`);
    else sendJson(response, 502, { error: message });
  }

  #startStream(): void {
    const { response } = this.#call;
    if (!response.headersSent) response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  }

  #head() {
    return { model: this.#call.model, created_at: new Date().toISOString() };
  }

  #text({ content, thinking, toolCalls }: ReplyPart) {
    const more = thinking === '' ? {} : { thinking };
    if (this.#call.kind === 'generate') return { response: content, ...more };
    const calls = toolCalls.length === 0 ? {} : { tool_calls: toolCalls };
    return { message: { role: 'assistant', content, ...more, ...calls } };
  }
}
