/** Errors of the gateway, in the shape that clients of OpenAI's API show. */

/** As OpenAI names them. Source: its API reference, mid 2026. */
export type GatewayErrorType =
  | 'invalid_request_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'service_unavailable_error'
  | 'server_error';

/** The type of an error with that HTTP status. */
export function typeOfStatus(status: number): GatewayErrorType {
  if (status === 404) return 'not_found_error';
  if (status === 429) return 'rate_limit_error';
  if (status === 503) return 'service_unavailable_error';
  return status < 500 ? 'invalid_request_error' : 'server_error';
}

export interface GatewayErrorOptions {
  status: number;
  type: GatewayErrorType;
  /** For programs, such as `model_not_found`. */
  code: string;
  /** Seconds after which the client may ask again. */
  retryAfter?: number;
  cause?: unknown;
}

export class GatewayError extends Error {
  readonly status: number;
  readonly type: GatewayErrorType;
  readonly code: string;
  readonly retryAfter: number | undefined;

  /** @param message what happened, why, and what to do next */
  constructor(message: string, { status, type, code, retryAfter, cause }: GatewayErrorOptions) {
    super(message, { cause });
    this.status = status;
    this.type = type;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** The body of the reply. */
  toReply(): { error: { message: string; type: string; param: null; code: string } } {
    return { error: { message: this.message, type: this.type, param: null, code: this.code } };
  }
}
