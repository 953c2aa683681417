/** Stands in for nginx with the files of examples/remote-access/, as far as Switchyard sees it. */
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsCertificate } from '../../../electron/http/tls/certificate.ts';

export interface NodeProxyOptions {
  port: number;
  hostPort: number;
  certificate: TlsCertificate;
  /** The sub-path that it serves; empty for all. */
  path: string;
  /** `proxy_set_header Host $http_host`; otherwise Host is the address of the host. */
  keepsHost: boolean;
  removesPath: boolean;
}

export async function startNodeProxy(options: NodeProxyOptions): Promise<{ stop(): Promise<void> }> {
  const { port, hostPort, certificate, path, keepsHost, removesPath } = options;
  const sockets = new Set<Socket>();
  const send = (method: string | undefined, url: string, headers: IncomingHttpHeaders, connection: string) =>
    httpRequest({
      port: hostPort,
      host: '127.0.0.1',
      method,
      path: removesPath ? url.slice(path.length) : url,
      headers: { ...headers, host: keepsHost ? headers.host : `127.0.0.1:${hostPort}`, connection },
      agent: false,
    });

  const server = createServer(certificate, (request, response) => {
    const { url = '/', method, headers } = request;
    if (path !== '' && url.split('?')[0] === path) {
      response.writeHead(301, { Location: `https://${headers.host}${path}/` }).end();
      return;
    }
    if (!url.startsWith(`${path}/`)) {
      response.writeHead(404).end();
      return;
    }
    const sent = send(method, url, headers, 'close');
    sent.on('response', (reply) => {
      response.writeHead(reply.statusCode ?? 502, { ...reply.headers, connection: 'keep-alive' });
      reply.pipe(response);
    });
    sent.on('error', () => response.writeHead(502).end());
    request.pipe(sent);
  });
  server.on('upgrade', ({ url = '/', method, headers }, socket: Socket) => {
    const sent = send(method, url, headers, 'upgrade');
    const writeHead = (status: string, lines: string[]) => {
      const pairs = lines.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${lines[index + 1]}`]));
      socket.write(`${[`HTTP/1.1 ${status}`, ...pairs].join('\r\n')}\r\n\r\n`);
    };
    sent.on('upgrade', (reply, upstream) => {
      writeHead('101 Switching Protocols', reply.rawHeaders);
      upstream.pipe(socket).pipe(upstream);
      upstream.on('error', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
    });
    sent.on('response', (reply) => {
      writeHead(`${reply.statusCode} ${reply.statusMessage}`, reply.rawHeaders);
      reply.pipe(socket);
    });
    sent.on('error', () => socket.destroy());
    socket.on('error', () => sent.destroy());
    sent.end();
  });
  server.on('secureConnection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
