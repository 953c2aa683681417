/** Keeps a client that asks and does not read from filling the memory with replies. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';

/** Requests that one connection may have sent before it has read the replies. No browser sends more than one. */
const MAX_PIPELINED_REQUESTS = 4;
/** Bytes that may wait for the reader of an event stream: a full snapshot of the largest box, and more. */
const MAX_UNREAD_BYTES = 16_000_000;

/**
 * To be called once the server has its handlers and before its first request. They do not get the requests that the parser
 * still finds in what a connection had sent before it was ended: there may be a thousand of them in one chunk.
 */
export function limitPipelining(server: Server): void {
  const unanswered = new WeakMap<Socket, number>();
  const handlers = server.listeners('request') as ((
    request: IncomingMessage,
    response: ServerResponse,
  ) => void)[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (socket.destroyed) return;
    const count = (unanswered.get(socket) ?? 0) + 1;
    if (count > MAX_PIPELINED_REQUESTS) {
      socket.destroy();
      return;
    }
    unanswered.set(socket, count);
    response.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    for (const handler of handlers) handler.call(server, request, response);
  });
}

/** Sends, and ends the connection where its reader has stopped reading long ago. */
export function sendBounded(socket: WebSocket, text: string): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
  else socket.send(text);
}
