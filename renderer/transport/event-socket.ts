/**
 * The one WebSocket of a tab, over which everything is pushed. Only this file knows whether the line is up.
 * It comes back by itself with growing pauses and takes up every subscription again: state begins with a fresh snapshot,
 * a log goes on after the last line that was seen.
 */
import type { Attention, PushEvent, Subscription } from '../../shared/events.ts';
import type { ConnectionState } from '../../shared/transport.ts';
import type { HttpAccess } from './access.ts';
import { createSignal, type ListenError } from './panel-transport.ts';

/** The part of WebSocket that is used, so that a test can stand in for it. */
export interface SocketLike {
  readyState: number;
  send(data: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((close: { code: number }) => void) | null;
}

export interface EventSocketOptions {
  open: () => SocketLike;
  /** Left out where nobody has to be signed in. */
  access?: Pick<HttpAccess, 'key' | 'replace'>;
}

const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5_000;
/** Close code by which the host says that this browser is not signed in, or its access key not good any more. */
const UNAUTHORIZED = 4401;
const OPEN = 1;

interface Listener {
  subscription: Subscription;
  onEvent: (event: PushEvent) => void;
  onError: ((error: ListenError) => void) | undefined;
  lastSeq: number;
}

type ServerMessage = { for: number; event: PushEvent } | { for: number; error: ListenError };

function parseMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('for' in message)) return null;
    return 'event' in message || 'error' in message ? (message as ServerMessage) : null;
  } catch {
    // A message that is no JSON cannot be meant for us; the host never sends one.
    return null;
  }
}

export function createEventSocket({ open, access }: EventSocketOptions) {
  const listeners = new Map<number, Listener>();
  const changes = createSignal<ConnectionState>();
  let state: ConnectionState = 'connecting';
  let socket: SocketLike | null = null;
  let attention: Attention | null = null;
  let nextId = 1;
  let pause = FIRST_PAUSE_MS;
  let retry: ReturnType<typeof setTimeout> | null = null;
  /** The access key that was sent last, and whether the host has accepted it by an answer. */
  let key: string | null = null;
  let isKeyAccepted = true;

  const become = (next: ConnectionState) => {
    if (state === next) return;
    state = next;
    changes.emit(next);
  };

  const send = (message: unknown) => {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(message));
  };

  const subscribe = (id: number, { subscription, lastSeq }: Listener) => {
    const to: Subscription =
      subscription.kind === 'log'
        ? { ...subscription, after: Math.max(subscription.after, lastSeq) }
        : subscription;
    send({ listen: id, to });
  };

  function receive(data: unknown) {
    const message = parseMessage(data);
    if (message === null) return;
    pause = FIRST_PAUSE_MS;
    isKeyAccepted = true;
    const listener = listeners.get(message.for);
    // A message for a subscription that was stopped meanwhile is late, not wrong.
    if (!listener) return;
    if ('error' in message) {
      listener.onError?.(message.error);
      return;
    }
    const { event } = message;
    if (event.kind === 'log') {
      const last = event.lines.at(-1);
      if (last) listener.lastSeq = Math.max(listener.lastSeq, last.seq);
    }
    listener.onEvent(event);
  }

  function connect() {
    retry = null;
    const opened = open();
    socket = opened;
    const greet = () => {
      if (socket !== opened) return;
      if (key !== null) send({ access_key: key });
      become('open');
      if (attention !== null) send({ attention });
      for (const [id, listener] of listeners) subscribe(id, listener);
    };
    opened.onopen = () => {
      if (!access) greet();
      else
        void access.key().then((found) => {
          key = found;
          greet();
        });
    };
    opened.onmessage = ({ data }) => {
      if (socket === opened) receive(data);
    };
    opened.onclose = ({ code }) => {
      if (socket !== opened) return;
      socket = null;
      if (code === UNAUTHORIZED && access && isKeyAccepted && state !== 'unauthorized') {
        // The host may have been started anew: it knows this browser, but not the key.
        isKeyAccepted = false;
        void access.replace(key).then((isReplaced) => {
          if (socket === null && state !== 'unauthorized') isReplaced ? connect() : become('unauthorized');
        });
        return;
      }
      if (code === UNAUTHORIZED || state === 'unauthorized') {
        become('unauthorized');
        return;
      }
      become('lost');
      retry = setTimeout(connect, pause);
      pause = Math.min(pause * 2, MAX_PAUSE_MS);
    };
  }

  return {
    connect,
    state: () => state,
    onState: changes.on,

    listen(
      subscription: Subscription,
      onEvent: (event: PushEvent) => void,
      onError?: (error: ListenError) => void,
    ): () => void {
      const id = nextId++;
      const listener: Listener = { subscription, onEvent, onError, lastSeq: 0 };
      listeners.set(id, listener);
      subscribe(id, listener);
      return () => {
        if (listeners.delete(id)) send({ stop: id });
      };
    },

    attend(next: Attention) {
      if (attention === next) return;
      attention = next;
      send({ attention });
    },

    /** The host wants a token: trying again would not help. */
    refuse() {
      if (retry !== null) clearTimeout(retry);
      retry = null;
      become('unauthorized');
      socket?.close();
    },

    /** Tries at once instead of sitting out the pause: the network or the user has come back. */
    hurry() {
      if (retry === null) return;
      clearTimeout(retry);
      pause = FIRST_PAUSE_MS;
      connect();
    },
  };
}
