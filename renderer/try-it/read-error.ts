/** Reads errors of models, in the shapes in which gateway, engines and servers elsewhere send them. */

import { CallError } from '../../shared/transport.ts';
import { repliesWords } from '../../shared/words/en/replies.ts';
import { words } from '../../shared/words/words.ts';

const t = words(repliesWords);

/** Characters of an error that are shown. A server may answer with a whole page. */
const MAX_LENGTH = 600;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The message in OpenAI's `{error: {message}}`, in `{error}`, `{message}` or in FastAPI's `{detail}`; null where there is none. */
function findMessage(body: unknown): string | null {
  if (!isRecord(body)) return null;
  for (const value of [body.error, body.message, body.detail]) {
    if (typeof value === 'string' && value !== '') return value;
    if (isRecord(value) && typeof value.message === 'string') return value.message;
  }
  return null;
}

/** The error in an event of a stream, or null. */
export function readErrorEvent(data: unknown): CallError | null {
  if (!isRecord(data) || data.error === undefined || data.error === null) return null;
  return modelError(findMessage(data) ?? t('replyEndedWithError'));
}

/** The error of a reply with an HTTP status of 400 or more. */
export async function readErrorReply(response: Response): Promise<CallError> {
  const text = await response.text().catch(() => '');
  try {
    const message = findMessage(JSON.parse(text));
    if (message !== null) return modelError(message);
  } catch {
    // It is not JSON. A page of a proxy would help nobody.
  }
  const isPlain = text !== '' && !text.trimStart().startsWith('<');
  return modelError(
    isPlain
      ? t('textAndStatus', { text, status: response.status })
      : t('httpStatus', { status: response.status }),
  );
}

export const modelError = (message: string): CallError =>
  new CallError({
    code: 'unreachable',
    message: message.length > MAX_LENGTH ? `${message.slice(0, MAX_LENGTH)}…` : message,
    hint: '',
  });
