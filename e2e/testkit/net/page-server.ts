/** Backends of a test with pages: what they are asked is recorded, and what they open as a WebSocket is sent back. */
import { type IncomingMessage, request as openRequest, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import type { Backends } from '../backends.ts';
import { addModelServer } from './model-server.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A server with pages, added as a backend, that records what it is asked; `answer` may reply otherwise. */
export async function addPages(
  backends: Backends,
  answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
  settings: Record<string, string | number> = {},
) {
  const seen: Seen[] = [];
  const { id, address, server } = await addModelServer(
    backends,
    async (request, response) => {
      if (answer(request, response)) return;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body: Buffer.concat(chunks).toString('latin1') });
      response.setHeader('content-type', 'text/html').end(`<a href="./next">${url}</a>`);
    },
    { models: ['m'], title: 'A page', settings },
  );
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    socket.send(`hello ${request.url}`);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
  });
  onTestFinished(() => {
    for (const client of sockets.clients) client.terminate();
  });
  return { id, seen, sockets, address };
}

/** By the raw client, for `fetch` writes some headers itself. */
export const ask = (url: string, headers: Record<string, string>, method = 'GET') =>
  new Promise<{ status: number | undefined; headers: IncomingMessage['headers']; text: string }>(
    (resolve, reject) => {
      openRequest(url, { method, headers }, async (reply) => {
        const chunks: Buffer[] = [];
        for await (const chunk of reply) chunks.push(chunk as Buffer);
        resolve({
          status: reply.statusCode,
          headers: reply.headers,
          text: Buffer.concat(chunks).toString(),
        });
      })
        .on('error', reject)
        .end();
    },
  );
