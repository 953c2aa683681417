/** HTTP requests as they are written, with headers that no client would send. Knows no test framework. */
import { connect } from 'node:net';

export interface RawRequest {
  /** Default: GET. */
  method?: string;
  /** Default: `/`. */
  path?: string;
  headers: [string, string][];
  body?: string;
}

export interface RawReply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sends a request to a port of this machine: with no other header, and with none changed. */
export function sendRaw(
  port: number,
  { method = 'GET', path = '/', headers, body = '' }: RawRequest,
): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      const lines = [`${method} ${path} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)];
      lines.push(`Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close');
      socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
    });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [head = '', ...rest] = Buffer.concat(chunks).toString().split('\r\n\r\n');
      const [first = '', ...lines] = head.split('\r\n');
      resolve({
        status: Number(first.split(' ')[1]),
        headers: Object.fromEntries(
          lines.map((line) => [
            line.slice(0, line.indexOf(':')).toLowerCase(),
            line.slice(line.indexOf(':') + 2),
          ]),
        ),
        body: rest.join('\r\n\r\n'),
      });
    });
  });
}
