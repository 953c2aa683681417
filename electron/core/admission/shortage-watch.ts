/**
 * Watches the shortages of backends that were not admitted: it checks them when something has changed, and tells who may ask
 * for admission again. While none waits, no timer runs.
 */
import type {
  AdmissionAnswer,
  AdmissionRequest,
  ShortageListener,
  VramShortage,
} from '../backend/admission.ts';
import type { Clock } from '../clock.ts';

/** Milliseconds between two checks at least. */
const CHECK_INTERVAL = 1000;
/** Milliseconds from a change to its check: changes come in groups. */
const CHECK_DELAY = 50;

export interface ShortageWatchOptions {
  clock: Clock;
  /** What a backend lacks now; null where it may ask for admission again. */
  findShortage: (backend: AdmissionRequest, answer: AdmissionAnswer) => Promise<VramShortage | null>;
  onFault: (error: unknown) => void;
}

interface WaitingBackend {
  backend: AdmissionRequest;
  listener: ShortageListener;
  /** The shortage that the listener knows, as JSON; empty before the first check. */
  known: string;
}

export class ShortageWatch {
  readonly #options: ShortageWatchOptions;
  readonly #waiting = new Set<WaitingBackend>();
  #cancelCheck: (() => void) | null = null;
  #isChecking = false;
  /** Something has changed during a check. */
  #isOutdated = false;
  /** Monotonic milliseconds at which the last check has ended. */
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(options: ShortageWatchOptions) {
    this.#options = options;
  }

  /** @returns ends the watching of this backend */
  add(backend: AdmissionRequest, listener: ShortageListener): () => void {
    const waiting: WaitingBackend = { backend, listener, known: '' };
    this.#waiting.add(waiting);
    this.scheduleCheck();
    return () => {
      this.#waiting.delete(waiting);
      if (this.#waiting.size > 0) return;
      this.#cancelCheck?.();
      this.#cancelCheck = null;
    };
  }

  /** To be called when a backend or the use of a GPU has changed. */
  scheduleCheck(): void {
    this.#isOutdated ||= this.#isChecking;
    if (this.#waiting.size === 0 || this.#cancelCheck || this.#isChecking) return;
    const { clock, onFault } = this.#options;
    const delay = Math.max(CHECK_DELAY, this.#checkedAt + CHECK_INTERVAL - clock.now());
    this.#cancelCheck = clock.setTimer(delay, () => {
      this.#cancelCheck = null;
      this.#isChecking = true;
      this.#isOutdated = false;
      void this.#checkAll()
        .catch(onFault)
        .finally(() => {
          this.#isChecking = false;
          this.#checkedAt = clock.now();
          if (this.#isOutdated) this.scheduleCheck();
        });
    });
  }

  async #checkAll(): Promise<void> {
    for (const waiting of [...this.#waiting]) {
      const { backend, listener } = waiting;
      const shortage = await this.#options.findShortage(backend, listener.answer);
      // Its start may have been cancelled in the meantime.
      if (!this.#waiting.has(waiting)) continue;
      if (shortage === null) {
        listener.onRetry();
        continue;
      }
      const json = JSON.stringify(shortage);
      if (json !== waiting.known) listener.onChange(shortage);
      waiting.known = json;
    }
  }
}
