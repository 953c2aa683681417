/** Errors of the host as errors of the gateway. */
import { fullText, SwitchyardError } from '../../../shared/errors.ts';
import { RETRY_SECONDS } from '../../../shared/limits.ts';
import { errorText } from '../../../shared/words/error-text.ts';
import { GatewayError, typeOfStatus } from '../gateway-error.ts';

/** Null for a defect of ours. */
export function toGatewayError(error: unknown): GatewayError | null {
  if (error instanceof GatewayError) return error;
  if (!(error instanceof SwitchyardError)) return null;
  const { http, code } = error.toReply();
  const status = code === 'bad_permissions' ? 403 : http;
  return new GatewayError(fullText(error.toReply()), {
    status,
    type: typeOfStatus(status),
    code: status === 401 ? 'invalid_api_key' : code,
    ...(status === 429 && { retryAfter: RETRY_SECONDS }),
    cause: error,
  });
}

/** The error for a person, in the language at present. Errors of the gateway itself are in English: programs read them. */
export function describeError(error: GatewayError): string {
  if (!(error.cause instanceof SwitchyardError)) return error.message;
  const { message, hint } = errorText(error.cause.toReply());
  return hint === '' ? message : `${message} ${hint}`;
}

export const internalError = (): GatewayError =>
  new GatewayError('Switchyard could not answer this request. Its log says why.', {
    status: 500,
    type: 'server_error',
    code: 'internal_error',
  });
