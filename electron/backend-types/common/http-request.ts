/** Sends one HTTP request to the address of a worker, limited in time and in size. */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isOfThisMachine } from '../../core/network-address.ts';

export interface HttpRequest {
  url: string;
  method?: string;
  headers?: Readonly<Record<string, string>>;
  /** The body, as JSON. Empty: no body is sent. */
  json?: string;
  signal: AbortSignal;
  /** Until the whole reply is there. */
  timeoutMs: number;
  /** Until the connection is made, where that limit is to be shorter. */
  connectTimeoutMs?: number;
  /** A larger reply is a failure. Left out: the reply is cut off at {@link DEFAULT_MAX_BYTES}. */
  maxBytes?: number;
  /**
   * The server is a worker of ours: at an address of this machine, whose calls never leave it, a certificate that nobody
   * vouches for is accepted.
   */
  isOwnWorker?: boolean;
  /** Replaces the system's look-up of host names, to refuse some of them. */
  lookup?: LookupFunction;
}

export interface HttpReply {
  status: number;
  body: string;
  /** The target of a redirect, as the server sent it. */
  location?: string;
  /** How long the server asks to be left alone, as it sent it: seconds or a date. */
  retryAfter?: string;
}

const DEFAULT_MAX_BYTES = 64 * 1024;

/**
 * Sends the request once and does not follow a redirect. The connection is closed afterwards, because another worker may
 * have the address by the next request. A compressed reply is a failure, because none was asked for.
 * @throws Error with a message that completes "… failed: …"; it never contains what was sent
 */
export function sendRequest(request: HttpRequest): Promise<HttpReply> {
  const { url, json = '', signal, timeoutMs, connectTimeoutMs, maxBytes } = request;
  const target = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    let pending: ClientRequest | null = null;
    let cancelConnectTimer = () => {};
    const settle = (act: () => void) => {
      cancelConnectTimer();
      act();
      pending?.destroy();
    };
    const fail = (error: Error) =>
      settle(() => reject(new Error(describeFailure(error, timeout), { cause: error })));
    pending = openRequest(target, request, AbortSignal.any([signal, timeout]));
    if (connectTimeoutMs !== undefined) {
      const timer = setTimeout(() => fail(new Error('nobody answered the call in time')), connectTimeoutMs);
      cancelConnectTimer = () => clearTimeout(timer);
      const connected = target.protocol === 'https:' ? 'secureConnect' : 'connect';
      pending.on('socket', (socket) => socket.once(connected, cancelConnectTimer));
    }
    pending.on('error', fail);
    pending.on('response', (response) => {
      readReply(response, maxBytes, { done: (reply) => settle(() => resolve(reply)), fail });
    });
    pending.end(json);
  });
}

function openRequest(
  target: URL,
  { method = 'GET', headers = {}, isOwnWorker = false, json = '', lookup }: HttpRequest,
  signal: AbortSignal,
): ClientRequest {
  return (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
    method,
    agent: false,
    signal,
    ...(lookup === undefined ? {} : { lookup }),
    ...(isOwnWorker && isOfThisMachine(target.hostname) ? { rejectUnauthorized: false } : {}),
    headers: {
      ...headers,
      connection: 'close',
      'accept-encoding': 'identity',
      ...(json === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
    },
  });
}

/** Reads until the end of the reply, or as far as the limit allows. */
function readReply(
  response: IncomingMessage,
  maxBytes: number | undefined,
  { done, fail }: { done: (reply: HttpReply) => void; fail: (error: Error) => void },
): void {
  const { location, 'retry-after': retryAfter, 'content-encoding': encoding = 'identity' } = response.headers;
  if (encoding !== 'identity') {
    fail(new Error('it answered in a packed form that was not asked for'));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = () =>
    done({
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks).toString('utf8', 0, maxBytes ?? DEFAULT_MAX_BYTES),
      ...(location === undefined ? {} : { location }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (maxBytes === undefined && size >= DEFAULT_MAX_BYTES) finish();
    else if (maxBytes !== undefined && size > maxBytes)
      fail(new Error(`its answer is larger than ${Math.round(maxBytes / 1024 / 1024)} MB`));
  });
  response.on('end', finish);
  response.on('error', fail);
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Reasons by the code of Node's error. */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was broken off',
  ENOTFOUND: 'there is no machine of that name',
  EAI_AGAIN: 'the name of the machine cannot be looked up now',
  EHOSTUNREACH: 'there is no way to that machine',
  ENETUNREACH: 'there is no way to that network',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody known vouches for its certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  EPROTO: 'it does not speak https there',
};

function describeFailure(error: Error, timeout: AbortSignal): string {
  if (timeout.aborted) return 'no answer in time';
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) return 'what answers there does not speak http';
  // A name with several addresses fails with an AggregateError, whose message is empty.
  return REASONS[code] ?? (error.message === '' ? `it cannot be reached (${code})` : error.message);
}
