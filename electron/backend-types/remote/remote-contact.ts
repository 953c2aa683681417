/**
 * Keeps contact with a remote: probes it at intervals, and reports lost and found contact. Only this file does so for remotes.
 * While the remote does not answer, it is probed after a quarter of a second and then at growing intervals of up to 4 s with some
 * jitter, so that it is running again within seconds of its return, and is not flooded. After a sleep of the machine it is probed
 * at once.
 */
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';

/** Between two probes while it answers. */
export const CONTACT_INTERVAL_MS = 5_000;
/** After a first failure, until the probe that decides whether contact is lost. */
export const SECOND_PROBE_DELAY_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const PAUSE_GROWTH = 2;
export const MAX_PAUSE_MS = 4_000;
const JITTER = 0.2;

export interface ContactOptions {
  /** Whether it is idle, and not errored, while it does not answer. */
  allowIdle: boolean;
  /** For the errors. */
  address: string;
  /** Sends one request. @throws Error whose message completes "it cannot be reached: …"; SwitchyardError, which is shown as it is */
  probe: () => Promise<void>;
  /** Called when contact is made for the first time, and when it is found again. */
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
  /** Counts the probes. The result of an older one is ignored. */
  #round = 0;

  constructor(io: AdapterIo, options: ContactOptions) {
    this.#io = io;
    this.#options = options;
  }

  /** Probes until the signal is aborted. Resolves after the first probe, whatever its result is. */
  async start(): Promise<void> {
    // The first failure counts as the second, because the person who adds a backend waits for the result.
    this.#failures = 1;
    this.#io.onWake(() => {
      this.#pause = FIRST_PAUSE_MS;
      void this.#probe();
    });
    await this.#probe();
  }

  async #probe(): Promise<void> {
    const { signal } = this.#io;
    if (signal.aborted) return;
    this.#cancel();
    this.#round++;
    const round = this.#round;
    const isStale = () => signal.aborted || round !== this.#round;
    try {
      await this.#options.probe();
      if (!isStale()) this.#onReply();
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
    const cancel = clock.setTimer(delay, () => void this.#probe());
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

  #onReply(): void {
    const isFound = this.#isLost || !this.#hadContact;
    this.#failures = 0;
    this.#lastReason = '';
    this.#pause = FIRST_PAUSE_MS;
    if (this.#isLost) {
      this.#isLost = false;
      this.#io.log('It answers again.');
      this.#io.contactFound();
    }
    this.#hadContact = true;
    if (isFound) this.#options.onFound?.();
  }

  #onFailure(cause: unknown): void {
    const error = this.#toError(cause);
    this.#failures++;
    // Only once for each reason, so that a remote that is off for the night does not fill the log.
    const isNewReason = error.message !== this.#lastReason;
    if (isNewReason) this.#io.log(error.message);
    const isNews = !this.#isLost || isNewReason;
    this.#lastReason = error.message;
    if (this.#failures < 2) return;
    this.#isLost = true;
    if (isNews) this.#io.contactLost(error, this.#options.allowIdle ? 'idle' : 'errored');
  }

  #toError(cause: unknown): SwitchyardError {
    if (cause instanceof SwitchyardError) return cause;
    const reason = messageOf(cause);
    const { backend } = this.#io;
    return this.#hadContact
      ? new SwitchyardError('contact_lost', { backend, reason }, { cause })
      : new SwitchyardError('no_contact', { backend, address: this.#options.address, reason }, { cause });
  }
}
