/**
 * Pushes the picture of all backends to whoever listens: a snapshot, then numbered changes, coalesced per listener to what
 * its attention is worth. Nothing is computed while nobody looks.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import type { Attention, HostInfo, Notice, StateEvent } from '../../../shared/events.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds between two events: at most 60 a second to a focused window, one a second to one that is only visible. */
const INTERVALS: Record<Exclude<Attention, 'hidden'>, number> = { focused: 16, visible: 1000 };
/** How soon a listener that could not take more is asked again, in milliseconds. */
const BUSY_RETRY = 100;

export interface StateSource {
  list(): FullBackend[];
  /** Undefined once it is gone. */
  get(id: number): FullBackend | undefined;
  notices(): Notice[];
  host(): HostInfo;
}

export interface StateListener {
  send(event: StateEvent): void;
  /** False while what was sent is still on its way: then changes wait and are merged. */
  isWritable?(): boolean;
}

export interface StateSubscription {
  setAttention(attention: Attention): void;
  close(): void;
}

interface Subscriber {
  listener: StateListener;
  attention: Attention;
  /** Whether somebody looks through it. */
  looks: boolean;
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
  readonly #picture: StateSource;
  readonly #subscribers = new Set<Subscriber>();
  readonly #attentionListeners = new Set<(attention: Attention) => void>();

  constructor(clock: Clock, picture: StateSource) {
    this.#clock = clock;
    this.#picture = picture;
  }

  /**
   * Sends the snapshot before it returns.
   * @param looks false for what follows the states and shows no measurements, such as a tray: nothing is measured for it
   */
  subscribe(listener: StateListener, { looks = true } = {}): StateSubscription {
    const subscriber: Subscriber = {
      listener,
      attention: 'focused',
      looks,
      sequence: 0,
      changed: new Set(),
      removed: new Set(),
      noticesChanged: false,
      hostChanged: false,
      lastSent: this.#clock.now(),
      cancelTimer: null,
    };
    this.#subscribers.add(subscriber);
    listener.send({
      kind: 'snapshot',
      sequence: 0,
      backends: this.#picture.list(),
      notices: this.#picture.notices(),
      host: this.#picture.host(),
    });
    this.#tellAttention();
    return {
      setAttention: (attention) => {
        subscriber.attention = attention;
        subscriber.cancelTimer?.();
        subscriber.cancelTimer = null;
        this.#schedule(subscriber);
        this.#tellAttention();
      },
      close: () => {
        subscriber.cancelTimer?.();
        this.#subscribers.delete(subscriber);
        this.#tellAttention();
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

  /** What the host says of itself is different: locked, or of another colour. */
  hostChanged(): void {
    for (const subscriber of this.#subscribers) {
      subscriber.hostChanged = true;
      this.#schedule(subscriber);
    }
  }

  /** The closest attention that anybody pays; `hidden` when nobody looks. */
  get attention(): Attention {
    const all = [...this.#subscribers].filter(({ looks }) => looks).map(({ attention }) => attention);
    return all.includes('focused') ? 'focused' : all.includes('visible') ? 'visible' : 'hidden';
  }

  /** Called whenever {@link attention} may have changed: for what is measured only while somebody looks. */
  onAttention(listener: (attention: Attention) => void): () => void {
    this.#attentionListeners.add(listener);
    return () => this.#attentionListeners.delete(listener);
  }

  #tellAttention(): void {
    for (const listener of this.#attentionListeners) listener(this.attention);
  }

  #schedule(subscriber: Subscriber): void {
    if (subscriber.cancelTimer || subscriber.attention === 'hidden') return;
    const { changed, removed, noticesChanged, hostChanged } = subscriber;
    if (changed.size === 0 && removed.size === 0 && !noticesChanged && !hostChanged) return;
    const due = subscriber.lastSent + INTERVALS[subscriber.attention] - this.#clock.now();
    subscriber.cancelTimer = this.#clock.setTimer(Math.max(0, due), () => this.#send(subscriber));
  }

  #send(subscriber: Subscriber): void {
    subscriber.cancelTimer = null;
    if (subscriber.listener.isWritable?.() === false) {
      subscriber.cancelTimer = this.#clock.setTimer(BUSY_RETRY, () => this.#send(subscriber));
      return;
    }
    const changed: FullBackend[] = [];
    for (const id of subscriber.changed) {
      const backend = this.#picture.get(id);
      if (backend) changed.push(backend);
    }
    subscriber.sequence++;
    subscriber.lastSent = this.#clock.now();
    const event: StateEvent = {
      kind: 'changes',
      sequence: subscriber.sequence,
      changed,
      removed: [...subscriber.removed],
    };
    if (subscriber.noticesChanged) event.notices = this.#picture.notices();
    if (subscriber.hostChanged) event.host = this.#picture.host();
    subscriber.changed.clear();
    subscriber.removed.clear();
    subscriber.noticesChanged = false;
    subscriber.hostChanged = false;
    subscriber.listener.send(event);
  }
}
