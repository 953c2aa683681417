/** How a panel talks to a host: the transport with its two functions, and the typed client on top of it. */
import type { ErrorReply } from './errors.ts';
import type { PushEvent, Subscription } from './events.ts';
import {
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operationsByName,
} from './operations.ts';
import type { WireError } from './words/error-text.ts';

/** The reply to a call, as data: an error thrown across IPC would lose its fields. */
export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; error: ErrorReply };

/** State of the connection between panel and host. `refused`: the host does not take calls from the address of this page. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'unauthorized' | 'refused';

export interface Transport {
  /** Never rejects. A lost connection is an envelope with `code: 'unreachable'`. */
  call(name: string, input: unknown): Promise<Envelope | { ok: false; error: TransportError }>;
  /**
   * Events in order, beginning with a snapshot (state) or the kept lines (log). After the connection was lost they begin
   * again with a snapshot. @returns the function that ends the subscription
   */
  listen(subscription: Subscription, onEvent: (event: PushEvent) => void): () => void;
}

/** A request for a model, as a subscription of the host's own window: it receives the reply, and its end ends the request. */
export interface ModelReplySubscription {
  kind: 'model_reply';
  /** Such as `v1/chat/completions`. */
  path: string;
  /** Sent as JSON. */
  body: object;
}

/** The parts of a reply in their order: once its head, then pieces of its text, then its end, or why it breaks off. */
export type ModelReplyMessage =
  | { head: { status: number; content_type: string } }
  | { text: string }
  | { end: true }
  | { failure: string };

/** What a subscription receives: an event, or why there will be none. */
export type EventOrError = { event: PushEvent } | { error: WireError };

/** All that the preload script puts into the desktop window, as `window.switchyard`. */
export interface Bridge {
  /** Rejects if the input cannot be cloned, or if the frame may not call. */
  call(name: string, input: unknown): Promise<Envelope>;
  listen(subscription: Subscription, onReply: (reply: EventOrError) => void): () => void;
  listen(
    subscription: ModelReplySubscription,
    onReply: (reply: ModelReplyMessage | EventOrError) => void,
  ): () => void;
}

/** The error of a transport that did not reach the host. */
export interface TransportError {
  code: 'unreachable' | 'unauthorized';
  message: string;
  hint: string;
}

/** What the client throws: the error of the operation or of the transport. */
export class CallError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly details: WireError['details'];

  constructor(error: WireError) {
    super(error.message);
    this.name = 'CallError';
    this.code = error.code;
    this.hint = error.hint;
    this.details = error.details;
  }
}

export type Client = {
  [N in OperationName]: (
    ...args: Partial<OperationInput<N>> extends OperationInput<N>
      ? [input?: OperationInput<N>]
      : [input: OperationInput<N>]
  ) => Promise<OperationOutput<N>>;
};

/** The typed client: a function for each operation of the table. Each throws {@link CallError}. */
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
