/** Who sends a request to the gateway, and what it may use. */
import type { TokenCount } from '../../shared/backend.ts';
import { GatewayError } from './gateway-error.ts';

export interface GatewayCaller {
  /** The same for all requests with the same key: callers take turns where a backend is busy. */
  readonly name: string;
  /** The id of the API key; null where none was used. */
  readonly keyId: string | null;
  /** The `uid`s of the backends that it may use; null: all. */
  readonly backendUids: readonly string[] | null;
  /**
   * Counts a request, unless the key is limited to fewer in a minute.
   * @returns milliseconds after which another one is accepted; 0 where this one was
   */
  countRequest(): number;
  /** Counts what one of its requests has cost. */
  countTokens(tokens: TokenCount): void;
}

/** One who needs no key, and may use everything. @param name see {@link GatewayCaller.name} */
export const callerWithoutKey = (name: string): GatewayCaller => ({
  name,
  keyId: null,
  backendUids: null,
  countRequest: () => 0,
  countTokens: () => undefined,
});

/** To be called once for each request to a model. @throws GatewayError `rate_limit_exceeded` */
export function countRequest(caller: GatewayCaller): void {
  const wait = caller.countRequest();
  if (wait === 0) return;
  const seconds = Math.ceil(wait / 1000);
  throw new GatewayError(
    `This API key has sent as many requests as it may in a minute. Send the next one in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, or use a key with a higher rate.`,
    { status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded', retryAfter: seconds },
  );
}
