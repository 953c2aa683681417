/** Sends the lines of a log to whoever subscribes: first those that are kept, then new ones, in batches. */
import type { LogLine } from '../../../shared/events.ts';
import type { Clock } from '../clock.ts';
import type { LineRing } from './line-ring.ts';

/** Milliseconds between two batches to a subscriber, and lines of a batch. */
const BATCH_INTERVAL = 50;
const MAX_BATCH_LINES = 500;

/** Called with what came since the last call, and with the number of lines before these that came too fast to be sent. */
export type LinesListener = (lines: LogLine[], skipped: number) => void;

interface Subscriber {
  /** Number of the line to be sent next. */
  nextSeq: number;
  /** No line up to this number is skipped: those that were there when it came. */
  backlogUntil: number;
  onLines: LinesListener;
  cancelTimer: (() => void) | null;
}

export class LogSubscribers {
  readonly #clock: Clock;
  readonly #ring: LineRing;
  /** Number of the newest line of the log; 0 when there is none. */
  readonly #lastSeq: () => number;
  readonly #subscribers = new Set<Subscriber>();

  constructor(clock: Clock, ring: LineRing, lastSeq: () => number) {
    this.#clock = clock;
    this.#ring = ring;
    this.#lastSeq = lastSeq;
  }

  /** @param after number of the last line that the subscriber has; 0: it has none @returns a function that ends it */
  add(after: number, onLines: LinesListener): () => void {
    const lastSeq = this.#lastSeq();
    const subscriber: Subscriber = {
      // A number that was never given comes from an earlier run of the program: what the subscriber has seen is not
      // known, so it gets all that is kept.
      nextSeq: after === 0 || after > lastSeq ? this.#firstKept : after + 1,
      backlogUntil: lastSeq,
      onLines,
      cancelTimer: null,
    };
    this.#subscribers.add(subscriber);
    // Not within this call: the caller does not have the function yet that ends the subscription.
    this.#schedule(subscriber, 0);
    return () => {
      this.#subscribers.delete(subscriber);
      subscriber.cancelTimer?.();
    };
  }

  /** There are new lines in the ring. */
  linesAdded(): void {
    for (const subscriber of this.#subscribers)
      if (subscriber.cancelTimer === null) this.#schedule(subscriber, BATCH_INTERVAL);
  }

  /** Ends all subscriptions. */
  clear(): void {
    for (const subscriber of this.#subscribers) subscriber.cancelTimer?.();
    this.#subscribers.clear();
  }

  get #firstKept(): number {
    return this.#ring.firstSeq ?? this.#lastSeq() + 1;
  }

  #schedule(subscriber: Subscriber, delayMs: number): void {
    subscriber.cancelTimer = this.#clock.setTimer(delayMs, () => {
      subscriber.cancelTimer = null;
      this.#deliver(subscriber);
    });
  }

  #deliver(subscriber: Subscriber): void {
    const lastSeq = this.#lastSeq();
    let from = Math.max(subscriber.nextSeq, this.#firstKept);
    const until =
      from <= subscriber.backlogUntil
        ? Math.min(subscriber.backlogUntil, from + MAX_BATCH_LINES - 1)
        : lastSeq;
    from = Math.max(from, until - MAX_BATCH_LINES + 1);
    const skipped = from - subscriber.nextSeq;
    if (until < from) return;
    subscriber.nextSeq = until + 1;
    if (until < lastSeq) this.#schedule(subscriber, 0);
    subscriber.onLines(this.#ring.range(from, until), skipped);
  }
}
