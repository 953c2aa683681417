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

/** Sends a request, trusting this certificate alone. */
export function requestByTls(
  url: string,
  {
    ca,
    method = 'GET',
    headers = {},
    body = '',
  }: { ca: string; method?: string; headers?: object; body?: string },
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { ca, method, headers: { ...headers }, agent: false }, (reply) => {
      let text = '';
      reply.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, body: text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
