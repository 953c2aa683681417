/**
 * The crashes of a backend that a person has not dealt with yet: they are shown until it has run well for a while, or until
 * somebody gives it a command. A worker that crashes every few minutes is never stable, however well it runs in between.
 */

import type { Crash, Diagnosis } from '../../../../shared/diagnosis.ts';
import { MAX_LISTED_CRASHES } from '../../../../shared/limits.ts';
import { systemReasonWords } from '../../../../shared/words/en/errors/system-reasons.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { onWire } from '../../../../shared/words/wire-phrases.ts';
import type { Clock } from '../../clock.ts';
import { describeExit } from '../../process/exit-info.ts';
import type { Failure } from '../backend-errors.ts';
import { COMMAND_EVENTS, type LifecycleEvent, type LifecycleState } from '../lifecycle/lifecycle-state.ts';

/** Milliseconds that a run has to last before earlier crashes are forgotten. */
export const TRUST_WINDOW = 10 * 60_000;

export interface CrashHistoryOptions {
  clock: Clock;
  /** The crashes were forgotten because it has run well for long enough. */
  onForgotten: () => void;
}

/** The diagnosis of a worker that asked for more graphics memory than was free. */
const GPU_OUT_OF_MEMORY = 'gpu_out_of_memory';

export class CrashHistory {
  readonly #options: CrashHistoryOptions;
  #crashes: readonly Crash[] = [];
  #diagnosis: Diagnosis | null = null;
  #offersRoom = false;
  #cancelTimer: () => void = () => {};

  constructor(options: CrashHistoryOptions) {
    this.#options = options;
  }

  /** Oldest first. Replaced, never changed. */
  get crashes(): readonly Crash[] {
    return this.#crashes;
  }

  /** Of the last crash; null where there is none. */
  get diagnosis(): Diagnosis | null {
    return this.#diagnosis;
  }

  /**
   * Whether room can be made after the last crash that is known to come from full graphics memory. The latest one may be too
   * young for its cause to be known: it prints its last lines after its exit, and a person answers what the card showed a
   * moment ago.
   */
  get offersRoom(): boolean {
    return this.#offersRoom;
  }

  /** To be called with each event and what it has changed. */
  note(event: LifecycleEvent, before: LifecycleState, after: LifecycleState): void {
    if (COMMAND_EVENTS.has(event.kind) || event.kind === 'retry-now') this.#forget();
    if (before === after) return;
    if (event.kind === 'exited' || event.kind === 'unresponsive' || event.kind === 'start-failed') {
      if (isCrash(event.error)) this.#add(event.error);
    } else if (event.kind === 'gone' && event.failure && before.error !== null) {
      // What it printed last has come by now.
      if (isCrash(event.failure)) this.#replaceLast(event.failure);
    } else if (event.kind === 'ready' && this.#crashes.length > 0) {
      this.#watch();
    }
  }

  #add(failure: Failure): void {
    this.#cancelTimer();
    const at = new Date(this.#options.clock.wall()).toISOString();
    this.#crashes = [...this.#crashes, crashOf(at, failure)].slice(-MAX_LISTED_CRASHES);
    this.#setDiagnosis(failure.diagnosis ?? null);
  }

  #replaceLast(failure: Failure): void {
    const last = this.#crashes.at(-1);
    if (last === undefined) return;
    this.#crashes = [...this.#crashes.slice(0, -1), crashOf(last.at, failure)];
    this.#setDiagnosis(failure.diagnosis ?? null);
  }

  #watch(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.setTimer(TRUST_WINDOW, () => {
      this.#forget();
      this.#options.onForgotten();
    });
  }

  #forget(): void {
    this.#cancelTimer();
    if (this.#crashes.length > 0) this.#crashes = [];
    this.#diagnosis = null;
    this.#offersRoom = false;
  }

  #setDiagnosis(diagnosis: Diagnosis | null): void {
    this.#diagnosis = diagnosis;
    if (diagnosis?.id === GPU_OUT_OF_MEMORY) this.#offersRoom = diagnosis.action?.kind === 'make_room';
  }
}

/** Whether a process ended that nobody had asked to, or had to be ended because it did not answer. */
const isCrash = ({ code, exit_code }: Failure): boolean =>
  exit_code !== undefined || code === 'unresponsive' || code === 'start_timeout';

function crashOf(at: string, failure: Failure): Crash {
  const { exit_code = null, signal = null, diagnosis } = failure;
  const hasExited = failure.exit_code !== undefined;
  return {
    at,
    ...onWire({
      reason: hasExited
        ? describeExit({ code: exit_code, signal: signal as NodeJS.Signals | null })
        : texts(systemReasonWords)('noAnswer'),
    }),
    exit_code,
    signal,
    diagnosis: { id: diagnosis?.id ?? failure.code, title: diagnosis?.title ?? failure.message },
  };
}
