/**
 * Stands in for a proxy before an engine (nginx 1.22 with auth_basic, limit_req and a login, as tried by hand): it forwards to
 * the engine, over http or https, and turns away as such a proxy does. Knows no test framework.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export type FrontMood = 'forward' | 'unauthorised' | 'login' | 'limit';

export class FrontServer {
  mood: FrontMood = 'forward';
  /** Method, path and headers of each request. */
  readonly seen: { url: string; headers: IncomingMessage['headers'] }[] = [];
  readonly #engineUrl: string;
  #server: Server | null = null;
  #port = 0;

  constructor(engineUrl: string) {
    this.#engineUrl = engineUrl;
  }

  /** Without a path. */
  get authority(): string {
    return `127.0.0.1:${this.#port}`;
  }

  /** Starts it, at the port that it had before. @param tls left out: http */
  async start(tls?: { cert: string; key: string }): Promise<void> {
    const listener = (incoming: IncomingMessage, reply: ServerResponse) => this.#answer(incoming, reply);
    const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  #answer(incoming: IncomingMessage, reply: ServerResponse): void {
    const { method = 'GET', headers, url = '/' } = incoming;
    this.seen.push({ url, headers });
    if (this.mood === 'unauthorised')
      reply.writeHead(401, { 'www-authenticate': 'Basic realm="GPU box"' }).end('<html>401</html>');
    else if (this.mood === 'login') reply.writeHead(302, { location: `/login?rd=${url}` }).end();
    else if (this.mood === 'limit') reply.writeHead(429, { 'retry-after': '600' }).end('<html>429</html>');
    else {
      const forwarded = request(`${this.#engineUrl}${url}`, { method, headers }, (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(reply);
      });
      forwarded.on('error', () => reply.writeHead(502).end());
      incoming.pipe(forwarded);
    }
  }
}
