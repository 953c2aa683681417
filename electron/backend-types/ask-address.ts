/** One request to a worker's address, with every bound it needs. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface Question {
  url: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON where it is not empty. */
  json?: string;
  signal: AbortSignal;
  /** For the whole answer. */
  timeoutMs: number;
}

export interface Answer {
  status: number;
  /** At most {@link LONGEST_ANSWER} characters of it. */
  body: string;
}

const LONGEST_ANSWER = 64 * 1024;

/**
 * Asks once. No connection is kept, for the worker behind the address may be another one next time; a redirect is an
 * answer like any other and is not followed.
 * @throws Error with a message that completes "… failed: …"
 */
export function askAddress({
  url,
  method = 'GET',
  headers = {},
  json = '',
  signal,
  timeoutMs,
}: Question): Promise<Answer> {
  const target = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new Error(inWords(error, timeout), { cause: error }));
    const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, {
      method,
      agent: false,
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        ...headers,
        connection: 'close',
        ...(json === ''
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }),
      },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      let body = '';
      const done = () => {
        resolve({ status: response.statusCode ?? 0, body: body.slice(0, LONGEST_ANSWER) });
        request.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        body += piece;
        if (body.length >= LONGEST_ANSWER) done();
      });
      response.on('end', done);
      response.on('error', fail);
    });
    request.end(json);
  });
}

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

function inWords(error: Error, timeout: AbortSignal): string {
  if (timeout.aborted) return 'no answer in time';
  const code = 'code' in error ? error.code : '';
  if (code === 'ECONNREFUSED') return 'nothing listens there';
  if (code === 'ECONNRESET') return 'the connection was broken off';
  if (code === 'ENOTFOUND') return 'there is no machine of that name';
  return error.message;
}
