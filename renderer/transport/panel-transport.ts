/** What the panel asks of its line to the host beyond call and listen: how the line is, and how closely one looks. */
import type { Attention, PushEvent, Subscription } from '../../shared/events.ts';
import type { ConnectionState, Transport } from '../../shared/transport.ts';
import type { SignInResult } from './access.ts';

/** Why a subscription ended or could not begin, in words. */
export interface ListenError {
  code: string;
  message: string;
  hint: string;
}

export interface PanelTransport extends Transport {
  /** A window of the host's own takes its colours from the host; a browser keeps its own. */
  readonly shownIn: 'window' | 'browser';
  listen(
    subscription: Subscription,
    onEvent: (event: PushEvent) => void,
    onError?: (error: ListenError) => void,
  ): () => void;
  connection(): ConnectionState;
  /** Calls back upon each change of {@link connection}. Returns the function that ends it. */
  onConnection(onChange: (state: ConnectionState) => void): () => void;
  /** How closely the panel is looked at; the host sends less when nobody looks. */
  setAttention(attention: Attention): void;
  /** Calls back with the host's own clock, in milliseconds since 1970, whenever it is learnt. */
  onHostTime(onTime: (hostTime: number) => void): () => void;
  /** Signs this browser in with the host's token. Absent where nobody has to sign in, as in the host's own window. */
  signIn?(token: string): Promise<SignInResult>;
}

/** A set of listeners and the last value they heard. */
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
