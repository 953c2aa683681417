/** What the panel needs of its transport beyond call and listen: the state of the connection, and the attention. */
import type { Attention, PushEvent, Subscription } from '../../shared/events.ts';
import type { ConnectionState, Transport } from '../../shared/transport.ts';
import type { SignInResult } from './access.ts';
import type { SendModelRequest } from './model-requests.ts';
import type { Refusal } from './refusal.ts';

/** Why a subscription ended or could not start. */
export interface ListenError {
  code: string;
  message: string;
  hint: string;
}

export interface PanelTransport extends Transport {
  /** The host's own window takes its colours from the host. A browser keeps its own choice. */
  readonly shownIn: 'window' | 'browser';
  listen(
    subscription: Subscription,
    onEvent: (event: PushEvent) => void,
    onError?: (error: ListenError) => void,
  ): () => void;
  connection(): ConnectionState;
  /** Calls back after each change of {@link connection}. Returns the function that ends it. */
  onConnection(onChange: (state: ConnectionState) => void): () => void;
  /** Tells the host how closely the panel is looked at. It sends less when nobody looks. */
  setAttention(attention: Attention): void;
  /** Calls back with a time by the host's clock, in milliseconds since 1970, whenever one arrives. */
  onHostTime(onTime: (hostTime: number) => void): () => void;
  /** Sends a request to the model of a backend, through the gateway. Its reply may be a stream. */
  sendModelRequest: SendModelRequest;
  /** What the host said when the connection became `refused`. Absent in the host's own window. */
  refusal?(): Refusal | null;
  /** Signs this browser in with the host's token. Absent in the host's own window, where nobody signs in. */
  signIn?(token: string): Promise<SignInResult>;
}

/** A set of listeners that are called with each value. */
export function createSignal<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    emit(value: T) {
      for (const listener of [...listeners]) listener(value);
    },
    on(listener: (value: T) => void) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
