/**
 * What the view of a backend is made of, read from where it is. Nothing is copied, for that would happen for each backend of each
 * list.
 */
import type { Clock } from '../../../clock.ts';
import type { LifecycleState } from '../../lifecycle/lifecycle-state.ts';
import type { BackendEffects } from '../backend-effects.ts';
import type { CrashHistory } from '../crash-history.ts';
import type { StoredBackend } from '../stored/stored-backend.ts';
import type { BackendDemand } from '../usage/backend-demand.ts';
import type { ViewInputs } from './cached-view.ts';

export interface LiveInputsOptions {
  actor: { readonly state: LifecycleState };
  stored: StoredBackend;
  effects: BackendEffects;
  demand: BackendDemand;
  crashHistory: CrashHistory;
  clock: Clock;
}

export class LiveInputs implements ViewInputs {
  readonly stored: StoredBackend;
  readonly #actor: LiveInputsOptions['actor'];
  readonly #effects: BackendEffects;
  readonly #demand: BackendDemand;
  readonly #crashHistory: CrashHistory;
  readonly #clock: Clock;

  constructor({ actor, stored, effects, demand, crashHistory, clock }: LiveInputsOptions) {
    this.stored = stored;
    this.#actor = actor;
    this.#effects = effects;
    this.#demand = demand;
    this.#crashHistory = crashHistory;
    this.#clock = clock;
  }

  get state() {
    return this.#actor.state;
  }

  get run() {
    return this.#effects.run;
  }

  get childFacts() {
    return this.#effects.run?.children;
  }

  get resources() {
    return this.#effects.usage.resources;
  }

  get lastRequestAt() {
    return this.#effects.usage.lastRequest(this.#effects.run);
  }

  get memoryNotice() {
    return this.#effects.usage.memoryNotice;
  }

  get shortage() {
    return this.#effects.start.shortage;
  }

  get slotWait() {
    return this.#effects.start.slotWait;
  }

  get retryAt() {
    return this.#effects.retryAt;
  }

  get forceStopAt() {
    return this.#effects.forceStopAt;
  }

  get wakeNotice() {
    return this.#demand.wakeNotice;
  }

  get sleepNotice() {
    return this.#demand.sleepNotice;
  }

  get yieldNotice() {
    return this.#demand.yieldNotice;
  }

  get silenceNotice() {
    return this.#demand.silenceNotice;
  }

  get crashes() {
    return this.#crashHistory.crashes;
  }

  get crashDiagnosis() {
    return this.#crashHistory.diagnosis;
  }

  get now() {
    return this.#clock.wall();
  }
}
