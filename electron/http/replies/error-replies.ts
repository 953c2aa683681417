/** Errors as replies of the contract: `{error, error_id, code, message, hint}` with the status of the error table. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { codeOf, type ErrorReply, fullText, SwitchyardError } from '../../../shared/errors.ts';
import { RETRY_SECONDS } from '../../../shared/limits.ts';

export function sendError(reply: FastifyReply, error: ErrorReply): FastifyReply {
  if (error.code === 'too_many_guesses') reply.header('Retry-After', String(RETRY_SECONDS));
  return reply.code(error.http).send(errorBody(error));
}

/** `error` says all that a person needs, for SwarmUI's clients show nothing else; `message` is the same without the hint. */
export const errorBody = (error: ErrorReply) => ({
  error: fullText(error),
  ...(error.errorId === undefined ? {} : { error_id: error.errorId }),
  code: error.code,
  message: error.message,
  hint: error.hint,
  ...(error.details === undefined ? {} : { details: error.details }),
});

/** Converts what fastify itself refuses to an error of the table; null for a fault of ours. */
export function findRequestError(error: unknown): SwitchyardError | null {
  if (error instanceof SwitchyardError) return error;
  const code = codeOf(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new SwitchyardError('body_too_large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new SwitchyardError('wrong_content_type');
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY')
    return new SwitchyardError('bad_body', { reason: 'it is empty' });
  if (error instanceof SyntaxError || code === 'FST_ERR_CTP_INVALID_JSON_BODY')
    return new SwitchyardError('bad_body', { reason: 'it is not valid JSON' });
  if (code.startsWith('FST_ERR_CTP_'))
    return new SwitchyardError('bad_body', { reason: 'it cannot be read' });
  if (code === 'FST_ERR_BAD_URL')
    return new SwitchyardError('bad_request', { reason: 'its path is not encoded as a URL' });
  const status = statusOf(error);
  // Such as 416 for a Range that a file does not have: it is refused by who serves the file, and is no fault of ours.
  if (status >= 400 && status < 500)
    return new SwitchyardError('bad_request', { reason: STATUS_CODES[status] ?? `status ${status}` });
  return null;
}

function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 0;
  return typeof error.statusCode === 'number' ? error.statusCode : 0;
}
