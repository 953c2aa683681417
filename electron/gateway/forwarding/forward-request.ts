/** Sends a request on to a worker, and its reply back, byte for byte as it comes. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { cutOff, type Turn } from '../gateway.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { RequestBody } from '../routing/request-body.ts';
import { createUsageReader } from '../usage/usage-reader.ts';
import { continueStream, type ReplyTarget } from './continue-stream.ts';
import { sendBody, sendToWorker, workerUrl } from './worker-request.ts';

/** They belong to one connection (RFC 9110, 7.6.1), or are made anew for the next one. */
export const CONNECTION_HEADERS = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What a client sends to Switchyard. A worker gets its own credentials, and never those. */
export const CLIENT_HEADERS = ['authorization', 'cookie', 'x-api-key', 'api-key', 'origin', 'referer'];

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
  const onPiece = usage === null ? undefined : (piece: Buffer) => usage.add(piece);
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
  response.writeHead(reply.statusCode, replyHeaders(reply.headers));
  response.flushHeaders();
  try {
    await sendBody(reply.body, { response, signal, onPiece });
  } catch {
    if (signal.aborted) return;
    // A reply with a length, or in pieces, is seen to be cut off when its connection ends. A stream of events has its own way.
    if (isStream(reply.headers)) response.end(protocol.errorEvent(cutOff(turn)));
    else response.destroy();
  }
}

const isStream = ({ 'content-type': type = '' }: IncomingHttpHeaders): boolean =>
  type.startsWith('text/event-stream') || type.startsWith('application/x-ndjson');

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

/** The reply keeps its length, so that its client notices when it is cut off. */
export function replyHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': length, ...rest } = headers;
  // What a worker allows to pages of other sites does not hold for the gateway.
  const kept = without(rest, [...CONNECTION_HEADERS, 'set-cookie', 'alt-svc']);
  for (const name of Object.keys(kept)) if (name.startsWith('access-control-')) delete kept[name];
  return { ...kept, ...(length === undefined ? {} : { 'content-length': length }) };
}

export function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
