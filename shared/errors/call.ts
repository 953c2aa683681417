/** Errors of the call itself, before an operation runs. */
import { MAX_BODY_BYTES } from '../limits.ts';
import { callError, swarmError } from './definition.ts';

/** @param otherwise what to do next in any other case: a sentence */
const allowHint = (publicUrl: string | null, condition: string, otherwise: string): string =>
  publicUrl === null
    ? otherwise
    : `If ${condition}, start it with --public-url ${publicUrl} (in the desktop app: Preferences, Public addresses). ${otherwise.replace(/^\w/, (first) => `If not, ${first.toLowerCase()}`)}`;

export const callErrors = {
  invalid_session: callError(401, 'invalid_session_id', {
    message: () => 'Invalid or expired session ID.',
    hint: 'Call GetNewSession and try again.',
  }),
  missing_session: callError(400, 'basic_api', {
    message: () => 'No session ID was given.',
    hint: 'Call GetNewSession first, then send its session_id in the body or in the header X-Session-ID.',
  }),
  bad_body: callError<{ reason: string }>(400, 'basic_api', {
    message: ({ reason }) => `The request body cannot be used: ${reason}.`,
    hint: 'Send a JSON object with the content type application/json.',
  }),
  bad_request: callError<{ reason: string }>(400, 'basic_api', {
    message: ({ reason }) => `The request cannot be understood: ${reason}.`,
    hint: 'Mend the request; how calls are made is told in /openapi.json.',
  }),
  body_too_large: callError(400, 'basic_api', {
    message: () => `The request body is too large (limit: ${MAX_BODY_BYTES / 1024 ** 2} MB).`,
    hint: 'Send less in one call.',
  }),
  bad_route: callError<{ name: string }>(400, 'bad_route', {
    message: ({ name }) => `Unknown API route: ${name}`,
    hint: 'The operations are listed in /openapi.json.',
  }),
  bad_permissions: callError<{ operation: string }>(400, 'bad_permissions', {
    message: ({ operation }) => `This session may not call ${operation}.`,
    hint: 'Use the token, or an API key whose role allows it.',
  }),
  /** A key with the role `use`, sent to something else than the gateway. */
  key_uses_models_only: callError(403, 'bad_permissions', {
    message: () => 'This API key is for asking models, and for nothing else.',
    hint: 'Send it to the addresses under /v1/, or use the token or an API key with another role.',
  }),
  /** A fault of ours; what was thrown is in the program log alone. */
  internal_error: callError<{ name: string }>(400, 'internal_error', {
    message: ({ name }) => `Something went wrong inside Switchyard while it handled ${name}.`,
    hint: 'The details are in the program log. Please report it.',
  }),
  wrong_method: callError<{ path: string }>(405, 'bad_route', {
    message: ({ path }) => `${path} is an operation: call it with POST.`,
    hint: 'Send the parameters as a JSON body.',
  }),
  unauthorized: callError(401, 'unauthorized', {
    message: () => 'This address needs a token.',
    hint: 'Open the address that the program printed when it started, or send the header Authorization: Bearer <token>.',
  }),
  /** Its `error_id` is that of `unauthorized`, for a panel signs in again after either. */
  too_many_guesses: callError(429, 'unauthorized', {
    message: () => 'Too many wrong tokens, codes or keys came from this address.',
    hint: 'Wait five seconds before you send the right token. It is in the file “token” of the data directory, unless another one was given at the start.',
  }),
  /** `publicUrl` would allow the name; null where it cannot be one. */
  forbidden_host: callError<{ name: string; publicUrl: string | null }>(421, 'forbidden_host', {
    message: ({ name }) =>
      name === ''
        ? 'The request does not say for which host it is.'
        : `This Switchyard does not answer to the name '${name}'.`,
    hint: ({ publicUrl }) =>
      allowHint(
        publicUrl,
        'that is a name of yours for it',
        'Use the address that the program printed when it started.',
      ),
  }),
  /** `origin` is empty where the browser said only that it is another one. */
  forbidden_origin: callError<{ origin: string; publicUrl: string | null }>(403, 'forbidden_origin', {
    message: ({ origin }) =>
      origin === ''
        ? 'Calls from other web sites are refused.'
        : `Calls from '${origin}' are refused: this Switchyard does not know that address as its own.`,
    hint: ({ publicUrl }) =>
      allowHint(
        publicUrl,
        'you reach it there by a proxy or a tunnel',
        'Open the panel under the address that the program printed when it started.',
      ),
  }),
  wrong_content_type: callError(400, 'basic_api', {
    message: () => 'The request body must be JSON (content type application/json).',
    hint: 'Send the header Content-Type: application/json.',
  }),
  missing_parameter: swarmError<{ name: string }>({
    message: ({ name }) => `Missing required parameter '${name}'`,
    hint: 'Send the parameter.',
  }),
  /** `type` is SwarmUI's name of the parameter's type, such as `Int32`. */
  invalid_parameter: swarmError<{ name: string; value: string; type: string }>({
    message: ({ name, value, type }) =>
      `Invalid value '${value}' for parameter '${name}', must be type '${type}'`,
    hint: 'Send a value of that type.',
  }),
};
