/** The bridge between a panel and a host, fixed at two functions, and the typed client over it. */
import type { ErrorReply } from './errors.ts';
import type { PushEvent, Subscription } from './events.ts';
import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operationsByName,
} from './operations.ts';

/** A reply as data: errors thrown across IPC would lose their fields. */
export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; error: ErrorReply };

/** State of the line between panel and host. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'unauthorized';

export interface Transport {
  /** Never rejects: a broken line is an envelope with `code: 'unreachable'` too. */
  call(name: string, input: unknown): Promise<Envelope | { ok: false; error: TransportError }>;
  /**
   * Events in order from now on, beginning with a snapshot (state) or the kept lines (log); after a broken line it
   * begins again with a snapshot. Returns the function that ends it.
   */
  listen(subscription: Subscription, onEvent: (event: PushEvent) => void): () => void;
}

/** What the host sends for one subscription: an event, or why there is none. */
export type EventOrError = { event: PushEvent } | { error: { code: string; message: string; hint: string } };

/** What the preload script puts into the desktop window, and all it puts there. */
export interface Bridge {
  /** Rejects where the input cannot be cloned, and for a frame that may not call. */
  call(name: string, input: unknown): Promise<Envelope>;
  listen(subscription: Subscription, onReply: (reply: EventOrError) => void): () => void;
}

/** What a transport says when the host could not be reached at all. */
export interface TransportError {
  code: 'unreachable' | 'unauthorized';
  message: string;
  hint: string;
}

/** What the client throws: an operation's error with its words and hint. */
export class CallError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(error: ErrorReply | TransportError) {
    super(error.message);
    this.name = 'CallError';
    this.code = error.code;
    this.hint = error.hint;
  }
}

export type Client = {
  [N in OperationName]: (
    ...args: Partial<OperationInput<N>> extends OperationInput<N>
      ? [input?: OperationInput<N>]
      : [input: OperationInput<N>]
  ) => Promise<OperationOutput<N>>;
};

/** The typed client of every host: one function per operation, made from the table. @throws CallError */
export function createClient(transport: Transport): Client {
  const call = async (name: string, input: unknown) => {
    const reply = await transport.call(name, input ?? {});
    if (!reply.ok) throw new CallError(reply.error);
    return reply.value;
  };
  return Object.fromEntries(
    [...operationsByName.keys()].map((name) => [name, (input: unknown) => call(name, input)]),
  ) as Client;
}
