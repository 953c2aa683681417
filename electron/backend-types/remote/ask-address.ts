/** One request to a worker's address, with every bound it needs. */
import { type ClientRequest, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface Question {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON where it is not empty. */
  json?: string;
  signal: AbortSignal;
  /** For the whole answer. */
  timeoutMs: number;
  /** For the connection alone, where it is to be shorter. */
  connectTimeoutMs?: number;
  /** Bytes; a larger answer is a failure. Left out: it is cut at {@link MAX_ANSWER}. */
  largest?: number;
  /** Turns names into addresses in place of the system's own, to refuse some. */
  lookup?: LookupFunction;
}

export interface Answer {
  status: number;
  body: string;
  /** Where a redirect points to, as it was sent. */
  location?: string;
}

const MAX_ANSWER = 64 * 1024;

/**
 * Asks once. No connection is kept, for the worker behind the address may be another one next time; a redirect is an
 * answer like any other and is not followed. Nothing is unpacked: an answer in a form that was not asked for is a failure.
 * @throws Error with a message that completes "… failed: …"; it never names what was sent
 */
export function askAddress({
  url,
  method = 'GET',
  headers = {},
  json = '',
  signal,
  timeoutMs,
  connectTimeoutMs,
  largest,
  lookup,
}: Question): Promise<Answer> {
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
    const fail = (error: Error) => settle(() => reject(new Error(inWords(error, timeout), { cause: error })));
    const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
      method,
      agent: false,
      signal: AbortSignal.any([signal, timeout]),
      ...(lookup === undefined ? {} : { lookup }),
      headers: {
        ...headers,
        connection: 'close',
        'accept-encoding': 'identity',
        ...(json === ''
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
      },
    });
    pending = request;
    if (connectTimeoutMs !== undefined) {
      const timer = setTimeout(() => fail(new Error('nobody answered the call in time')), connectTimeoutMs);
      cancelConnectTimer = () => clearTimeout(timer);
      const connected = target.protocol === 'https:' ? 'secureConnect' : 'connect';
      request.on('socket', (socket) => socket.once(connected, cancelConnectTimer));
    }
    request.on('error', fail);
    request.on('response', (response) => {
      const { location, 'content-encoding': encoding = 'identity' } = response.headers;
      if (encoding !== 'identity') {
        fail(new Error('it answered in a packed form that was not asked for'));
        return;
      }
      const pieces: Buffer[] = [];
      let size = 0;
      const done = () =>
        settle(() =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(pieces).toString('utf8', 0, largest ?? MAX_ANSWER),
            ...(location === undefined ? {} : { location }),
          }),
        );
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (largest === undefined && size >= MAX_ANSWER) done();
        else if (largest !== undefined && size > largest)
          fail(new Error(`its answer is larger than ${Math.round(largest / 1024 / 1024)} MB`));
      });
      response.on('end', done);
      response.on('error', fail);
    });
    request.end(json);
  });
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const WORDS: Record<string, string> = {
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

function inWords(error: Error, timeout: AbortSignal): string {
  if (timeout.aborted) return 'no answer in time';
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) return 'what answers there does not speak http';
  // A name with several addresses fails with an error per address, which has no words of its own.
  return WORDS[code] ?? (error.message === '' ? `it cannot be reached (${code})` : error.message);
}
