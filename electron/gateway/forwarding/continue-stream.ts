/** Sends the reply of a worker to a client that has the head of a stream of events already: events as they are, all else as an error. */
import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { cutOff, nameOf, type Turn } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { backendError } from '../protocols/backend-error.ts';
import type { Protocol } from '../protocols/protocol.ts';
import { MAX_ERROR_BYTES, readText } from './call-worker.ts';
import { decompress } from './decompress.ts';
import { withOwnErrors } from './own-stream-errors.ts';
import { sendBody } from './send-body.ts';

export interface ReplyTarget {
  response: ServerResponse;
  turn: Turn;
  protocol: Protocol;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
  /** Called with each piece of the body that is sent. */
  onPiece?: ((piece: Buffer) => void) | undefined;
}

/** Resolves when the stream has ended, or its client has gone away. */
export async function continueStream(reply: Dispatcher.ResponseData, stream: ReplyTarget): Promise<void> {
  const { response, turn, protocol, signal, onPiece } = stream;
  try {
    const { 'content-type': type = 'without a type' } = reply.headers;
    // The head that the client has says nothing of a compression.
    const body = decompress(reply, turn);
    if (reply.statusCode !== 200)
      throw backendError(await readText(body, MAX_ERROR_BYTES), reply.statusCode, turn);
    if (!String(type).startsWith('text/event-stream')) {
      body.destroy();
      throw noStream(turn, String(type));
    }
    const events = protocol.isOwnError === undefined ? body : withOwnErrors(body, { protocol, turn });
    await sendBody(events, { response, onPiece });
  } catch (error) {
    if (signal.aborted) return;
    response.end(protocol.errorEvent(error instanceof GatewayError ? error : cutOff(turn)));
  }
}

const noStream = ({ backend }: Turn, type: string): GatewayError =>
  new GatewayError(
    `${nameOf(backend)} answered without a stream (${type.slice(0, 100)}), although the request asks for one. Send the request without "stream", or to another model.`,
    { status: 502, type: 'server_error', code: 'no_stream' },
  );
