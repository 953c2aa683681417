/**
 * Starts a backend when a request asks for it, and lets it sleep when nobody needs it: where it is started on demand, and is
 * switched on. The actor decides and carries out both as its other commands.
 */
import { type BackendNotice, servesModels } from '../../../../../shared/backend.ts';
import { englishOf, type HostText } from '../../../../../shared/words/phrase.ts';
import {
  hasStarted,
  hasStopProblem,
  type LifecycleEvent,
  type LifecycleState,
} from '../../lifecycle/lifecycle-state.ts';
import type { RunEnvironment } from '../../run/run-environment.ts';
import type { StoredBackend } from '../stored/stored-backend.ts';
import type { BackendCondition, DecisionFacts } from '../view/backend-condition.ts';
import { createNotice } from '../view/backend-notice.ts';
import type { BackendActivity } from './backend-activity.ts';

export interface BackendDemandOptions {
  activity: Pick<BackendActivity, 'woken' | 'slept'>;
  stored: StoredBackend;
  environment: Pick<RunEnvironment, 'clock' | 'logMessage'>;
  facts: DecisionFacts;
  /** Runs a command in the mailbox of the actor. */
  command: <T>(decide: () => T) => Promise<T>;
  dispatch: (event: LifecycleEvent) => void;
  waitFor: (isReached: (state: LifecycleState) => boolean) => Promise<void>;
  /** Called when another number of requests waits. */
  onWaiting: () => void;
  /** Something has changed that is no event of the lifecycle. */
  onChange: () => void;
}

export interface SleepOptions {
  /** Why it sleeps; shown on the card. */
  notice: HostText;
  /** Evaluated in the mailbox, when all earlier commands are decided; nothing changes where it is false. */
  onlyIf?: BackendCondition;
}

/** What the card says of requests for a backend; null for each that does not apply. */
export interface RequestNotices {
  /** For whom it is being started. */
  wakeNotice: BackendNotice | null;
  /** Why it sleeps, where it was put to sleep. */
  sleepNotice: BackendNotice | null;
  /** Why it takes no new requests. */
  yieldNotice: BackendNotice | null;
  /** That it sends nothing of its replies, and why it is not restarted for that. */
  silenceNotice: BackendNotice | null;
}

export class BackendDemand implements RequestNotices {
  readonly #options: BackendDemandOptions;
  #wakeNotice: BackendNotice | null = null;
  #sleepNotice: BackendNotice | null = null;
  /** For whom it takes no new requests. */
  #yield: { to: number; notice: BackendNotice } | null = null;
  #silenceNotice: BackendNotice | null = null;
  #waiting = 0;
  #waitingOutside = 0;
  #forgetOutside = () => {};

  constructor(options: BackendDemandOptions) {
    this.#options = options;
  }

  get wakeNotice(): BackendNotice | null {
    return this.#wakeNotice;
  }

  get sleepNotice(): BackendNotice | null {
    return this.#sleepNotice;
  }

  get yieldNotice(): BackendNotice | null {
    return this.#yield?.notice ?? null;
  }

  get silenceNotice(): BackendNotice | null {
    return this.#silenceNotice;
  }

  /** Id of the backend that gets its memory next; null where it keeps it. */
  get yieldsTo(): number | null {
    return this.#yield?.to ?? null;
  }

  /** Requests that wait in the gateway for their turn. */
  get waiting(): number {
    return this.#waiting;
  }

