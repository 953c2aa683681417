/** The subscriptions of an event socket, and the messages in which the host answers them. They outlive a connection. */
import type { PushEvent, Subscription } from '../../shared/events.ts';
import type { ListenError } from './panel-transport.ts';

interface Subscriber {
  subscription: Subscription;
  onEvent: (event: PushEvent) => void;
  onError: ((error: ListenError) => void) | undefined;
  /** Number of the last log line that was received. */
  lastSeq: number;
}

export type ServerMessage = { for: number; event: PushEvent } | { for: number; error: ListenError };

export class Subscriptions {
  readonly #subscribers = new Map<number, Subscriber>();
  readonly #send: (message: unknown) => void;
  #nextId = 1;

  /** @param send sends a message to the host, if there is a connection */
  constructor(send: (message: unknown) => void) {
    this.#send = send;
  }

  /** @returns the function that ends the subscription */
  add(
    subscription: Subscription,
    onEvent: (event: PushEvent) => void,
    onError?: (error: ListenError) => void,
  ): () => void {
    const id = this.#nextId++;
    this.#subscribers.set(id, { subscription, onEvent, onError, lastSeq: 0 });
    this.#request(id);
    return () => {
      if (this.#subscribers.delete(id)) this.#send({ stop: id });
    };
  }

  /** Asks the host for all subscriptions again, over a new connection. */
  requestAll(): void {
    for (const id of this.#subscribers.keys()) this.#request(id);
  }

  receive(message: ServerMessage): void {
    const subscriber = this.#subscribers.get(message.for);
    // A message may arrive after its subscription has ended.
    if (subscriber === undefined) return;
    if ('error' in message) {
      subscriber.onError?.(message.error);
      return;
    }
    const { event } = message;
    if (event.kind === 'log') subscriber.lastSeq = Math.max(subscriber.lastSeq, event.lines.at(-1)?.seq ?? 0);
    subscriber.onEvent(event);
  }

  #request(id: number): void {
    const subscriber = this.#subscribers.get(id);
    if (subscriber === undefined) return;
    const { subscription, lastSeq } = subscriber;
    const to: Subscription =
      subscription.kind === 'log'
        ? { ...subscription, after: Math.max(subscription.after, lastSeq) }
        : subscription;
    this.#send({ listen: id, to });
  }
}

/** @returns null where the data is no message of the host */
export function parseMessage(data: unknown): ServerMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('for' in message)) return null;
    return 'event' in message || 'error' in message ? (message as ServerMessage) : null;
  } catch {
    // The host sends JSON only.
    return null;
  }
}
