/** The transport of a browser: calls over HTTP, events over one WebSocket. */
import type { HttpAccess } from './access.ts';
import { EventSocket, type SocketLike } from './event-socket.ts';
import { createHttpCalls } from './http-calls.ts';
import { createModelRequests } from './model-requests.ts';
import { createSignal, type PanelTransport } from './panel-transport.ts';
import { askForRefusal, type Refusal } from './refusal.ts';

export interface HttpTransportOptions {
  fetch: typeof fetch;
  openSocket: () => SocketLike;
  access: HttpAccess;
}

export interface HttpTransport extends PanelTransport {
  /** Connects to a lost host at once instead of after a delay. */
  reconnectNow(): void;
}

export function createHttpTransport({ fetch, openSocket, access }: HttpTransportOptions): HttpTransport {
  let refusal: Refusal | null = null;
  const isRefused = async () => {
    refusal = await askForRefusal(fetch);
    return refusal !== null;
  };
  const socket = new EventSocket({ open: openSocket, access, isRefused });
  const hostTime = createSignal<number>();
  const calls = createHttpCalls({
    fetch,
    access,
    onUnauthorized: () => socket.setUnauthorized(),
    onHostTime: hostTime.emit,
  });
  socket.connect();
  return {
    shownIn: 'browser',
    call: calls.call,
    listen: (subscription, onEvent, onError) => socket.subscriptions.add(subscription, onEvent, onError),
    connection: () => socket.state,
    onConnection: (onChange) => socket.onState(onChange),
    setAttention: (attention) => socket.setAttention(attention),
    onHostTime: hostTime.on,
    reconnectNow: () => socket.reconnectNow(),
    sendModelRequest: createModelRequests({ fetch, access }),
    refusal: () => refusal,
    signIn: (token) => access.signIn({ token }),
  };
}
