/** The transport of a browser: calls over HTTP, events over one WebSocket. */
import { createEventSocket, type SocketLike } from './event-socket.ts';
import { createHttpCalls } from './http-calls.ts';
import { createSignal, type PanelTransport } from './panel-transport.ts';

export interface HttpTransportOptions {
  fetch: typeof fetch;
  openSocket: () => SocketLike;
}

export interface HttpTransport extends PanelTransport {
  /** Tries to reach a lost host at once. */
  hurry(): void;
}

export function createHttpTransport({ fetch, openSocket }: HttpTransportOptions): HttpTransport {
  const socket = createEventSocket({ open: openSocket });
  const hostTime = createSignal<number>();
  const calls = createHttpCalls({
    fetch,
    onUnauthorized: () => socket.refuse(),
    onHostTime: hostTime.emit,
  });
  socket.connect();
  return {
    shownIn: 'browser',
    call: calls.call,
    listen: socket.listen,
    connection: socket.state,
    onConnection: socket.onState,
    attend: socket.attend,
    onHostTime: hostTime.on,
    hurry: socket.hurry,
  };
}
