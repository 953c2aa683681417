/** Asks an instance again and again how it is, and tells it that it is still wanted. */
import { englishOf, type HostText } from '../../../shared/words/phrase.ts';
import type { Clock } from '../../core/clock.ts';
import { type InstanceApi, type InstanceState, reasonOf } from './instance-kinds.ts';

/** Milliseconds between two probes of an instance that has answered the last one, and of one that has not. */
const PROBE_INTERVAL_MS = 5_000;
const LOST_PROBE_INTERVAL_MS = 1_000;
/** Probes in a row without an answer after which it is away. */
const MAX_LOST_PROBES = 3;
/** As SwarmUI does it. */
const CONTROL_INTERVAL_MS = 30_000;

export interface InstanceContactOptions {
  number: number;
  api: InstanceApi;
  clock: Clock;
  log: (message: string) => void;
  onAnswer: (state: InstanceState) => void;
  /**
   * Called when it is away, and after each further probe without an answer.
   * @param reason as a part of a sentence @param sinceMs for how long it is away
   */
  onSilence: (reason: HostText, sinceMs: number) => void;
}

export class InstanceContact {
  readonly #options: InstanceContactOptions;
  #lostProbes = 0;
  /** Epoch and monotonic milliseconds. */
  #awaySince: { wall: number; now: number } | null = null;
  #refusesControl = false;
  #controlledAt = Number.NEGATIVE_INFINITY;
  #isProbing = false;
  #isOver = false;
  #cancel = () => {};

  constructor(options: InstanceContactOptions) {
    this.#options = options;
    void this.#control();
    this.#schedule(PROBE_INTERVAL_MS);
  }

  /** Epoch milliseconds since which it is away; null while it answers. */
  get awaySince(): number | null {
    return this.#awaySince?.wall ?? null;
  }

  get isRefusingControl(): boolean {
    return this.#refusesControl;
  }

  probeNow(): void {
    this.#schedule(0);
  }

  end(): void {
    this.#isOver = true;
    this.#cancel();
  }

  #schedule(ms: number): void {
    if (this.#isOver) return;
    this.#cancel();
    this.#cancel = this.#options.clock.setTimer(ms, () => void this.#probe());
  }

  async #probe(): Promise<void> {
    // The probe that is under way schedules the next one.
    if (this.#isProbing || this.#isOver) return;
    this.#isProbing = true;
    const result = await this.#options.api.probe().then(
      (state) => ({ state }),
      (error: unknown) => ({ reason: reasonOf(error) }),
    );
    this.#isProbing = false;
    if (this.#isOver) return;
    if ('reason' in result) this.#noteSilence(result.reason);
    else this.#noteAnswer(result.state);
    const isWell = this.#lostProbes === 0;
    this.#schedule(isWell ? PROBE_INTERVAL_MS : LOST_PROBE_INTERVAL_MS);
    if (isWell) await this.#control();
  }

  #noteAnswer(state: InstanceState): void {
    const { log, number, onAnswer } = this.#options;
    if (this.#awaySince !== null) log(`Instance ${number} answers again.`);
    this.#awaySince = null;
    this.#lostProbes = 0;
    onAnswer(state);
  }

  #noteSilence(reason: HostText): void {
    const { clock, log, number, onSilence } = this.#options;
    this.#lostProbes++;
    if (this.#lostProbes < MAX_LOST_PROBES) return;
    if (this.#awaySince === null) {
      this.#awaySince = { wall: clock.wall(), now: clock.now() };
      log(`Instance ${number} does not answer: ${englishOf(reason)}.`);
    }
    onSilence(reason, clock.now() - this.#awaySince.now);
  }

  async #control(): Promise<void> {
    const { api, clock, log, number } = this.#options;
    if (!api.takeControl || clock.now() - this.#controlledAt < CONTROL_INTERVAL_MS) return;
    this.#controlledAt = clock.now();
    const accepted = await api.takeControl().catch((error: unknown) => {
      if (!this.#isOver)
        log(`Instance ${number} could not be told that it is still wanted: ${englishOf(reasonOf(error))}.`);
      return true;
    });
    if (!accepted && !this.#refusesControl)
      log(`Instance ${number} refuses AdminTakeControl. It ends itself, where it was started to do so.`);
    this.#refusesControl = !accepted;
  }
}
