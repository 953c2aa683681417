/**
 * Who may send a request to a backend now, and who waits. At most so many are under way as the backend takes at the same time;
 * the others wait in the order in which they came, and callers take turns, so that one with many requests holds up nobody else.
 */
import type { Clock } from '../../core/clock.ts';

export interface FairQueueOptions {
  clock: Pick<Clock, 'setTimer'>;
  /** How many may be under way at the same time. Asked each time: settings and engines change it. */
  limit: () => number;
  /** How many may wait. */
  maxWaiting: number;
  /** Milliseconds that one may wait. */
  maxWaitMs: number;
}

/** Why a request did not get its turn. `gone`: its client did not wait for it; `not_ready`: the backend will not answer. */
export class NoTurnError extends Error {
  readonly reason: 'full' | 'too_long' | 'gone' | 'not_ready';

  constructor(reason: NoTurnError['reason']) {
    super(`no turn: ${reason}`);
    this.reason = reason;
  }
}

interface Waiter {
  start: () => void;
  giveUp: (reason: NoTurnError['reason']) => void;
}

export class FairQueue {
  readonly #options: FairQueueOptions;
  /** By caller, in the order in which the callers have their next turn. No list is empty. */
  readonly #waiting = new Map<string, Waiter[]>();
  #waitingCount = 0;
  #running = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Requests that are under way. */
  get running(): number {
    return this.#running;
  }

  /** Requests that wait. */
  get waiting(): number {
    return this.#waitingCount;
  }

  /**
   * Resolves when the caller may send its request, with a function that ends its turn; calling that twice does nothing more.
   * @param caller whose request it is, such as the name of a key
   * @param signal aborted when the client has gone away
   * @throws NoTurnError
   */
  enter(caller: string, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) return Promise.reject(new NoTurnError('gone'));
    if (this.#waitingCount === 0 && this.#running < this.#options.limit())
      return Promise.resolve(this.#startTurn());
    if (this.#waitingCount >= this.#options.maxWaiting) return Promise.reject(new NoTurnError('full'));
    return new Promise((resolve, reject) => {
      const settle = () => {
        cancelTimer();
        signal.removeEventListener('abort', onGone);
      };
      const giveUp = (reason: NoTurnError['reason']) => {
        settle();
        this.#remove(caller, waiter);
        reject(new NoTurnError(reason));
      };
      const waiter: Waiter = {
        start: () => {
          settle();
          resolve(this.#startTurn());
        },
        giveUp,
      };
      const onGone = () => giveUp('gone');
      const cancelTimer = this.#options.clock.setTimer(this.#options.maxWaitMs, () => giveUp('too_long'));
      signal.addEventListener('abort', onGone);
      this.#waiting.set(caller, [...(this.#waiting.get(caller) ?? []), waiter]);
      this.#waitingCount++;
      // The limit may have been raised.
      this.check();
    });
  }

  /** Starts whoever may start now. To be called when the limit has been raised. */
  check(): void {
    while (this.#running < this.#options.limit()) {
      const [next] = this.#waiting;
      if (next === undefined) return;
      const [caller, [waiter, ...others]] = next;
      // Its next turn comes after those of the others.
      this.#waiting.delete(caller);
      if (others.length > 0) this.#waiting.set(caller, others);
      this.#waitingCount--;
      waiter?.start();
    }
  }

  /** Refuses all that wait. */
  refuseAll(reason: NoTurnError['reason']): void {
    for (const waiter of [...this.#waiting.values()].flat()) waiter.giveUp(reason);
  }

  #startTurn(): () => void {
    this.#running++;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.#running--;
      this.check();
    };
  }

  #remove(caller: string, waiter: Waiter): void {
    const others = (this.#waiting.get(caller) ?? []).filter((other) => other !== waiter);
    this.#waitingCount--;
    // Setting it again keeps its turn.
    if (others.length > 0) this.#waiting.set(caller, others);
    else this.#waiting.delete(caller);
  }
}
