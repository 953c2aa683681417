/**
 * The gateway's models for the window of the desktop app, which needs no port. The routes are the same as on a port; the
 * connections stay within this process. Nothing has to be closed at the end.
 */
import { type IncomingMessage, request } from 'node:http';
import { duplexPair } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import type { Gateway } from '../gateway/gateway.ts';
import { callerWithoutKey } from '../gateway/gateway-caller.ts';
import { addOpenAiRoutes } from '../gateway/routes/openai-routes.ts';

/** Requests of the window are in one line, as those of one client are. */
const WINDOW = callerWithoutKey('window');

export interface WindowModels {
  /**
   * Posts a body to a route such as `/v1/chat/completions`. Resolves when the reply begins.
   * @param signal ends the request, at the worker too
   */
  post(path: string, body: string, signal: AbortSignal): Promise<IncomingMessage>;
}

export async function createWindowModels(options: {
  gateway: Gateway;
  onFault: (error: unknown, where: string) => void;
}): Promise<WindowModels> {
  const server = fastify({ forceCloseConnections: true });
  await addOpenAiRoutes(server, { ...options, callerOf: () => WINDOW });
  await server.ready();
  return { post: (path, body, signal) => post(server, { path, body, signal }) };
}

function post(
  server: FastifyInstance,
  { path, body, signal }: { path: string; body: string; signal: AbortSignal },
): Promise<IncomingMessage> {
  const [near, far] = duplexPair();
  // Either side sees the other one end, as over a network.
  near.on('close', () => far.destroy());
  far.on('close', () => near.destroy());
  // What it says is seen by the request or by the reply.
  for (const side of [near, far]) side.on('error', () => undefined);
  server.server.emit('connection', far);
  return new Promise((resolve, reject) => {
    const sent = request({
      method: 'POST',
      path,
      // Without an agent, a connection is used once.
      createConnection: () => near,
      headers: {
        host: 'localhost',
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      signal,
    });
    sent.on('response', resolve);
    sent.on('error', reject);
    sent.end(body);
  });
}
