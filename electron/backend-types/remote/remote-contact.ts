/**
 * Keeps contact with a remote: probes it at intervals, and reports lost and found contact. Only this file does so for remotes.
 * While the remote does not answer, it is probed after a quarter of a second and then at growing intervals with some jitter, of
 * up to 4 s in the own network, so that it is running again within seconds of its return, and of up to a minute elsewhere or
 * where it refuses the credentials. A remote that names a time (429, Retry-After) is left alone for that time. After a sleep of
 * the machine it is probed at once.
 */

import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import { hintPhrase, messagePhrase } from '../../../shared/words/error-text.ts';
import { reasonOf } from '../../../shared/words/reason-error.ts';
import { joinSentences } from '../../../shared/words/sentences.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { isInOwnNetwork } from '../../core/network-address.ts';
import { retryAfterOf } from './server-replies.ts';

/** Between two probes while it answers, in the own network. */
export const CONTACT_INTERVAL_MS = 5_000;
/** Between two probes of a service elsewhere that answers and counts requests. */
export const SERVICE_INTERVAL_MS = 300_000;
/** After a first failure, until the probe that decides whether contact is lost. */
export const SECOND_PROBE_DELAY_MS = 1_000;
const FIRST_PAUSE_MS = 250;
const PAUSE_GROWTH = 2;
export const MAX_PAUSE_MS = 4_000;
export const MAX_PAUSE_ELSEWHERE_MS = 60_000;
const JITTER = 0.2;

export interface ContactOptions {
  /** Whether it is idle, and not errored, while it does not answer. */
  allowIdle: boolean;
  /** For the errors: the URL that was requested last. */
  address: () => string;
  /** Milliseconds between two probes while it answers. Left out: {@link CONTACT_INTERVAL_MS}. */
  intervalMs?: number;
  /** Sends one request. @throws Error whose message completes "it cannot be reached: …"; SwitchyardError, which is shown as it is */
  probe: () => Promise<void>;
  /** Called when contact is made for the first time, and when it is found again. */
  onFound?: () => void;
  /** Called when contact is lost, or was never made. */
  onLost?: () => void;
}

export class RemoteContact {
  readonly #io: AdapterIo;
  readonly #options: ContactOptions;
  #pause = FIRST_PAUSE_MS;
  #failures = 0;
  #isLost = false;
  #hadContact = false;
  #lastReason = '';
  /** Whether it refused the credentials in the last probe. */
  #isRefused = false;
  /** Whether the card says that it takes no more requests for now. */
  #isLimited = false;
  /** Monotonic milliseconds before which it is not probed. */
  #notBefore = 0;
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
      if (this.#io.clock.now() >= this.#notBefore) void this.#probe();
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
    const wanted = this.#notBefore - clock.now();
    const delay =
      wanted > 0
        ? wanted
        : this.#isLost
          ? this.#nextPause()
          : this.#failures > 0
            ? SECOND_PROBE_DELAY_MS
            : this.#intervalMs;
    const cancel = clock.setTimer(delay, () => void this.#probe());
    signal.addEventListener('abort', cancel, { once: true });
    this.#cancel = () => {
      cancel();
      signal.removeEventListener('abort', cancel);
    };
  }

  get #intervalMs(): number {
    return this.#options.intervalMs ?? CONTACT_INTERVAL_MS;
  }

  #nextPause(): number {
    const pause = this.#pause;
    const { hostname } = new URL(this.#options.address());
    const isPatient = this.#isRefused || !isInOwnNetwork(hostname);
    this.#pause = Math.min(pause * PAUSE_GROWTH, isPatient ? MAX_PAUSE_ELSEWHERE_MS : MAX_PAUSE_MS);
    return pause * (1 - JITTER + 2 * JITTER * Math.random());
  }

  #onReply(): void {
    const isFound = this.#isLost || !this.#hadContact;
    this.#failures = 0;
    this.#lastReason = '';
    this.#pause = FIRST_PAUSE_MS;
    if (this.#isLimited) this.#io.update({ notice: undefined });
    this.#isLimited = false;
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
    const isLimited = hasCode(error, 'rate_limited');
    this.#isRefused = hasCode(error, 'access_refused') || hasCode(error, 'login_required');
    this.#waitAsAsked(retryAfterOf(cause));
    // Who answers 429 is there. The people and programs that use it learn from their own requests how far its limit goes.
    if (isLimited && this.#hadContact && !this.#isLost) {
      this.#failures = 0;
      if (!this.#isLimited) this.#io.log(error.message);
      this.#isLimited = true;
      const reply = error.toReply();
      const notice = joinSentences([messagePhrase(reply), hintPhrase(reply)]) ?? undefined;
      this.#io.update({ notice });
      return;
    }
    this.#failures++;
    // Only once for each reason, so that a remote that is off for the night does not fill the log.
    const isNewReason = error.message !== this.#lastReason;
    if (isNewReason) this.#io.log(error.message);
    const isNews = !this.#isLost || isNewReason;
    this.#lastReason = error.message;
    if (this.#failures < 2) return;
    if (!this.#isLost) this.#options.onLost?.();
    this.#isLost = true;
    if (isNews) this.#io.contactLost(error, this.#options.allowIdle ? 'idle' : 'errored');
  }

  /** Puts the next probe off for the time that the remote has named. It is never probed more often than one that is well. */
  #waitAsAsked(retryAfterMs: number | undefined): void {
    if (retryAfterMs === undefined) return;
    this.#notBefore = this.#io.clock.now() + Math.max(retryAfterMs, this.#intervalMs);
  }

  #toError(cause: unknown): SwitchyardError {
    if (cause instanceof SwitchyardError) return cause;
    const reason = reasonOf(cause);
    const details = { backend: this.#io.backend, address: this.#options.address(), reason };
    return this.#hadContact
      ? new SwitchyardError('contact_lost', details, { cause })
      : new SwitchyardError('no_contact', details, { cause });
  }
}
