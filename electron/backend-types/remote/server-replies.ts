/** What the status and the body of a reply mean that is no success, for the reason of an error. */

import { z } from 'zod';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { given, type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import type { HttpReply } from '../common/http-request.ts';

const say = texts(remoteReasonWords);

/** A server answers, but not as the expected engine does. The message completes "it cannot be reached: …". */
export class UnexpectedReplyError extends ReasonError {}

/** The server asks to be left alone for a time. */
export class RetryLaterError extends ReasonError {
  readonly retryAfterMs: number;

  constructor(reason: HostText, retryAfterMs: number) {
    super(reason);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Milliseconds that the server asked to be left alone before this error; undefined where it did not. */
export function retryAfterOf(error: unknown): number | undefined {
  if (error instanceof RetryLaterError) return error.retryAfterMs;
  return error instanceof Error && error.cause instanceof RetryLaterError
    ? error.cause.retryAfterMs
    : undefined;
}

const MAX_RETRY_AFTER_MS = 3_600_000;

/**
 * Reads the header Retry-After: seconds, or a date.
 * @param now epoch milliseconds
 * @returns milliseconds, an hour at most; undefined where the header is missing or cannot be read
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  // Some services send fractions.
  const wanted = /^\d+(\.\d+)?$/.test(text)
    ? Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now
      : Number.NaN;
  return Number.isNaN(wanted) ? undefined : Math.min(Math.max(wanted, 1000), MAX_RETRY_AFTER_MS);
}

const MEANING: Partial<Record<number, Text>> = {
  404: say('meaning_404'),
  500: say('meaning_500'),
  502: say('meaning_502'),
  503: say('meaning_503'),
  504: say('meaning_504'),
};

const text = z
  .string()
  .trim()
  .min(1)
  .transform((message) => message.slice(0, 300));
const nestedError = z.object({ error: z.object({ message: text }) });
const plainError = z.union([
  z.object({ error: text }),
  z.object({ message: text }),
  z.object({ detail: text }),
]);

/** What an engine says about its error, in the ways of OpenAI, Ollama and FastAPI. */
function messageIn(body: unknown): string | null {
  const nested = nestedError.safeParse(body);
  if (nested.success) return nested.data.error.message;
  const plain = plainError.safeParse(body);
  return plain.success ? (Object.values(plain.data)[0] ?? null) : null;
}

/** @param body as data; undefined where it is not JSON. @returns a reason such as "it answered 503: it is not ready …" */
export function describeStatus(status: number, body: unknown): Text {
  const said = messageIn(body);
  if (said !== null) return say('statusAndWords', { status, words: said.replace(/[.\s]+$/, '') });
  return say('status', { status, ...given('meaning', MEANING[status]) });
}

/**
 * The error for a reply that is no success. A 4xx means that another program answers; a 5xx may also come from the expected
 * engine, or from a proxy before it.
 * @param now epoch milliseconds
 */
export function errorOfReply({ status, retryAfter }: HttpReply, body: unknown, now: number): Error {
  const reason = describeStatus(status, body);
  if (status >= 400 && status < 500) return new UnexpectedReplyError(reason);
  const retryAfterMs = parseRetryAfter(retryAfter, now);
  return retryAfterMs === undefined ? new ReasonError(reason) : new RetryLaterError(reason, retryAfterMs);
}

/** What is wrong with a body that is not JSON. `isLogin`: it is a page on which people sign in. */
export function describeText(body: string): { reason: Text; isLogin: boolean } {
  const isPage = /^\s*<(!doctype|html|head|body)\b/i.test(body);
  const isLogin = isPage && /\btype\s*=\s*["']?password\b/i.test(body);
  return {
    isLogin,
    reason: say(isPage ? 'webPage' : 'notJson'),
  };
}
