/**
 * Asks an address at intervals whether a live worker still answers, and at once when the machine slept. Only this file says
 * that contact is lost or found.
 */
import { messageOf, SwitchyardError } from '../../../shared/errors.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { askAddress, isSuccess } from '../remote/ask-address.ts';

/** Between two questions, in ms. */
export const HEALTH_INTERVAL = 5_000;
/** For one answer, in ms. */
const ANSWER_TIMEOUT = 5_000;
/** Failures in a row after which contact counts as lost. */
export const HEALTH_FAILURES = 3;

export interface HealthMonitorOptions {
  /** Asks only after a sleep of the machine, and then until it answers: for a worker that tells of itself. */
  onlyAfterSleep?: boolean;
}

export class HealthMonitor {
  readonly #io: AdapterIo;
  readonly #onlyAfterSleep: boolean;
  #url = '';
  #failures = 0;
  #lost = false;
  #cancel: (() => void) | null = null;
  /** Raised with each change of the address and after a sleep: an answer to an older question is ignored. */
  #round = 0;

  constructor(io: AdapterIo, { onlyAfterSleep = false }: HealthMonitorOptions = {}) {
    this.#io = io;
    this.#onlyAfterSleep = onlyAfterSleep;
    io.signal.addEventListener('abort', () => this.watch(''), { once: true });
    io.onRecheck(() => this.#askNow());
  }

  /** Begins to ask this address instead; empty: asks no more. */
  watch(url: string): void {
    if (url === this.#url) return;
    this.#url = url;
    this.#round++;
    this.#failures = 0;
    this.#cancel?.();
    this.#cancel = null;
    if (url !== '' && !this.#io.signal.aborted) this.#schedule();
    else if (this.#lost && !this.#io.signal.aborted) this.#setLost(null);
  }

  #askNow(): void {
    if (this.#url === '' || this.#io.signal.aborted) return;
    this.#cancel?.();
    this.#round++;
    void this.#ask(this.#round);
  }

  #schedule(): void {
    if (this.#onlyAfterSleep && this.#failures === 0) return;
    const round = this.#round;
    this.#cancel = this.#io.clock.setTimer(HEALTH_INTERVAL, () => void this.#ask(round));
  }

  async #ask(round: number): Promise<void> {
    const problem = await askHealth(this.#url, this.#io.signal);
    if (round !== this.#round || this.#io.signal.aborted) return;
    if (problem === null) {
      this.#failures = 0;
      if (this.#lost) this.#setLost(null);
    } else {
      this.#failures++;
      this.#io.log(`The health address did not answer well (${this.#failures} in a row): ${problem}.`);
      if (this.#failures === HEALTH_FAILURES) this.#setLost(problem);
    }
    this.#schedule();
  }

  #setLost(problem: string | null): void {
    this.#lost = problem !== null;
    if (problem === null) this.#io.found();
    else this.#io.lost(new SwitchyardError('contact_lost', { backend: this.#io.backend, reason: problem }));
  }
}

/** @returns null for a 2xx, else what was wrong, in words. */
async function askHealth(url: string, signal: AbortSignal): Promise<string | null> {
  try {
    const { status } = await askAddress({ url, signal, timeoutMs: ANSWER_TIMEOUT });
    return isSuccess(status) ? null : `it answered ${status}`;
  } catch (error) {
    return messageOf(error);
  }
}
