/**
 * Probes workers whose requests take long. A slow worker still answers its health address and is left alone. A worker that
 * answers nothing loses contact, as after any failed probe, and is restarted after its contact time-out. The probe asks for no
 * token, because such a request would wait behind the slow one. So a worker whose server answers while its engine hangs cannot
 * be told from a slow one: it is not restarted, but reported once it has sent nothing of any reply for a while.
 */
import type { FullBackend } from '../../../shared/backend.ts';
import type { Clock } from '../../core/clock.ts';

/** Milliseconds for which a backend has had requests before it is probed, and between two probes. Longer than its probe takes. */
export const PROBE_INTERVAL_MS = 20_000;
/** Milliseconds without a piece of any reply after which a worker with requests is reported. */
export const SILENT_AFTER_MS = 5 * 60_000;

interface Prober {
  probeNow(): void;
}

/** A request that is under way at a worker. */
export interface WatchedRequest {
  /** To be called when the reply begins, and with each piece of it. */
  noteSign(): void;
  end(): void;
}

export interface LivenessOptions {
  clock: Pick<Clock, 'now' | 'setTimer'>;
  /** Called once when a backend with requests has been silent for {@link SILENT_AFTER_MS}. */
  onSilence: (id: number) => void;
  /** Called when that is over: it has sent something, or has no request any more. */
  onSilenceOver: (id: number) => void;
}

interface Entry {
  id: number;
  requests: number;
  /** The one that got the latest request: a backend that is started again has another. */
  worker: Prober;
  /** When it got its first request, or has last sent something since. */
  lastSign: number;
  isSilent: boolean;
  cancel: () => void;
}

const notWatched: WatchedRequest = { noteSign: () => undefined, end: () => undefined };

export class LivenessByUse {
  readonly #options: LivenessOptions;
  /** By backend: a worker is probed once, however many requests it has. */
  readonly #watched = new Map<number, Entry>();

  constructor(options: LivenessOptions) {
    this.#options = options;
  }

  /** To be called with each request that is sent. */
  watch({ id, pid }: Pick<FullBackend, 'id' | 'pid'>, worker: Prober): WatchedRequest {
    // A remote is probed by itself, and could not be started again.
    if (pid === undefined) return notWatched;
    const { clock } = this.#options;
    const fresh: Entry = {
      id,
      requests: 0,
      worker,
      lastSign: clock.now(),
      isSilent: false,
      cancel: () => undefined,
    };
    const entry = this.#watched.get(id) ?? fresh;
    // Another worker gets its own time.
    if (entry.worker !== worker) this.#noteSign(entry);
    entry.worker = worker;
    this.#watched.set(id, entry);
    entry.requests++;
    if (entry.requests === 1) this.#schedule(entry);
    return {
      noteSign: () => this.#noteSign(entry),
      end: () => {
        entry.requests--;
        if (entry.requests > 0) return;
        entry.cancel();
        this.#watched.delete(id);
        this.#endSilence(entry);
      },
    };
  }

  /** Whether it has requests and has sent nothing for so long. */
  isSilent(id: number): boolean {
    return this.#watched.get(id)?.isSilent ?? false;
  }

  #noteSign(entry: Entry): void {
    entry.lastSign = this.#options.clock.now();
    this.#endSilence(entry);
  }

  #endSilence(entry: Entry): void {
    if (!entry.isSilent) return;
    entry.isSilent = false;
    this.#options.onSilenceOver(entry.id);
  }

  #schedule(entry: Entry): void {
    const { clock, onSilence } = this.#options;
    entry.cancel = clock.setTimer(PROBE_INTERVAL_MS, () => {
      entry.worker.probeNow();
      if (!entry.isSilent && clock.now() - entry.lastSign >= SILENT_AFTER_MS) {
        entry.isSilent = true;
        onSilence(entry.id);
      }
      this.#schedule(entry);
    });
  }
}
