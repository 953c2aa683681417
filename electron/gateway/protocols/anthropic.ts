/**
 * How clients of Anthropic's API are told of an error. Source: its API reference ("Errors", "Streaming messages"), mid 2026;
 * its SDKs read `error.message` of the body, and `event: error` in a stream.
 */
import { z } from 'zod';
import type { GatewayError } from '../gateway-error.ts';
import type { Protocol } from './protocol.ts';

const typesByStatus: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

const errorBody = ({ status, message, code }: GatewayError) => ({
  type: 'error',
  error: {
    type: typesByStatus[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'),
    message,
    code,
  },
});

const ownErrorSchema = z.object({ type: z.literal('error'), error: z.object({ message: z.string() }) });

export const anthropicProtocol: Protocol = {
  errorBody,
  isOwnError: (body) => ownErrorSchema.safeParse(body).success,
  errorEvent: (error) => `event: error\ndata: ${JSON.stringify(errorBody(error))}\n\n`,
};
