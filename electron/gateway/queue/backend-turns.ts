/**
 * The queues of all backends. A request for a sleeping backend starts it and waits. Requests for a backend that is already
 * starting wait too. When nobody waits any more for a start that a request caused, the start is given up.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import { happenedWords } from '../../../shared/words/en/happened.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import type { Clock } from '../../core/clock.ts';
import { readinessOf } from '../routing/backend-readiness.ts';
import { shortenName } from '../routing/shorten-name.ts';
import { FairQueue, NoTurnError } from './fair-queue.ts';

const say = texts(happenedWords);

export interface BackendTurnsOptions {
  clock: Pick<Clock, 'setTimer'>;
  /** Requests that may wait for one backend. */
  maxWaiting: number;
  /** Milliseconds that a request may wait. */
  maxWaitMs: number;
  /** Null where there is none any more. */
  backend: (id: number) => FullBackend | null;
  /** Starts one that sleeps. @param notice for whom, for its card */
  wake: (id: number, notice: HostText) => void;
  /** Gives up a start, where it is started on demand and does not run yet. @param notice why, for its card */
  letSleep: (id: number, notice: HostText) => void;
  /** Called when another number of requests waits for it. */
  onWaiting: (id: number, count: number) => void;
}

/** Of a backend that is used: others have none, for backends come and go. */
interface Entry {
  queue: FairQueue;
  /** Requests that take no turn, such as those of pages, and wait until it is ready. */
  visitors: FairQueue;
  /** What the latest request asked for, for the card. */
  notice: HostText;
  /** It was started for requests that wait. */
  isWoken: boolean;
}

const waitingFor = ({ queue, visitors }: Entry): number => queue.waiting + visitors.waiting;

export class BackendTurns {
  readonly #options: BackendTurnsOptions;
  readonly #entries = new Map<number, Entry>();

  constructor(options: BackendTurnsOptions) {
    this.#options = options;
  }

  /** Requests to a backend that are under way, and those that wait. */
  count(id: number): number {
    const entry = this.#entries.get(id);
    return entry ? entry.queue.running + waitingFor(entry) : 0;
  }

  /**
   * Resolves when the caller may send its request, with a function that ends its turn.
   * @param request whose it is, for callers take turns, and the model that it asks for, for the card of a backend that is started
   * @param signal aborted when the client has gone away
   * @throws NoTurnError
   */
  async enter(
    id: number,
    { caller, model }: { caller: string; model: string },
    signal: AbortSignal,
  ): Promise<() => void> {
    const entry = this.#entryOf(id);
    const endTurn = await this.#waitIn(entry, entry.queue, {
      id,
      caller,
      notice: say('requestWaits', { model: shortenName(model) }),
      signal,
    });
    return () => {
      endTurn();
      this.#leave(id, entry);
    };
  }

  /**
   * Resolves when the backend is ready, and starts it where it sleeps. It takes no turn.
   * @param request as for {@link enter}; `notice` is for the card
   * @throws NoTurnError
   */
  async waitUntilReady(
    id: number,
    { caller, notice }: { caller: string; notice: HostText },
    signal: AbortSignal,
  ): Promise<void> {
    const entry = this.#entryOf(id);
    const endTurn = await this.#waitIn(entry, entry.visitors, { id, caller, notice, signal });
    endTurn();
    this.#leave(id, entry);
  }

  async #waitIn(
    entry: Entry,
    queue: FairQueue,
    { id, caller, notice, signal }: { id: number; caller: string; notice: HostText; signal: AbortSignal },
  ): Promise<() => void> {
    const noteWaiting = () => this.#options.onWaiting(id, waitingFor(entry));
    try {
      if (this.#readiness(id) === 'never') throw new NoTurnError('not_ready');
      entry.notice = notice;
      const turn = queue.enter(caller, signal);
      if (queue.waiting > 0) {
        noteWaiting();
        this.#wakeIfAsleep(id, entry);
      }
      const endTurn = await turn;
      entry.isWoken = false;
      return endTurn;
    } catch (error) {
      this.#leave(id, entry);
      throw error;
    } finally {
      noteWaiting();
    }
  }

  /** To be called when a backend has changed: requests may wait for that. */
  noteChange(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry || waitingFor(entry) === 0) return;
    const readiness = this.#readiness(id);
    const queues = [entry.queue, entry.visitors];
    if (readiness === 'never') for (const queue of queues) queue.refuseAll('not_ready');
    else if (readiness === 'ready') for (const queue of queues) queue.check();
    // It was put to sleep while requests waited for their turn.
    else this.#wakeIfAsleep(id, entry);
  }

  #readiness(id: number): ReturnType<typeof readinessOf> {
    const backend = this.#options.backend(id);
    return backend ? readinessOf(backend) : 'never';
  }

  #wakeIfAsleep(id: number, entry: Entry): void {
    const { backend, wake } = this.#options;
    const phase = backend(id)?.phase;
    // One that is being put to sleep starts again when its processes are gone.
    if (phase !== 'sleeping' && phase !== 'stopping') return;
    if (phase === 'sleeping') entry.isWoken = true;
    wake(id, entry.notice);
  }

  /** A request is answered, or does not wait any more. */
  #leave(id: number, entry: Entry): void {
    if (entry.queue.running + waitingFor(entry) > 0) return;
    if (this.#entries.get(id) === entry) this.#entries.delete(id);
    if (entry.isWoken)
      this.#options.letSleep(id, 'The request that it was started for does not wait any more.');
  }

  #entryOf(id: number): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    const { backend, clock, maxWaiting, maxWaitMs } = this.#options;
    const makeQueue = (limitOf: (found: FullBackend) => number) =>
      new FairQueue({
        clock,
        limit: () => {
          const found = backend(id);
          return found && readinessOf(found) === 'ready' ? limitOf(found) : 0;
        },
        maxWaiting,
        maxWaitMs,
      });
    const entry: Entry = {
      // Without an instance, all wait.
      queue: makeQueue(({ max_usages, scale }) => scale?.capacity ?? Math.max(1, max_usages)),
      visitors: makeQueue(() => Number.POSITIVE_INFINITY),
      notice: '',
      isWoken: false,
    };
    this.#entries.set(id, entry);
    return entry;
  }
}