  /** @param message what is known of a worker that sends nothing of its replies; null where that is over */
  noteSilence(message: string | null): void {
    const { environment, facts, onChange } = this.#options;
    if ((message === null && this.#silenceNotice === null) || !hasStarted(facts.state)) return;
    this.#silenceNotice = message === null ? null : createNotice(message, environment.clock);
    environment.logMessage(message ?? 'It answers again, or nobody waits for it any more.');
    onChange();
  }

  /** Requests that wait for it in the gateway, and elsewhere as callers of ReportDemand say. */
  get waitingAnywhere(): number {
    return this.#waiting + this.#waitingOutside;
  }

  noteWaiting(count: number): void {
    if (count === this.#waiting) return;
    this.#waiting = count;
    this.#options.onWaiting();
  }

  /** Notes how many requests wait outside the gateway, as a caller says. The number holds for `forMs`. */
  noteWaitingOutside(count: number, forMs: number): void {
    const { environment, onWaiting } = this.#options;
    this.#forgetOutside();
    this.#waitingOutside = count;
    this.#forgetOutside = environment.clock.setTimer(
      forMs,
      () => {
        this.#waitingOutside = 0;
        onWaiting();
      },
      false,
    );
    onWaiting();
  }

  /** What follows where it is switched on: it sleeps, once it is known by which models it is asked for. */
  get enableEvent(): LifecycleEvent {
    const { record, commonSettings, type } = this.#options.stored;
    const isKnown = record.served !== undefined || !type || !servesModels(type);
    return { kind: 'enable', asleep: commonSettings.onDemand && isKnown };
  }

  /**
   * A request asks for the backend: it is started where it sleeps. One that is switched off, or has failed, stays as it is.
   * @param notice for whom it is started, for the card
   */
  async wake(notice: HostText): Promise<void> {
    const { activity, command, dispatch, environment, facts } = this.#options;
    await command(() => {
      if (!this.#isOnDemand) return;
      if (this.#wakeNotice === null && facts.state.phase !== 'running') {
        this.#wakeNotice = createNotice(notice, environment.clock);
        environment.logMessage(englishOf(notice));
        activity.woken(notice);
      }
      dispatch({ kind: 'wake' });
    });
  }

  /**
   * From now on it takes no new requests, so that it can be put to sleep when it has answered those that it has. It goes on
   * when it has slept, or at {@link resume}. Nothing happens where it does not run, or yields already.
   * @param to id of the backend that has waited for its memory
   */
  yieldTo(to: number, message: HostText): void {
    const { environment, facts, onChange } = this.#options;
    if (this.#yield !== null || !this.#isOnDemand || !hasStarted(facts.state)) return;
    this.#yield = { to, notice: createNotice(message, environment.clock) };
    environment.logMessage(englishOf(message));
    onChange();
  }

  /** It takes requests again: nobody waits for its memory any more. */
  resume(): void {
    if (this.#yield === null) return;
    this.#yield = null;
    this.#options.environment.logMessage('It takes new requests again.');
    this.#options.onChange();
  }

  /**
   * Ends its processes, until the next request. Resolves when they are gone, or once their end is known to take long. A
   * request that has come meanwhile starts it again.
   * @returns false if nothing changed
   */
  async sleep({ notice, onlyIf = () => true }: SleepOptions): Promise<boolean> {
    const { activity, command, dispatch, environment, facts, waitFor } = this.#options;
    const changed = await command(() => {
      const { phase } = facts.state;
      if (!this.#isOnDemand || phase === 'sleeping' || phase === 'errored') return false;
      const isWaitedFor = this.#waiting > 0 && this.#yield === null;
      if (isWaitedFor || !onlyIf(facts)) return false;
      this.#wakeNotice = null;
      this.#sleepNotice = createNotice(notice, environment.clock);
      environment.logMessage(englishOf(notice));
      activity.slept(notice);
      dispatch({ kind: 'sleep' });
      return true;
    });
    if (changed) await waitFor((state) => state.phase !== 'stopping' || hasStopProblem(state));
    return changed;
  }

  /** To be called after each change of the state. */
  noteState(state: LifecycleState): void {
    const { phase } = state;
    if (!hasStarted(state)) {
      this.#yield = null;
      this.#silenceNotice = null;
    }
    if (phase === 'running' || phase === 'errored' || phase === 'disabled') this.#wakeNotice = null;
    if (phase === 'loading' || phase === 'running' || phase === 'disabled') this.#sleepNotice = null;
  }

  get #isOnDemand(): boolean {
    const { record, commonSettings } = this.#options.stored;
    return record.enabled && commonSettings.onDemand;
  }
}
