/** One request to a worker that is being started, and what was answered, in whatever protocol. */
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { codeOf } from '../../../../shared/errors.ts';
import type { Clock } from '../../clock.ts';
import { portOf } from '../../network-address.ts';

export type ProbeAnswer =
  | {
      kind: 'http';
      status: number;
      /** The beginning of the body; empty for a success, of which nothing more is read. */
      body: string;
      /** Where it sends on to, as it was written. */
      location?: string;
      /** What it wants by its header WWW-Authenticate: `Basic realm=…`. */
      authenticate?: string;
    }
  /** `tcp://`: a connection opened. */
  | { kind: 'opened' }
  /** A connection opened, and nothing came before the time was over. */
  | { kind: 'silent' }
  /** A connection opened and was broken off: by a server that speaks TLS, say, or one that is not ready. */
  | { kind: 'broken' }
  /** Something came that is not HTTP; for `https`, not TLS. */
  | { kind: 'not-http' | 'not-tls' }
  /** No connection opened. */
  | { kind: 'refused' };

/** Milliseconds for one probe: a worker that is busy with loading may accept the connection and not answer. */
const PROBE_TIMEOUT = 5000;
/** Of a reply that is no success, so much is read for the words of the engine. */
const MAX_BODY_BYTES = 4096;
/** Milliseconds for those words, after the status has come. */
const BODY_TIMEOUT = 500;

/** Sends one request. Redirects are not followed. Never rejects. @param onOpen called when a connection has opened */
export function probe(
  url: URL,
  clock: Clock,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
  onOpen: () => void = () => {},
): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    let isOpen = false;
    let close = () => {};
    let cancelBodyTimer = () => {};
    const finish = (answer: ProbeAnswer) => {
      cancelTimer();
      cancelBodyTimer();
      signal.removeEventListener('abort', giveUp);
      close();
      resolve(answer);
    };
    const giveUp = () => finish({ kind: isOpen ? 'silent' : 'refused' });
    const cancelTimer = clock.setTimer(PROBE_TIMEOUT, giveUp);
    signal.addEventListener('abort', giveUp);
    if (url.protocol === 'tcp:') {
      const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ''));
      close = () => socket.destroy();
      socket.on('connect', () => {
        onOpen();
        finish({ kind: 'opened' });
      });
      socket.on('error', giveUp);
      return;
    }
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // Without an agent, no connection is kept open. A worker on loopback may have a certificate that it signed itself.
    const request = send(url, {
      agent: false,
      rejectUnauthorized: false,
      headers: { ...headers, connection: 'close' },
    });
    close = () => request.destroy();
    request.on('socket', (socket) => {
      socket.on('connect', () => {
        isOpen = true;
        onOpen();
      });
    });
    request.on('response', (response) => {
      const reply = readHead(response);
      if (reply.status >= 200 && reply.status < 300) return finish(reply);
      cancelBodyTimer = clock.setTimer(BODY_TIMEOUT, () => finish(reply));
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        reply.body += text;
        if (reply.body.length >= MAX_BODY_BYTES) finish(reply);
      });
      response.on('end', () => finish(reply));
      response.on('error', () => finish(reply));
    });
    request.on('error', (error) => finish({ kind: kindOfError(error, isOpen) }));
    request.end();
  });
}

function readHead({ headers, statusCode = 0 }: IncomingMessage): ProbeAnswer & { kind: 'http' } {
  const { location, 'www-authenticate': authenticate } = headers;
  return {
    kind: 'http',
    status: statusCode,
    body: '',
    ...(location === undefined ? {} : { location }),
    ...(authenticate === undefined ? {} : { authenticate }),
  };
}

function kindOfError(error: Error, isOpen: boolean): 'broken' | 'not-http' | 'not-tls' | 'refused' {
  const code = codeOf(error);
  if (code.startsWith('HPE_')) return 'not-http';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return 'not-tls';
  return isOpen ? 'broken' : 'refused';
}
