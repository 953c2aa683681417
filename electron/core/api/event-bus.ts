/**
 * Sends the state of all backends to every listener: a snapshot, then numbered changes. How many changes are merged into one
 * event depends on the attention of the listener. While nobody looks, nothing is computed.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import type { Attention, HostInfo, Notice, StateEvent } from '../../../shared/events.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds between two events: at most 60 a second to a focused window, one a second to one that is only visible. */
const INTERVALS: Record<Exclude<Attention, 'hidden'>, number> = { focused: 16, visible: 1000 };
/** Milliseconds after which a listener that was not writable is tried again. */
const BUSY_RETRY_INTERVAL = 100;

export interface StateSource {
  list(): FullBackend[];
  /** Undefined once the backend is removed. */
  get(id: number): FullBackend | undefined;
  notices(): Notice[];
  host(): HostInfo;
}

export interface StateListener {
  send(event: StateEvent): void;
  /** False while sent events are still on their way: then changes wait and are merged. */
  isWritable?(): boolean;
}

export interface StateSubscription {
  setAttention(attention: Attention): void;
  close(): void;
}

interface Subscriber {
  listener: StateListener;
  attention: Attention;
  isViewer: boolean;
  /** False until it was sent: a listener that does not read its snapshot gets no second one to keep for it. */
  hasSnapshot: boolean;
  sequence: number;
  changed: Set<number>;
  removed: Set<number>;
  noticesChanged: boolean;
  hostChanged: boolean;
  lastSent: number;
  cancelTimer: (() => void) | null;
}

export class EventBus {
  readonly #clock: Clock;
  readonly #source: StateSource;
  readonly #subscribers = new Set<Subscriber>();
  readonly #attentionListeners = new Set<(attention: Attention) => void>();

  constructor(clock: Clock, source: StateSource) {
    this.#clock = clock;
    this.#source = source;
  }

  /**
   * Sends the snapshot before it returns, or once the listener is writable.
   * @param options.isViewer false for a listener that shows states only, such as a tray: nothing is measured for it
   */
  subscribe(listener: StateListener, { isViewer = true }: { isViewer?: boolean } = {}): StateSubscription {
    const subscriber: Subscriber = {
      listener,
      attention: 'focused',
      isViewer,
      hasSnapshot: false,
      sequence: 0,
      changed: new Set(),
      removed: new Set(),
      noticesChanged: false,
      hostChanged: false,
      lastSent: this.#clock.now(),
      cancelTimer: null,
    };
    this.#subscribers.add(subscriber);
    this.#send(subscriber);
    this.#reportAttention();
    return {
      setAttention: (attention) => {
        subscriber.attention = attention;
        subscriber.cancelTimer?.();
        subscriber.cancelTimer = null;
        this.#schedule(subscriber);
        this.#reportAttention();
      },
      close: () => {
        subscriber.cancelTimer?.();
        this.#subscribers.delete(subscriber);
        this.#reportAttention();
      },
    };
  }

  changed(id: number): void {
    for (const subscriber of this.#subscribers) {
      subscriber.removed.delete(id);
      subscriber.changed.add(id);
      this.#schedule(subscriber);
    }
  }

  removed(id: number): void {
    for (const subscriber of this.#subscribers) {
      subscriber.changed.delete(id);
      subscriber.removed.add(id);
      this.#schedule(subscriber);
    }
  }

  noticesChanged(): void {
    for (const subscriber of this.#subscribers) {
      subscriber.noticesChanged = true;
      this.#schedule(subscriber);
    }
  }

  /** The HostInfo has changed: settings were locked, or the colour scheme is another. */
  hostChanged(): void {
    for (const subscriber of this.#subscribers) {
      subscriber.hostChanged = true;
      this.#schedule(subscriber);
    }
  }

  /** The closest attention of all viewers; `hidden` when there is none. */
  get attention(): Attention {
    const all = [...this.#subscribers].filter(({ isViewer }) => isViewer).map(({ attention }) => attention);
    return all.includes('focused') ? 'focused' : all.includes('visible') ? 'visible' : 'hidden';
  }

  /** The listener is called whenever {@link attention} may have changed. @returns a function that ends it */
  onAttention(listener: (attention: Attention) => void): () => void {
    this.#attentionListeners.add(listener);
    return () => this.#attentionListeners.delete(listener);
  }

  #reportAttention(): void {
    for (const listener of this.#attentionListeners) listener(this.attention);
  }

  #schedule(subscriber: Subscriber): void {
    if (subscriber.cancelTimer || subscriber.attention === 'hidden') return;
    const { hasSnapshot, changed, removed, noticesChanged, hostChanged } = subscriber;
    if (hasSnapshot && changed.size === 0 && removed.size === 0 && !noticesChanged && !hostChanged) return;
    const due = subscriber.lastSent + INTERVALS[subscriber.attention] - this.#clock.now();
    subscriber.cancelTimer = this.#clock.setTimer(Math.max(0, due), () => this.#send(subscriber));
  }

  #send(subscriber: Subscriber): void {
    subscriber.cancelTimer = null;
    if (subscriber.listener.isWritable?.() === false) {
      subscriber.cancelTimer = this.#clock.setTimer(BUSY_RETRY_INTERVAL, () => this.#send(subscriber));
      return;
    }
    const event = subscriber.hasSnapshot ? this.#changesFor(subscriber) : this.#snapshot();
    subscriber.hasSnapshot = true;
    subscriber.lastSent = this.#clock.now();
    subscriber.changed.clear();
    subscriber.removed.clear();
    subscriber.noticesChanged = false;
    subscriber.hostChanged = false;
    subscriber.listener.send(event);
  }

  #snapshot(): StateEvent {
    return {
      kind: 'snapshot',
      sequence: 0,
      backends: this.#source.list(),
      notices: this.#source.notices(),
      host: this.#source.host(),
    };
  }

  #changesFor(subscriber: Subscriber): StateEvent {
    const changed: FullBackend[] = [];
    for (const id of subscriber.changed) {
      const backend = this.#source.get(id);
      if (backend) changed.push(backend);
    }
    subscriber.sequence++;
    const event: StateEvent = {
      kind: 'changes',
      sequence: subscriber.sequence,
      changed,
      removed: [...subscriber.removed],
    };
    if (subscriber.noticesChanged) event.notices = this.#source.notices();
    if (subscriber.hostChanged) event.host = this.#source.host();
    return event;
  }
}
