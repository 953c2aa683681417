/**
 * The event stream over one WebSocket per panel (`GET /API/events`). State and any number of logs share it, since a
 * browser opens only six HTTP streams per host. The messages are those of core/api/event-feed.ts, as JSON. A page cannot
 * send a header with a WebSocket, so its first message is `{"access_key": "…"}`; before that it gets no events.
 */
import type { WebSocket } from 'ws';
import { messageOf, SwitchyardError } from '../../shared/errors.ts';
import type { Caller } from '../core/api/dispatch.ts';
import { EventFeed } from '../core/api/event-feed.ts';
import type { Core } from '../core/create-core.ts';
import { sendBounded } from './replies/unread-replies.ts';

/** Bytes on their way to a panel above which changes wait and are merged. */
const MAX_BUFFERED_BYTES = 1_000_000;
/** Milliseconds until a connection without a valid key is closed. */
const AUTHORIZATION_TIMEOUT = 10_000;
/** Milliseconds between two pings of an open connection. */
const PING_INTERVAL = 25_000;
/** Number of connections that may wait for their key; further ones are closed. */
const MAX_UNAUTHORIZED = 64;
/** Close codes: after the first the panel signs in, after the second it connects again later. */
const UNAUTHORIZED = 4401;
const TRY_AGAIN_LATER = 1013;

export interface SocketAuthorization {
  /** Who asked for the connection, if the request had a valid token or key, or needed none. */
  caller: Caller | null;
  /** Who has this access key. @throws SwitchyardError for a wrong one */
  checkKey: (accessKey: string) => Caller;
}

export class EventSockets {
  readonly #core: Core;
  #unauthorized = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  accept(socket: WebSocket, { caller, checkKey }: SocketAuthorization): void {
    socket.on('error', () => {
      // 'close' follows, and ends the subscriptions.
    });
    if (caller) {
      this.#connect(socket, caller);
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
      const key = findAccessKey(readJson(String(data)));
      let found: Caller;
      try {
        if (key === null) throw new SwitchyardError('unauthorized');
        found = checkKey(key);
      } catch (error) {
        socket.close(UNAUTHORIZED, messageOf(error));
        return;
      }
      this.#connect(socket, found);
    });
  }

  #connect(socket: WebSocket, caller: Caller): void {
    const feed = new EventFeed({
      sources: this.#core,
      caller,
      isWritable: () => socket.bufferedAmount < MAX_BUFFERED_BYTES,
      send: (message) => sendBounded(socket, JSON.stringify(message)),
    });
    // Proxies end connections on which nothing is sent, often after a minute.
    const ping = setInterval(() => socket.ping(), PING_INTERVAL);
    ping.unref();
    socket.on('message', (data) => feed.handle(readJson(String(data))));
    socket.on('close', () => {
      clearInterval(ping);
      feed.close();
    });
  }
}

function findAccessKey(message: unknown): string | null {
  if (typeof message !== 'object' || message === null || !('access_key' in message)) return null;
  return typeof message.access_key === 'string' ? message.access_key : null;
}

/** @returns undefined, which is no valid request, if the text is not JSON */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
