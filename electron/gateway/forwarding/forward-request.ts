/** Sends a request on to a worker, and its reply back, byte for byte as it comes. */
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import { cutOff, type Turn } from '../gateway.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { RequestBody } from '../routing/read-model-name.ts';

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

/** A model may take minutes for its first token, so neither headers nor body have a limit. The client ends what it gives up. */
export const workerAgent = new Agent({
  headersTimeout: 0,
  bodyTimeout: 0,
  connect: { timeout: 10_000 },
  connections: null,
});

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
  /** Called when the worker begins to reply, before anything is sent to the client. */
  onReply: () => void;
}

/** The worker could not be reached, or ended before its reply began: nothing was sent to the client. */
export class NoReplyError extends Error {}

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
    reply = await workerAgent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
      headers,
      body: Readable.from(body.chunks(options.turn.model), { objectMode: false }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) return;
    throw new NoReplyError('the worker did not reply', { cause: error });
  }
  options.onReply();
  response.writeHead(reply.statusCode, replyHeaders(reply.headers));
  response.flushHeaders();
  try {
    for await (const chunk of reply.body)
      if (!response.write(chunk)) await once(response, 'drain', { signal });
    response.end();
  } catch {
    if (signal.aborted) return;
    // A reply with a length, or in pieces, is seen to be cut off when its connection ends. A stream of events has its own way.
    if (isEventStream(reply.headers)) response.end(options.protocol.errorEvent(cutOff(options.turn)));
    else response.destroy();
  }
}

const isEventStream = ({ 'content-type': type = '' }: IncomingHttpHeaders): boolean =>
  type.startsWith('text/event-stream') || type.startsWith('application/x-ndjson');

function target({ request, turn, path, body }: ForwardOptions): { url: URL; headers: IncomingHttpHeaders } {
  const { baseUrl, query, headers: own } = turn.api;
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of new URLSearchParams(query)) url.searchParams.set(name, value);
  const headers = without(request.headers, [...CONNECTION_HEADERS, ...CLIENT_HEADERS]);
  const length = body.length(turn.model);
  return {
    url,
    headers: { ...headers, ...own, ...(length === null ? {} : { 'content-length': String(length) }) },
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
