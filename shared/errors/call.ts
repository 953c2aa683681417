/** Errors of the call itself, before an operation runs. */
import { MAX_BODY_BYTES } from '../limits.ts';
import { callError, operationError } from './definition.ts';

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
  forbidden_host: callError(421, 'forbidden_host', {
    message: () => 'This server does not answer to that host name.',
    hint: 'Use the address that the program printed when it started.',
  }),
  forbidden_origin: callError(403, 'forbidden_origin', {
    message: () => 'Calls from other web sites are refused.',
    hint: 'Open the panel under the address that the program printed when it started.',
  }),
  wrong_content_type: callError(400, 'basic_api', {
    message: () => 'The request body must be JSON (content type application/json).',
    hint: 'Send the header Content-Type: application/json.',
  }),
  missing_parameter: operationError<{ name: string }>({
    message: ({ name }) => `Missing required parameter '${name}'`,
    hint: 'Send the parameter.',
  }),
  /** `type` is SwarmUI's name of the parameter's type, such as `Int32`. */
  invalid_parameter: operationError<{ name: string; value: string; type: string }>({
    message: ({ name, value, type }) =>
      `Invalid value '${value}' for parameter '${name}', must be type '${type}'`,
    hint: 'Send a value of that type.',
  }),
};
