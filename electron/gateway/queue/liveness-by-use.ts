/**
 * Probes workers whose requests take long. A slow worker still answers its health address and is left alone. A worker that
 * answers nothing loses contact, as after any failed probe, and is restarted after its contact time-out. The probe asks for no
 * token, because such a request would wait behind the slow one.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import type { Clock } from '../../core/clock.ts';

/** Milliseconds for which a backend has had requests before it is probed, and between two probes. Longer than its probe takes. */
export const PROBE_INTERVAL_MS = 20_000;

interface Prober {
  probeNow(): void;
}

interface Entry {
  requests: number;
  /** The one that got the latest request: a backend that is started again has another. */
  worker: Prober;
  cancel: () => void;
}

export class LivenessByUse {
  readonly #clock: Pick<Clock, 'setTimer'>;
  /** By backend: a worker is probed once, however many requests it has. */
  readonly #watched = new Map<number, Entry>();

  constructor(clock: Pick<Clock, 'setTimer'>) {
    this.#clock = clock;
  }

  /** To be called with each request that is sent. The returned function ends it. */
  watch({ id, pid }: Pick<FullBackend, 'id' | 'pid'>, worker: Prober): () => void {
    // A remote is probed by itself, and could not be started again.
    if (pid === undefined) return () => undefined;
    const entry = this.#watched.get(id) ?? { requests: 0, worker, cancel: () => undefined };
    entry.worker = worker;
    this.#watched.set(id, entry);
    entry.requests++;
    if (entry.requests === 1) this.#schedule(entry);
    return () => {
      entry.requests--;
      if (entry.requests > 0) return;
      entry.cancel();
      this.#watched.delete(id);
    };
  }

  #schedule(entry: Entry): void {
    entry.cancel = this.#clock.setTimer(PROBE_INTERVAL_MS, () => {
      entry.worker.probeNow();
      this.#schedule(entry);
    });
  }
}
