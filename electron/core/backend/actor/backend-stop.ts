/**
 * How a run is stopped: how long it may take, and when it is ended by force. Invariant: a run is stopped by one loop, which all
 * who wait for its end share. Two would each have pauses of their own, and one could sleep long after the run was gone.
 */
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { type HostText, texts } from '../../../../shared/words/phrase.ts';
import type { Clock } from '../../clock.ts';
import { describeSystemError } from '../../system-errors.ts';
import type { WorkerRun } from '../run/worker-run.ts';
import type { StoredBackend } from './stored/stored-backend.ts';

const say = texts(systemReasonWords);

/** Milliseconds that a stop may take where the type of the backend is unknown. It has no process then. */
const DEFAULT_STOP_TIMEOUT = 10_000;
/** Milliseconds until a stop that has failed is tried again. */
const FIRST_PAUSE = 1000;
const PAUSE_GROWTH = 2;
const MAX_PAUSE = 60_000;

export interface BackendStopOptions {
  stored: Pick<StoredBackend, 'type' | 'settings'>;
  clock: Clock;
  onFault: (error: unknown) => void;
  /** The stop of that run has failed and is tried again. */
  onFailed: (run: WorkerRun, reason: HostText) => void;
}

export class BackendStop {
  readonly #options: BackendStopOptions;
  /** Milliseconds that a stop may take, whatever the type says. */
  #maxMs = Number.POSITIVE_INFINITY;
  #forceStopAt: number | null = null;
  #present: { run: WorkerRun; stopped: Promise<void> } | null = null;
  /** Ends the pause before the next try. */
  #endPause: () => void = () => {};

  constructor(options: BackendStopOptions) {
    this.#options = options;
  }

  /** Epoch milliseconds at which the present stop ends the processes by force; null where none was announced. */
  get forceStopAt(): number | null {
    return this.#forceStopAt;
  }

  /** Limits every stop from now on to `ms` milliseconds, where that is less than before. */
  limit(ms: number): void {
    this.#maxMs = Math.min(this.#maxMs, ms);
  }

  /** Makes known when the stop that starts now ends the processes by force. */
  announce(): void {
    const at = this.#options.clock.wall() + this.#timeout();
    this.#forceStopAt = Math.min(this.#forceStopAt ?? at, at);
  }

  /**
   * Resolves when nothing of the run is left. An unexpected error proves nothing: it is reported, and the stop tried again. A
   * later call joins the first, and has it tried at once.
   */
  stop(run: WorkerRun): Promise<void> {
    if (this.#present?.run === run) {
      this.#endPause();
      this.#shortenTry(run);
      return this.#present.stopped;
    }
    const stopped = this.#stop(run);
    this.#present = { run, stopped };
    return stopped;
  }

  async #stop(run: WorkerRun): Promise<void> {
    const { clock, onFailed, onFault } = this.#options;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE)) {
      try {
        return await run.stop(this.#timeout());
      } catch (error) {
        if (pause === FIRST_PAUSE) onFault(error);
        onFailed(run, say('stop_failed', { reason: describeSystemError(error) }));
      }
      await new Promise<void>((resolve) => {
        const cancelTimer = clock.setTimer(pause, resolve);
        this.#endPause = () => {
          cancelTimer();
          resolve();
        };
      });
      this.#endPause = () => {};
    }
  }

  /** Applies a limit that became shorter after the stop of `run` was started. */
  shorten(run: WorkerRun): void {
    this.announce();
    this.#shortenTry(run);
  }

  #shortenTry(run: WorkerRun): void {
    run.stop(this.#timeout()).catch(() => {
      // The loop gets the same error and reports it.
    });
  }

  /** To be called when the run is gone. */
  reset(): void {
    this.#forceStopAt = null;
    this.#present = null;
  }

  #timeout(): number {
    const { type, settings } = this.#options.stored;
    return Math.min(this.#maxMs, type?.stopTimeoutMs(settings) ?? DEFAULT_STOP_TIMEOUT);
  }
}
