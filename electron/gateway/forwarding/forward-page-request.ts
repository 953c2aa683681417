/**
 * Sends requests for a backend's own pages and API on to it, WebSockets included, byte for byte; a page of Gradio 3 alone learns
 * its address.
 */
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as requestHttp,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import { type Duplex, Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { BackendPages } from '../../core/backend/backend-type.ts';
import { withGradioRoot } from '../pages/gradio-root.ts';
import { CLIENT_HEADERS, CONNECTION_HEADERS, replyHeaders, without } from './forwarded-headers.ts';
import { sendBody } from './send-body.ts';
import { NoReplyError, sendToWorker, workerUrl } from './worker-request.ts';

/** Milliseconds for a connection to the backend. */
const CONNECT_TIMEOUT = 10_000;

export interface PageRequest {
  request: IncomingMessage;
  api: BackendPages;
  /** What follows the address of the backend, with its query, as the client has written it. Begins with a slash. */
  path: string;
  /** What stands before `path` in the address that the client uses. Without a slash at its end. */
  prefix: string;
  /** Whether a person opens a page by it, rather than a page or a program that asks for something. */
  isOpened: boolean;
  /** Aborted when the client has gone away. */
  signal: AbortSignal;
}

/**
 * Resolves when the whole reply was sent, or either side has gone away.
 * @param onReply called when the backend begins to reply, before anything is sent to the client
 * @param onPiece called with each piece of the reply
 * @throws NoReplyError
 */
export async function forwardPageRequest(
  page: PageRequest,
  response: ServerResponse,
  onReply: () => void,
  onPiece?: () => void,
): Promise<void> {
  const { request, signal } = page;
  const { url, headers } = target(page);
  let reply: Dispatcher.ResponseData;
  try {
    reply = await sendToWorker({
      url,
      method: request.method,
      headers,
      body: bodyOf(request),
      signal,
    });
  } catch (error) {
    if (signal.aborted) return;
    throw error;
  }
  onReply();
  const replied = pageReplyHeaders(reply.headers, page);
  const isPage = page.isOpened && (replied['content-type'] ?? '').startsWith('text/html');
  response.writeHead(reply.statusCode, isPage ? without(replied, ['content-length']) : replied);
  response.flushHeaders();
  try {
    const body = isPage ? withGradioRoot(reply.body, page.prefix) : reply.body;
    await sendBody(body, { response, onPiece });
  } catch {
    response.destroy();
  }
}

/**
 * Opens the WebSocket at the backend and joins the two connections.
 * @param head what the client has sent after its request
 * @returns once they are joined, or the backend has refused it, which the client was told
 * @throws NoReplyError
 */
export async function forwardUpgrade(page: PageRequest, socket: Duplex, head: Buffer): Promise<void> {
  const { request, signal } = page;
  const { url, headers } = target(page);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const outgoing = send(url, {
    method: request.method ?? 'GET',
    headers: { ...headers, connection: 'Upgrade', upgrade: request.headers.upgrade ?? 'websocket' },
    signal,
    timeout: CONNECT_TIMEOUT,
  });
  outgoing.on('timeout', () => outgoing.destroy(new Error('no reply in time')));
  outgoing.end();
  await new Promise<void>((resolve, reject) => {
    outgoing.on('error', (error) => reject(new NoReplyError('the backend did not reply', { cause: error })));
    outgoing.on('response', (reply) => {
      socket.write(formatHead(reply, { connection: 'close' }));
      reply.pipe(socket);
      resolve();
    });
    outgoing.on('upgrade', (reply, backend, first) => {
      backend.setTimeout(0);
      socket.write(formatHead(reply, {}));
      if (first.length > 0) socket.write(first);
      if (head.length > 0) backend.write(head);
      join(socket, backend);
      resolve();
    });
  });
}

/** Both end when one of them does. */
function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}

function formatHead(reply: IncomingMessage, more: Record<string, string>): string {
  const { rawHeaders, statusCode = 502, statusMessage = '' } = reply;
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    if (!Object.hasOwn(more, name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1] ?? ''}`);
  }
  for (const [name, value] of Object.entries(more)) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Null where there is none. It outlives a backend that replies before it has read the body: the connection is still good. */
function bodyOf(request: IncomingMessage): Readable | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return length === undefined && encoding === undefined
    ? null
    : Readable.from(request.iterator({ destroyOnReturn: false }), { objectMode: false });
}

function target(page: PageRequest): { url: URL; headers: IncomingHttpHeaders } {
  const { request, api, path, prefix, isOpened } = page;
  // That the page may ask was checked here. The backend knows neither the page's origin nor its address.
  const kept = without(request.headers, [
    ...CONNECTION_HEADERS,
    ...CLIENT_HEADERS,
    'sec-fetch-site',
    // A page is read here.
    ...(isOpened ? ['accept-encoding'] : []),
  ]);
  const { host = '', 'content-length': length } = request.headers;
  const headers: IncomingHttpHeaders = {
    ...kept,
    ...(length === undefined ? {} : { 'content-length': length }),
    'x-forwarded-host': api.prefixIsInHost ? `${host}${prefix}` : host,
    'x-forwarded-proto': 'encrypted' in request.socket ? 'https' : 'http',
    'x-forwarded-prefix': prefix,
    ...api.headers,
  };
  return { url: workerUrl(api, path), headers };
}

/** An address of the backend in the reply becomes one that leads there through the gateway. */
function pageReplyHeaders(headers: IncomingHttpHeaders, { api, prefix }: PageRequest): IncomingHttpHeaders {
  const kept = replyHeaders(headers);
  const { location } = kept;
  if (location === undefined || !URL.canParse(location, api.baseUrl)) return kept;
  const own = new URL(api.baseUrl);
  const to = new URL(location, `${own.origin}/`);
  const isRelative = !/^([a-z][a-z\d+.-]*:|\/)/i.test(location);
  if (isRelative || to.origin !== own.origin) return kept;
  const base = own.pathname.replace(/\/$/, '');
  const path = to.pathname.startsWith(`${base}/`) ? to.pathname.slice(base.length) : to.pathname;
  return { ...kept, location: `${prefix}${path}${to.search}${to.hash}` };
}
