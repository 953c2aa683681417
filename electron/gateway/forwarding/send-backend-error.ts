/** Sends the error that a backend has answered with to a client that may expect another shape of it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { GatewayError } from '../gateway-error.ts';
import { backendError } from '../protocols/backend-error.ts';
import { MAX_ERROR_BYTES, readText } from './call-worker.ts';
import type { ReplyTarget } from './continue-stream.ts';
import { decompress } from './decompress.ts';
import { without } from './forwarded-headers.ts';
import { parseJson } from './parse-json.ts';

/** @param headers of the reply, as they may be passed on */
export async function sendBackendError(
  reply: Dispatcher.ResponseData,
  headers: IncomingHttpHeaders,
  { response, protocol, turn }: Pick<ReplyTarget, 'response' | 'protocol' | 'turn'>,
): Promise<void> {
  const body = await readError(reply, { protocol, turn });
  response.writeHead(reply.statusCode, {
    ...without(headers, ['content-type', 'content-length', 'content-encoding']),
    'content-type': 'application/json',
  });
  response.end(JSON.stringify(body));
}

async function readError(
  reply: Dispatcher.ResponseData,
  { protocol, turn }: Pick<ReplyTarget, 'protocol' | 'turn'>,
): Promise<unknown> {
  try {
    // What breaks off is an error all the same.
    const text = await readText(decompress(reply, turn), MAX_ERROR_BYTES).catch(() => '');
    const json = parseJson(text);
    return protocol.isOwnError?.(json)
      ? json
      : protocol.errorBody(backendError(text, reply.statusCode, turn));
  } catch (error) {
    if (error instanceof GatewayError) return protocol.errorBody(error);
    throw error;
  }
}
