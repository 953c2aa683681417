/**
 * The events of one panel, over whatever transport: any number of subscriptions over one connection.
 *
 * panel → host: `{listen: n, to: subscription}`, `{stop: n}`, `{attention: "focused" | "visible" | "hidden"}`;
 * host → panel: `{for: n, event}`, `{for: n, error: {code, message, hint}}`.
 */
import { z } from 'zod';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  type Attention,
  attentions,
  type LogLine,
  type NavigationEvent,
  type PushEvent,
  type StateEvent,
  type Subscription,
  subscriptionSchema,
} from '../../../shared/events.ts';
import { type Permission, permissions } from '../../../shared/operations.ts';
import type { Registry } from '../backend/registry.ts';
import type { SubscribeToResources } from '../resources/resource-feed.ts';
import type { Caller } from './dispatch.ts';
import type { EventBus } from './event-bus.ts';

const MAX_SUBSCRIPTIONS = 64;

const requestSchema = z.union([
  z.object({ listen: z.int(), to: subscriptionSchema }),
  z.object({ stop: z.int() }),
  z.object({ attention: z.enum(attentions) }),
]);

export type FeedMessage =
  | { for: number; event: PushEvent }
  | { for: number; error: { code: string; message: string; hint: string } };

export interface LogListener {
  /** @param skipped number of lines before these that the listener did not get */
  send(lines: LogLine[], skipped: number): void;
  /** False while sent lines are still on their way: lines that come meanwhile are skipped and counted. */
  isWritable(): boolean;
}

/** Where the events come from, as the core has it. */
interface EventSources {
  bus: Pick<EventBus, 'subscribe'>;
  registry: Pick<Registry, 'get'>;
  /** @returns a function that ends the subscription */
  subscribeToLog(uid: string, after: number, listener: LogListener): () => void;
  subscribeToResources: SubscribeToResources;
  /** See {@link Core.subscribeToActivity}. */
  subscribeToActivity(listener: (lastSeq: number) => void): () => void;
}

export interface FeedOptions {
  sources: EventSources;
  /** Who listens: each subscription needs a permission. */
  caller: Caller;
  send(message: FeedMessage): void;
  /** False while sent messages are still on their way: then changes are held back and merged, and log lines skipped. */
  isWritable(): boolean;
  /** Navigation that the host asks for; left out where the panel is in a browser. @returns a function that ends it */
  subscribeToNavigation?(listener: (event: NavigationEvent) => void): () => void;
}

interface OpenSubscription {
  close(): void;
  setAttention?(attention: Attention): void;
}

/** What each subscription needs; navigation is the host's own window alone. */
const PERMISSIONS: Record<Subscription['kind'], Permission | null> = {
  state: 'view_backends_list',
  log: 'view_logs',
  resources: 'read_server_info_panels',
  activity: 'view_logs',
  navigation: null,
};

export class EventFeed {
  readonly #options: FeedOptions;
  readonly #subscriptions = new Map<number, OpenSubscription>();
  #attention: Attention = 'focused';

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Handles a request as it came from the panel. Never throws: an invalid request is answered with an error. */
  handle(request: unknown): void {
    let number = -1;
    try {
      const parsed = requestSchema.safeParse(request);
      if (!parsed.success) throw new SwitchyardError('bad_body', { reason: 'it is not a JSON object' });
      const message = parsed.data;
      if ('listen' in message) {
        number = message.listen;
        this.#listen(number, message.to);
      } else if ('stop' in message) {
        this.#stop(message.stop);
      } else {
        this.setAttention(message.attention);
      }
    } catch (error) {
      const known =
        error instanceof SwitchyardError
          ? error
          : new SwitchyardError('internal_error', { name: 'the event stream' }, { cause: error });
      const { code, message, hint, details } = known.toReply();
      this.#options.send({ for: number, error: { code, message, hint, ...(details && { details }) } });
    }
  }

  /** For all subscriptions, also later ones. */
  setAttention(attention: Attention): void {
    this.#attention = attention;
    for (const subscription of this.#subscriptions.values()) subscription.setAttention?.(attention);
  }

  /** Ends all subscriptions. */
  close(): void {
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#subscriptions.clear();
  }

  #stop(number: number): void {
    this.#subscriptions.get(number)?.close();
    this.#subscriptions.delete(number);
  }

  #listen(number: number, to: Subscription): void {
    this.#stop(number);
    if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS)
      throw new SwitchyardError('bad_body', { reason: 'too many subscriptions' });
    this.#subscriptions.set(number, this.#open(number, to));
  }

  #open(number: number, to: Subscription): OpenSubscription {
    const { caller, sources: core, isWritable, send, subscribeToNavigation } = this.#options;
    const needed = PERMISSIONS[to.kind];
    if (needed !== null && !caller.permissions.has(needed))
      throw new SwitchyardError('bad_permissions', { operation: `the events '${to.kind}'` });
    const push = (event: PushEvent) => send({ for: number, event });
    switch (to.kind) {
      case 'state': {
        const subscription = core.bus.subscribe({
          send: (event) => push(withPermissions(event, caller)),
          isWritable,
        });
        subscription.setAttention(this.#attention);
        return subscription;
      }
      case 'log': {
        const { uid } = core.registry.get(to.backend_id).record;
        const close = core.subscribeToLog(uid, to.after, {
          isWritable,
          send: (lines, skipped) => push({ kind: 'log', backend_id: to.backend_id, lines, skipped }),
        });
        return { close };
      }
      case 'resources': {
        const subscription = core.subscribeToResources((resources) => {
          // A sample that cannot be sent now is dropped, because the next one replaces it.
          if (isWritable()) push({ kind: 'resources', resources });
        });
        subscription.setAttention(this.#attention);
        return subscription;
      }
      case 'activity':
        return { close: core.subscribeToActivity((last_seq) => push({ kind: 'activity', last_seq })) };
      case 'navigation':
        return { close: subscribeToNavigation?.(push) ?? (() => undefined) };
    }
  }
}

/** A panel hides what its caller may not do. */
function withPermissions(event: StateEvent, caller: Caller): StateEvent {
  if (event.kind !== 'snapshot' || caller.permissions.size === permissions.length) return event;
  return { ...event, permissions: [...caller.permissions] };
}
