/**
 * The events of one panel, whatever carries them: any number of subscriptions over one line.
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
  type Subscription,
  subscriptionSchema,
} from '../../../shared/events.ts';
import type { Registry } from '../backend/registry.ts';
import type { SubscribeToResources } from '../resources/resource-feed.ts';
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
  /** @param skipped how many lines before these the listener did not get */
  send(lines: LogLine[], skipped: number): void;
  /** False while what was sent is still on its way: lines that come meanwhile are skipped and counted. */
  isWritable(): boolean;
}

/** What the events are made from; the core is one. */
interface EventSources {
  bus: Pick<EventBus, 'subscribe'>;
  registry: Pick<Registry, 'get'>;
  /** @returns the function that ends the subscription */
  subscribeToLog(uid: string, after: number, listener: LogListener): () => void;
  subscribeToResources: SubscribeToResources;
}

export interface FeedOptions {
  core: EventSources;
  send(message: FeedMessage): void;
  /** False while what was sent is still on its way: then changes are held back and merged, and log lines skipped. */
  isWritable(): boolean;
  /** Where the host wants the panel to go; a host in a browser has no such wishes. @returns the function that ends it */
  followNavigation?(listener: (event: NavigationEvent) => void): () => void;
}

interface OpenSubscription {
  close(): void;
  setAttention?(attention: Attention): void;
}

export class EventFeed {
  readonly #options: FeedOptions;
  readonly #subscriptions = new Map<number, OpenSubscription>();
  #attention: Attention = 'focused';

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  /** Takes a request as it came in. Never throws: what is wrong with it is answered in words. */
  take(request: unknown): void {
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
        this.attend(message.attention);
      }
    } catch (error) {
      const known =
        error instanceof SwitchyardError
          ? error
          : new SwitchyardError('internal_error', { name: 'the event stream' }, { cause: error });
      const { code, message, hint } = known.toReply();
      this.#options.send({ for: number, error: { code, message, hint } });
    }
  }

  /** How closely the panel is looked at. */
  attend(attention: Attention): void {
    this.#attention = attention;
    for (const subscription of this.#subscriptions.values()) subscription.setAttention?.(attention);
  }

  /** The panel is gone. */
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
    const { core, isWritable: canTake, send, followNavigation } = this.#options;
    const push = (event: PushEvent) => send({ for: number, event });
    switch (to.kind) {
      case 'state': {
        const subscription = core.bus.subscribe({ send: push, isWritable: canTake });
        subscription.setAttention(this.#attention);
        return subscription;
      }
      case 'log': {
        const { uid } = core.registry.get(to.backend_id).record;
        const close = core.subscribeToLog(uid, to.after, {
          isWritable: canTake,
          send: (lines, skipped) => push({ kind: 'log', backend_id: to.backend_id, lines, skipped }),
        });
        return { close };
      }
      case 'resources': {
        const subscription = core.subscribeToResources((resources) => {
          // One that is late is past: the next one tells more.
          if (canTake()) push({ kind: 'resources', resources });
        });
        subscription.setAttention(this.#attention);
        return subscription;
      }
      case 'navigation':
        return { close: followNavigation?.(push) ?? (() => undefined) };
    }
  }
}
