/** Errors of the call itself, before an operation runs. */
import { MAX_BODY_BYTES } from '../limits.ts';
import { callError, swarmError } from './definition.ts';

export const callErrors = {
  invalid_session: callError(401, 'invalid_session_id'),
  missing_session: callError(400, 'basic_api'),
  bad_body: callError<{ reason: string }>(400, 'basic_api'),
  bad_request: callError<{ reason: string }>(400, 'basic_api'),
  body_too_large: callError<undefined, { mebibytes: number }>(400, 'basic_api', () => ({
    mebibytes: MAX_BODY_BYTES / 1024 ** 2,
  })),
  bad_route: callError<{ name: string }>(400, 'bad_route'),
  bad_permissions: callError<{ operation: string }>(400, 'bad_permissions'),
  /** A key with the role `use`, sent to something else than the gateway. */
  key_uses_models_only: callError(403, 'bad_permissions'),
  /** A fault of ours; what was thrown is in the program log alone. */
  internal_error: callError<{ name: string }>(400, 'internal_error'),
  wrong_method: callError<{ path: string }>(405, 'bad_route'),
  unauthorized: callError(401, 'unauthorized'),
  /** Its `error_id` is that of `unauthorized`, for a panel signs in again after either. */
  too_many_guesses: callError(429, 'unauthorized'),
  /** `publicUrl` would allow the name; null where it cannot be one. */
  forbidden_host: callError<{ name: string; publicUrl: string | null }>(421, 'forbidden_host'),
  /** `origin` is empty where the browser said only that it is another one. */
  forbidden_origin: callError<{ origin: string; publicUrl: string | null }>(403, 'forbidden_origin'),
  wrong_content_type: callError(400, 'basic_api'),
  missing_parameter: swarmError<{ name: string }>(),
  /** `type` is SwarmUI's name of the parameter's type, such as `Int32`. */
  invalid_parameter: swarmError<{ name: string; value: string; type: string }>(),
};
