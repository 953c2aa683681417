/** Reads the reply of a language model as it comes: a stream of events, or one object from a server that does not stream. */

import { createParser } from 'eventsource-parser';
import { repliesWords } from '../../../shared/words/en/replies.ts';
import { words } from '../../../shared/words/words.ts';
import { modelError, readErrorEvent, readErrorReply } from '../read-error.ts';

const t = words(repliesWords);

/** What came since the last piece. */
export interface ReplyPiece {
  text: string;
  /** What a reasoning model thinks before it answers. */
  thinking: string;
  /** Events that had text. */
  events: number;
  /** Tokens of the whole reply, as the backend counts them. It comes at the end, from most. */
  tokens: number | null;
  /** Whether it ended because it was as long as was allowed. */
  isCut: boolean;
}

interface ReplyEvent {
  choices?: {
    text?: unknown;
    delta?: ReplyText;
    message?: ReplyText;
    finish_reason?: unknown;
  }[];
  usage?: { completion_tokens?: unknown } | null;
}

interface ReplyText {
  content?: unknown;
  /** So called by llama-server and vLLM. */
  reasoning_content?: unknown;
  /** So called by Ollama and OpenRouter. */
  reasoning?: unknown;
}

const emptyPiece = (): ReplyPiece => ({ text: '', thinking: '', events: 0, tokens: null, isCut: false });

const text = (...values: unknown[]): string =>
  values.find((value): value is string => typeof value === 'string') ?? '';

function addEvent(piece: ReplyPiece, { choices, usage }: ReplyEvent): void {
  const choice = choices?.[0];
  const part = choice?.delta ?? choice?.message;
  const answer = text(part?.content, choice?.text);
  const thinking = text(part?.reasoning_content, part?.reasoning);
  piece.text += answer;
  piece.thinking += thinking;
  if (answer !== '' || thinking !== '') piece.events += 1;
  if (typeof usage?.completion_tokens === 'number') piece.tokens = usage.completion_tokens;
  if (choice?.finish_reason === 'length') piece.isCut = true;
}

/** @throws CallError for an error, also one in the middle of the stream; whatever the request was aborted with */
export async function* readReply(response: Response): AsyncGenerator<ReplyPiece> {
  if (!response.ok) throw await readErrorReply(response);
  const isStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  if (isStream && response.body !== null) yield* readStream(response.body);
  else yield await readWhole(response);
}

async function readWhole(response: Response): Promise<ReplyPiece> {
  const body: unknown = await response.json().catch(() => {
    throw modelError(t('replyNotUnderstood'));
  });
  const error = readErrorEvent(body);
  if (error) throw error;
  const piece = emptyPiece();
  addEvent(piece, body as ReplyEvent);
  return piece;
}

/** One piece for each chunk of the network: a fast model sends many events in one. */
async function* readStream(body: ReadableStream<Uint8Array>): AsyncGenerator<ReplyPiece> {
  let piece = emptyPiece();
  let isDone = false;
  let error: Error | null = null;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data === '[DONE]') isDone = true;
      if (isDone || error) return;
      try {
        const event: unknown = JSON.parse(data);
        error = readErrorEvent(event);
        if (!error) addEvent(piece, event as ReplyEvent);
      } catch {
        error = modelError(t('eventNotJson'));
      }
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    while (!isDone) {
      const { done, value } = await reader.read();
      // A stream may end without an empty line after its last event.
      parser.feed(done ? `${decoder.decode()}\n\n` : decoder.decode(value, { stream: true }));
      yield piece;
      piece = emptyPiece();
      if (error) throw error;
      if (done) return;
    }
  } finally {
    // Ends the request if it is not over.
    await reader.cancel().catch(() => undefined);
  }
}
