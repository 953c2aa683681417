/** Connects to a server with TLS, and accepts its certificate where somebody known vouches for it, or where a person has accepted that one. */
import type { LookupFunction } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { portOf } from '../../core/network-address.ts';

/** What a person sees of a certificate before it is accepted. All but the fingerprint is what the server says itself. */
export interface SeenCertificate {
  /** SHA-256, in upper case with colons. */
  fingerprint: string;
  /** Whom it is for. */
  subject: string;
  /** As the certificate writes it. */
  validUntil: string;
}

/** Nobody known vouches for the certificate, and it is not the accepted one. Nothing was sent. */
export class CertificateError extends Error {
  /** Node's code of what is wrong with it. */
  readonly code: string;
  readonly seen: SeenCertificate;

  constructor(code: string, seen: SeenCertificate) {
    super('nobody vouches for its certificate');
    this.code = code;
    this.seen = seen;
  }
}

export interface TlsConnectionOptions {
  signal: AbortSignal;
  lookup?: LookupFunction | undefined;
  /** Fingerprint of the certificate that a person has accepted; empty for none. */
  trustedCertificate: string;
}

/**
 * @returns a connection over which nothing was sent yet
 * @throws CertificateError; Error of the network
 */
export function connectTls(
  target: URL,
  { signal, lookup, trustedCertificate }: TlsConnectionOptions,
): Promise<TLSSocket> {
  const host = target.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const isName = /[a-z]/i.test(host) && !host.includes(':');
    const socket = connect({
      host,
      port: portOf(target),
      // Checked below: a certificate that is refused in the handshake is never seen.
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...(isName ? { servername: host } : {}),
      ...(lookup === undefined ? {} : { lookup }),
    });
    const fail = (error: Error) => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      reject(error);
    };
    const abort = () => fail(new Error('the request was called off'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      const { fingerprint256: fingerprint, subject, valid_to: validUntil } = socket.getPeerCertificate();
      if (!socket.authorized && fingerprint !== trustedCertificate) {
        const name = [subject?.CN ?? ''].flat().join(', ');
        const code = String(socket.authorizationError);
        return fail(new CertificateError(code, { fingerprint, subject: name, validUntil }));
      }
      signal.removeEventListener('abort', abort);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
