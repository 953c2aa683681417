/** What a TLS client sees of a server on this machine. Knows no test framework. */
import { request } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';

/** The certificate that a new connection gets. */
export function servedCertificate(port: number): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

/** Sends a request. @param ca the only certificate that is trusted; null: any is */
export function requestByTls(
  url: string,
  {
    ca,
    method = 'GET',
    headers = {},
    body = '',
    servername,
  }: {
    ca: string | null;
    method?: string;
    headers?: Record<string, string>;
    body?: string;
    /** The name that the TLS handshake asks for. Default: that of the header Host. */
    servername?: string;
  },
): Promise<{ status: number; location: string | undefined; body: string }> {
  const trust = {
    ...(ca === null ? { rejectUnauthorized: false } : { ca }),
    ...(servername === undefined ? {} : { servername }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { ...trust, method, headers, agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      const { statusCode = 0, headers } = reply;
      reply.on('end', () => resolve({ status: statusCode, location: headers.location, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
