/**
 * The event stream over one WebSocket per panel (`GET /API/events`): state and any number of logs share it, since a browser
 * opens only six HTTP streams per host. The messages are those of core/api/event-feed.ts, as JSON. A page cannot send a
 * header with a WebSocket, so its first message is `{"access_key": "…"}`; until then it is told nothing.
 */
import type { WebSocket } from 'ws';
import { EventFeed } from '../core/api/event-feed.ts';
import type { Core } from '../core/create-core.ts';

/** Bytes on their way to one panel above which changes are held back and merged. */
const BUSY_BYTES = 1_000_000;
/** Milliseconds that a connection has to say who it is. */
const AUTHORIZATION_TIMEOUT = 10_000;
/** Connections that have not said it yet; more are turned away. */
const MAX_UNAUTHORIZED = 64;
/** Close codes of ours; a panel signs in upon the first and comes back later upon the second. */
const UNAUTHORIZED = 4401;
const TRY_AGAIN_LATER = 1013;

export interface SocketAuthorization {
  /** True where the request for the connection carried a good token, or where none is asked for. */
  isAuthorized: boolean;
  isGoodKey: (accessKey: string) => boolean;
}

export class EventSockets {
  readonly #core: Core;
  #unauthorized = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  accept(socket: WebSocket, { isAuthorized, isGoodKey }: SocketAuthorization): void {
    socket.on('error', () => {
      // The close that follows cleans up.
    });
    if (isAuthorized) {
      this.#serve(socket);
      return;
    }
    if (this.#unauthorized >= MAX_UNAUTHORIZED) {
      socket.close(TRY_AGAIN_LATER);
      return;
    }
    this.#unauthorized++;
    const timer = setTimeout(() => socket.close(UNAUTHORIZED), AUTHORIZATION_TIMEOUT);
    let isWaiting = true;
    const stopWaiting = () => {
      if (!isWaiting) return;
      isWaiting = false;
      this.#unauthorized--;
      clearTimeout(timer);
    };
    socket.once('close', stopWaiting);
    socket.once('message', (data) => {
      stopWaiting();
      const key = accessKeyOf(readJson(String(data)));
      if (key !== null && isGoodKey(key)) this.#serve(socket);
      else socket.close(UNAUTHORIZED);
    });
  }

  #serve(socket: WebSocket): void {
    const feed = new EventFeed({
      sources: this.#core,
      isWritable: () => socket.bufferedAmount < BUSY_BYTES,
      send: (message) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
      },
    });
    socket.on('message', (data) => feed.handle(readJson(String(data))));
    socket.on('close', () => feed.close());
  }
}

function accessKeyOf(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('access_key' in message)) return null;
  return typeof message.access_key === 'string' ? message.access_key : null;
}

/** @returns undefined, which is no request, where the text is no JSON */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
