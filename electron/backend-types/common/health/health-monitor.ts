/**
 * Probes the health address of a live worker at intervals, and at once after a sleep of the machine. Only this file reports
 * that contact with a worker that runs here is lost or found.
 */

import { SwitchyardError } from '../../../../shared/errors.ts';
import { remoteReasonWords } from '../../../../shared/words/en/errors/remote-reasons.ts';
import { englishOf, given, type HostText, texts } from '../../../../shared/words/phrase.ts';
import { reasonOf } from '../../../../shared/words/reason-error.ts';
import type { AdapterIo } from '../../../core/backend/backend-type.ts';
import { isSuccess, sendRequest } from '../http-request.ts';

/** Milliseconds between two probes, and for one reply. */
export const HEALTH_INTERVAL_MS = 5_000;
/** Failures in a row after which contact is lost. */
export const MAX_HEALTH_FAILURES = 3;

export interface HealthMonitorOptions {
  /** Probes only after a sleep of the machine, until the worker answers. For a worker that reports its state by itself. */
  onlyAfterSleep?: boolean;
  /** Milliseconds between two probes, and for one reply. */
  intervalMs?: number;
}

export class HealthMonitor {
  readonly #io: AdapterIo;
  readonly #onlyAfterSleep: boolean;
  readonly #intervalMs: number;
  #url = '';
  #headers: Readonly<Record<string, string>> = {};
  #failures = 0;
  #lost = false;
  #cancel: (() => void) | null = null;
  /** Counts the changes of the address and the sleeps. The result of a probe of an older round is ignored. */
  #round = 0;

  constructor(
    io: AdapterIo,
    { onlyAfterSleep = false, intervalMs = HEALTH_INTERVAL_MS }: HealthMonitorOptions = {},
  ) {
    this.#io = io;
    this.#onlyAfterSleep = onlyAfterSleep;
    this.#intervalMs = intervalMs;
    io.signal.addEventListener('abort', () => this.watch(''), { once: true });
    io.onWake(() => this.#probeNow());
  }

  /** Probes this address from now on. Empty: probes none. @param headers credentials that the worker wants */
  watch(url: string, headers: Readonly<Record<string, string>> = {}): void {
    this.#headers = headers;
    if (url === this.#url) return;
    this.#url = url;
    this.#round++;
    this.#failures = 0;
    this.#cancel?.();
    this.#cancel = null;
    if (url !== '' && !this.#io.signal.aborted) this.#schedule();
    else if (this.#lost && !this.#io.signal.aborted) this.#setLost(null);
  }

  #probeNow(): void {
    if (this.#url === '' || this.#io.signal.aborted) return;
    this.#cancel?.();
    this.#round++;
    void this.#probe(this.#round);
  }

  #schedule(): void {
    if (this.#onlyAfterSleep && this.#failures === 0) return;
    const round = this.#round;
    this.#cancel = this.#io.clock.setTimer(this.#intervalMs, () => void this.#probe(round));
  }

  async #probe(round: number): Promise<void> {
    const problem = await probeHealth(this.#url, this.#headers, this.#io.signal, this.#intervalMs);
    if (round !== this.#round || this.#io.signal.aborted) return;
    if (problem === null) {
      this.#failures = 0;
      if (this.#lost) this.#setLost(null);
    } else {
      this.#failures++;
      this.#io.log(
        `The health address did not answer well (${this.#failures} in a row): ${englishOf(problem)}.`,
      );
      if (this.#failures === MAX_HEALTH_FAILURES) this.#setLost(problem);
    }
    this.#schedule();
  }

  #setLost(problem: HostText | null): void {
    this.#lost = problem !== null;
    if (problem === null) this.#io.contactFound();
    else
      this.#io.contactLost(
        new SwitchyardError('contact_lost', { backend: this.#io.backend, reason: problem }),
      );
  }
}

/** @returns null for a 2xx, else a message that says what was wrong */
async function probeHealth(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<HostText | null> {
  try {
    const { status } = await sendRequest({ url, headers, signal, timeoutMs, isOwnWorker: true });
    return isSuccess(status)
      ? null
      : texts(remoteReasonWords)('status', { status, ...given('meaning', null) });
  } catch (error) {
    return reasonOf(error);
  }
}
