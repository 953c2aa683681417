/**
 * Keeps contact with a worker that is not ours to start: asks at intervals and says `lost` and `found`. Only this file says
 * so for remote types. While it does not answer it is asked again after a quarter of a second, growing to 4 s with some
 * jitter, so that it is running again within seconds of its return and nobody is flooded. After a sleep of the machine it is
 * asked at once.
 */
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';

/** Milliseconds between two questions while it answers. */
export const CONTACT_INTERVAL_MS = 5_000;
/** Milliseconds until the second look that one failure gets before contact counts as lost. */
export const SECOND_PROBE_DELAY_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const PAUSE_GROWTH = 2;
export const MAX_PAUSE_MS = 4_000;
const JITTER = 0.2;

export interface ContactOptions {
  /** Idle while it does not answer, rather than errored. */
  allowIdle: boolean;
  /** Address in words, for the errors. */
  address: string;
  /** Asks once. Throws an Error whose message completes "it cannot be reached: …", or a SwitchyardError with its own words. */
  probe: () => Promise<void>;
  /** Contact was made, for the first time or again: time to look what is there. */
  onFound?: () => void;
}

export class RemoteContact {
  readonly #io: AdapterIo;
  readonly #options: ContactOptions;
  #pause = FIRST_PAUSE_MS;
  #failures = 0;
  #isLost = false;
  #hadContact = false;
  #lastReason = '';
  #cancel: () => void = () => {};
  /** Raised with each question: an answer to an older one is ignored. */
  #round = 0;

  constructor(io: AdapterIo, options: ContactOptions) {
    this.#io = io;
    this.#options = options;
  }

  /** Asks for the first time, and goes on for as long as the backend is wanted. Resolves whatever the answer is. */
  async start(): Promise<void> {
    // The first answer decides at once: whoever adds a backend waits for it.
    this.#failures = 1;
    this.#io.onRecheck(() => {
      this.#pause = FIRST_PAUSE_MS;
      void this.#ask();
    });
    await this.#ask();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#io;
    if (signal.aborted) return;
    this.#cancel();
    this.#round++;
    const round = this.#round;
    const isStale = () => signal.aborted || round !== this.#round;
    try {
      await this.#options.probe();
      if (!isStale()) this.#onAnswer();
    } catch (error) {
      if (!isStale()) this.#onFailure(error);
    }
    if (!isStale()) this.#schedule();
  }

  #schedule(): void {
    const { clock, signal } = this.#io;
    const delay = this.#isLost
      ? this.#nextPause()
      : this.#failures > 0
        ? SECOND_PROBE_DELAY_MS
        : CONTACT_INTERVAL_MS;
    const cancel = clock.setTimer(delay, () => void this.#ask());
    signal.addEventListener('abort', cancel, { once: true });
    this.#cancel = () => {
      cancel();
      signal.removeEventListener('abort', cancel);
    };
  }

  #nextPause(): number {
    const pause = this.#pause;
    this.#pause = Math.min(pause * PAUSE_GROWTH, MAX_PAUSE_MS);
    return pause * (1 - JITTER + 2 * JITTER * Math.random());
  }

  #onAnswer(): void {
    const isNew = this.#isLost || !this.#hadContact;
    this.#failures = 0;
    this.#lastReason = '';
    this.#pause = FIRST_PAUSE_MS;
    if (this.#isLost) {
      this.#isLost = false;
      this.#io.log('It answers again.');
      this.#io.found();
    }
    this.#hadContact = true;
    if (isNew) this.#options.onFound?.();
  }

  #onFailure(cause: unknown): void {
    const error = this.#inWords(cause);
    this.#failures++;
    // Once for each reason: a remote that is off for the night does not fill the log.
    if (error.message !== this.#lastReason) this.#io.log(error.message);
    const isNews = !this.#isLost || error.message !== this.#lastReason;
    this.#lastReason = error.message;
    if (this.#failures < 2) return;
    this.#isLost = true;
    if (isNews) this.#io.lost(error, this.#options.allowIdle ? 'idle' : 'errored');
  }

  #inWords(cause: unknown): SwitchyardError {
    if (cause instanceof SwitchyardError) return cause;
    const reason = messageOf(cause);
    const { backend } = this.#io;
    return this.#hadContact
      ? new SwitchyardError('contact_lost', { backend, reason }, { cause })
      : new SwitchyardError('no_contact', { backend, address: this.#options.address, reason }, { cause });
  }
}
