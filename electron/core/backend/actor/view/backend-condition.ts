/** Conditions of commands that are not given by a person. */
import type { BackendRecord } from '../../../storage/store-document.ts';
import type { CommonSettings } from '../../common-settings.ts';
import type { LifecycleState } from '../../lifecycle/lifecycle-state.ts';

/** What a decision about a backend may rest on; the actor has these facts. */
export interface DecisionFacts {
  readonly state: LifecycleState;
  readonly record: Readonly<BackendRecord>;
  readonly commonSettings: CommonSettings;
  /** Requests that the worker has reported and that are not answered yet. */
  readonly inFlight: number;
  /** Monotonic milliseconds, see {@link UsageTracker.lastUse}. */
  readonly lastUse: number | null;
}

/** Evaluated at the moment of the decision, when the facts cannot change any more before it takes effect. */
export type BackendCondition = (facts: DecisionFacts) => boolean;
