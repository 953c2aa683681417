/** Sends one HTTP request to the address of a worker, limited in time and in size. */

import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import { ReasonError, reasonOf } from '../../../shared/words/reason-error.ts';
import { isOfThisMachine } from '../../core/network-address.ts';
import { connectTls } from './tls-connection.ts';

const say = texts(remoteReasonWords);

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
  /** True: the reply is over with its headers, its body is left empty, and it may be compressed. */
  headersOnly?: boolean;
  /**
   * The server is a worker of ours: at an address of this machine, whose calls never leave it, a certificate that nobody
   * vouches for is accepted.
   */
  isOwnWorker?: boolean;
  /** SHA-256 fingerprint of a certificate that is accepted although nobody vouches for it. */
  trustedCertificate?: string;
  /** Replaces the system's look-up of host names, to refuse some of them. */
  lookup?: LookupFunction;
}

export interface HttpReply {
  status: number;
  body: string;
  /** As the server sent it. */
  contentType?: string;
  /** The target of a redirect, as the server sent it. */
  location?: string;
  /** How long the server asks to be left alone, as it sent it: seconds or a date. */
  retryAfter?: string;
}

const DEFAULT_MAX_BYTES = 64 * 1024;

/**
 * Sends the request once and does not follow a redirect. The connection is closed afterwards, because another worker may
 * have the address by the next request. A compressed reply is a failure, because none was asked for.
 * @throws Error with a message that completes "… failed: …"; it never contains what was sent. Its cause is a
 * {@link CertificateError} where a person may accept the certificate
 */
export async function sendRequest(request: HttpRequest): Promise<HttpReply> {
  const { url, timeoutMs, signal, connectTimeoutMs = timeoutMs } = request;
  const target = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const connecting = AbortSignal.timeout(Math.min(connectTimeoutMs, timeoutMs));
  const isOwn = request.isOwnWorker === true && isOfThisMachine(target.hostname);
  try {
    if (target.protocol !== 'https:' || isOwn) return await exchange(target, request, { timeout, isOwn });
    const { lookup, trustedCertificate = '' } = request;
    const socket = await connectTls(target, {
      signal: AbortSignal.any([signal, connecting]),
      lookup,
      trustedCertificate,
    }).catch((error: unknown) => {
      throw connecting.aborted ? new ReasonError(CONNECT_TIMEOUT) : error;
    });
    return await exchange(target, request, { timeout, isOwn, socket });
  } catch (error) {
    throw new ReasonError(describeFailure(toError(error), timeout), { cause: error });
  }
}

const CONNECT_TIMEOUT = say('notConnectedInTime');
const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

interface Exchange {
  timeout: AbortSignal;
  /** Whether any certificate is accepted. */
  isOwn: boolean;
  /** A connection that is made already. */
  socket?: TLSSocket;
}

function exchange(
  target: URL,
  request: HttpRequest,
  { timeout, isOwn, socket }: Exchange,
): Promise<HttpReply> {
  const { json = '', signal, connectTimeoutMs } = request;
  return new Promise((resolve, reject) => {
    let pending: ClientRequest | null = null;
    let cancelConnectTimer = () => {};
    const settle = (act: () => void) => {
      cancelConnectTimer();
      act();
      pending?.destroy();
      socket?.destroy();
    };
    const fail = (error: Error) => settle(() => reject(error));
    pending = openRequest(target, request, { signal: AbortSignal.any([signal, timeout]), isOwn, socket });
    if (connectTimeoutMs !== undefined && socket === undefined) {
      const timer = setTimeout(() => fail(new ReasonError(CONNECT_TIMEOUT)), connectTimeoutMs);
      cancelConnectTimer = () => clearTimeout(timer);
      const connected = target.protocol === 'https:' ? 'secureConnect' : 'connect';
      pending.on('socket', (opened) => opened.once(connected, cancelConnectTimer));
    }
    pending.on('error', fail);
    pending.on('response', (response) => {
      readReply(response, request, { done: (reply) => settle(() => resolve(reply)), fail });
    });
    pending.end(json);
  });
}

function openRequest(
  target: URL,
  { method = 'GET', headers = {}, json = '', lookup, headersOnly }: HttpRequest,
  { signal, isOwn, socket }: { signal: AbortSignal; isOwn: boolean; socket: TLSSocket | undefined },
): ClientRequest {
  const options = {
    method,
    signal,
    headers: {
      ...headers,
      connection: 'close',
      'accept-encoding': headersOnly ? 'gzip, identity' : 'identity',
      ...(json === ''
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
    },
  };
  if (socket !== undefined) {
    const { host, pathname, search } = target;
    return httpRequest({
      ...options,
      path: `${pathname}${search}`,
      headers: { ...options.headers, host },
      createConnection: () => socket,
    });
  }
  return (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
    ...options,
    agent: false,
    ...(lookup === undefined ? {} : { lookup }),
    ...(isOwn ? { rejectUnauthorized: false } : {}),
  });
}

/** Reads until the end of the reply, or as far as the limit allows. */
function readReply(
  response: IncomingMessage,
  { maxBytes, headersOnly }: Pick<HttpRequest, 'maxBytes' | 'headersOnly'>,
  { done, fail }: { done: (reply: HttpReply) => void; fail: (error: Error) => void },
): void {
  const {
    location,
    'content-type': contentType,
    'retry-after': retryAfter,
    'content-encoding': encoding = 'identity',
  } = response.headers;
  if (!headersOnly && encoding !== 'identity') {
    fail(new ReasonError(say('packed')));
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const finish = () =>
    done({
      status: response.statusCode ?? 0,
      body: Buffer.concat(chunks).toString('utf8', 0, maxBytes ?? DEFAULT_MAX_BYTES),
      ...(contentType === undefined ? {} : { contentType }),
      ...(location === undefined ? {} : { location }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  if (headersOnly) {
    finish();
    return;
  }
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    if (maxBytes === undefined && size >= DEFAULT_MAX_BYTES) finish();
    else if (maxBytes !== undefined && size > maxBytes)
      fail(new ReasonError(say('tooLarge', { size: Math.round(maxBytes / 1024 / 1024) })));
  });
  response.on('end', finish);
  response.on('error', fail);
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Reasons by the code of Node's error. */
const REASONS: Record<string, Text> = {
  ECONNREFUSED: say('nothingListens'),
  ECONNRESET: say('brokenOff'),
  ENOTFOUND: say('unknownName'),
  EAI_AGAIN: say('nameNotResolved'),
  EHOSTUNREACH: say('noRouteToComputer'),
  ENETUNREACH: say('noRouteToNetwork'),
  CERT_HAS_EXPIRED: say('certificateExpired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: say('certificateSelfSigned'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: say('certificateUnknown'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: say('certificateUnknown'),
  CERT_NOT_YET_VALID: say('certificateNotYetValid'),
  SELF_SIGNED_CERT_IN_CHAIN: say('certificateUnknown'),
  ERR_TLS_CERT_ALTNAME_INVALID: say('certificateOtherName'),
  EPROTO: say('noHttps'),
};

function describeFailure(error: Error, timeout: AbortSignal): HostText {
  if (timeout.aborted) return say('noAnswerInTime');
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) return say('noHttp');
  // A name with several addresses fails with an AggregateError, whose message is empty.
  return REASONS[code] ?? (error.message === '' ? say('unreachable', { code }) : reasonOf(error));
}
