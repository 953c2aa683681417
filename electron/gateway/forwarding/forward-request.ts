/** Sends a request on to a worker, and its reply back, byte for byte as it comes. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { cutOff, type Turn } from '../gateway.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { RequestBody } from '../routing/request-body.ts';
import { createUsageReader } from '../usage/usage-reader.ts';
import { continueStream, type ReplyTarget } from './continue-stream.ts';
import { encodingOf } from './decompress.ts';
import { CLIENT_HEADERS, CONNECTION_HEADERS, replyHeaders, without } from './forwarded-headers.ts';
import { withOwnErrors } from './own-stream-errors.ts';
import { sendBackendError } from './send-backend-error.ts';
import { sendBody } from './send-body.ts';
import { sendToWorker, workerUrl } from './worker-request.ts';

export interface ForwardOptions {
  request: IncomingMessage;
  response: ServerResponse;
  turn: Turn;
  /** In which a client is told that its stream was cut off. */
  protocol: Protocol;
  /** What follows the base URL, such as `/chat/completions?x=1`. */
  path: string;
  body: RequestBody;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
  /** Called when the worker begins to reply, before anything of that is sent to the client. */
  onReply: () => void;
}

/**
 * Resolves when the whole reply was sent, when its client has gone away, or when the worker has cut it off and the client was
 * told so.
 * @throws NoReplyError
 */
export async function forwardRequest(options: ForwardOptions): Promise<void> {
  const { request, response, body, signal } = options;
  const { url, headers } = target(options);
  let reply: Dispatcher.ResponseData;
  try {
    reply = await sendToWorker({
      url,
      method: request.method,
      headers,
      body: Readable.from(body.chunks(options.turn.model), { objectMode: false }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  options.onReply();
  const isBegun = response.headersSent;
  // A stream that has begun gets it decompressed.
  const usage = createUsageReader(isBegun ? without(reply.headers, ['content-encoding']) : reply.headers);
  options.turn.noteSign();
  const onPiece = (piece: Buffer) => {
    options.turn.noteSign();
    usage?.add(piece);
  };
  try {
    await (isBegun ? continueStream : sendReply)(reply, { ...options, onPiece });
  } finally {
    const tokens = await usage?.read();
    if (tokens) options.turn.countTokens(tokens);
  }
}

async function sendReply(
  reply: Dispatcher.ResponseData,
  { response, signal, protocol, turn, onPiece }: ReplyTarget,
): Promise<void> {
  const headers = replyHeaders(reply.headers);
  if (reply.statusCode >= 400 && protocol.isOwnError !== undefined)
    return await sendBackendError(reply, headers, { response, protocol, turn });
  response.writeHead(reply.statusCode, headers);
  response.flushHeaders();
  try {
    const isReadable =
      protocol.isOwnError !== undefined && isEvents(reply.headers) && encodingOf(reply.headers) === null;
    await sendBody(isReadable ? withOwnErrors(reply.body, { protocol, turn }) : reply.body, {
      response,
      onPiece,
    });
  } catch {
    if (signal.aborted) return;
    // A reply with a length, or in pieces, is seen to be cut off when its connection ends. A stream of events has its own way.
    if (isStream(reply.headers)) response.end(protocol.errorEvent(cutOff(turn)));
    else response.destroy();
  }
}

const isEvents = ({ 'content-type': type = '' }: IncomingHttpHeaders): boolean =>
  type.startsWith('text/event-stream');

const isStream = (headers: IncomingHttpHeaders): boolean =>
  isEvents(headers) || (headers['content-type'] ?? '').startsWith('application/x-ndjson');

function target({ request, turn, path, body }: ForwardOptions): { url: URL; headers: IncomingHttpHeaders } {
  const headers = without(request.headers, [...CONNECTION_HEADERS, ...CLIENT_HEADERS]);
  const length = body.length(turn.model);
  return {
    url: workerUrl(turn.api, path),
    headers: {
      ...headers,
      ...turn.api.headers,
      ...(length === null ? {} : { 'content-length': String(length) }),
    },
  };
}
