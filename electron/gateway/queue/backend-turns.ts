/**
 * The queues of all backends. A request for a sleeping backend starts it and waits. Requests for a backend that is already
 * starting wait too. When nobody waits any more for a start that a request caused, the start is given up.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import type { Clock } from '../../core/clock.ts';
import { readinessOf } from '../routing/backend-readiness.ts';
import { shortenName } from '../routing/shorten-name.ts';
import { FairQueue, NoTurnError } from './fair-queue.ts';

export interface BackendTurnsOptions {
  clock: Pick<Clock, 'setTimer'>;
  /** Requests that may wait for one backend. */
  maxWaiting: number;
  /** Milliseconds that a request may wait. */
  maxWaitMs: number;
  /** Null where there is none any more. */
  backend: (id: number) => FullBackend | null;
  /** Starts one that sleeps. @param notice for whom, for its card */
  wake: (id: number, notice: string) => void;
  /** Gives up a start, where it is started on demand and does not run yet. @param notice why, for its card */
  letSleep: (id: number, notice: string) => void;
  /** Called when another number of requests waits for it. */
  onWaiting: (id: number, count: number) => void;
}

/** Of a backend that is used: others have none, for backends come and go. */
interface Entry {
  queue: FairQueue;
  /** What the latest request asked for. */
  model: string;
  /** It was started for requests that wait. */
  isWoken: boolean;
}

export class BackendTurns {
  readonly #options: BackendTurnsOptions;
  readonly #entries = new Map<number, Entry>();

  constructor(options: BackendTurnsOptions) {
    this.#options = options;
  }

  /** Requests to a backend that are under way, and those that wait. */
  count(id: number): number {
    const queue = this.#entries.get(id)?.queue;
    return queue ? queue.running + queue.waiting : 0;
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
    if (this.#readiness(id) === 'never') throw new NoTurnError('not_ready');
    const entry = this.#entryOf(id);
    entry.model = model;
    const turn = entry.queue.enter(caller, signal);
    if (entry.queue.waiting > 0) {
      this.#options.onWaiting(id, entry.queue.waiting);
      this.#wakeIfAsleep(id, entry);
    }
    try {
      const endTurn = await turn;
      entry.isWoken = false;
      return () => {
        endTurn();
        this.#leave(id, entry);
      };
    } catch (error) {
      this.#leave(id, entry);
      throw error;
    } finally {
      this.#options.onWaiting(id, entry.queue.waiting);
    }
  }

  /** To be called when a backend has changed: requests may wait for that. */
  noteChange(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.queue.waiting === 0) return;
    const readiness = this.#readiness(id);
    if (readiness === 'never') entry.queue.refuseAll('not_ready');
    else if (readiness === 'ready') entry.queue.check();
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
    wake(id, `A request for '${shortenName(entry.model)}' waits.`);
  }

  /** A request is answered, or does not wait any more. */
  #leave(id: number, entry: Entry): void {
    if (entry.queue.running + entry.queue.waiting > 0) return;
    if (this.#entries.get(id) === entry) this.#entries.delete(id);
    if (entry.isWoken)
      this.#options.letSleep(id, 'The request that it was started for does not wait any more.');
  }

  #entryOf(id: number): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    const { backend, clock, maxWaiting, maxWaitMs } = this.#options;
    const queue = new FairQueue({
      clock,
      limit: () => {
        const found = backend(id);
        return found && readinessOf(found) === 'ready' ? Math.max(1, found.max_usages) : 0;
      },
      maxWaiting,
      maxWaitMs,
    });
    const entry: Entry = { queue, model: '', isWoken: false };
    this.#entries.set(id, entry);
    return entry;
  }
}
