/** The transport of a browser: calls over HTTP, events over one WebSocket. */
import type { HttpAccess } from './access.ts';
import { createEventSocket, type SocketLike } from './event-socket.ts';
import { createHttpCalls } from './http-calls.ts';
import { createSignal, type PanelTransport } from './panel-transport.ts';

export interface HttpTransportOptions {
  fetch: typeof fetch;
  openSocket: () => SocketLike;
  access: HttpAccess;
}

export interface HttpTransport extends PanelTransport {
  /** Tries to reach a lost host at once. */
  reconnectNow(): void;
}

export function createHttpTransport({ fetch, openSocket, access }: HttpTransportOptions): HttpTransport {
  const socket = createEventSocket({ open: openSocket, access });
  const hostTime = createSignal<number>();
  const calls = createHttpCalls({
    fetch,
    access,
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
    setAttention: socket.attend,
    onHostTime: hostTime.on,
    reconnectNow: socket.hurry,
    signIn: (token) => access.signIn({ token }),
  };
}
