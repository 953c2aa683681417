/** What an actor is made of, and what a switch of it may carry. */
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { RecordActivity } from '../../activity/activity-log.ts';
import type { Store } from '../../storage/store.ts';
import type { BackendRecord } from '../../storage/store-document.ts';
import type { Admission } from '../admission.ts';
import type { AnyBackendType } from '../backend-type.ts';
import type { ChildIds } from '../child-backends.ts';
import type { LoadSlots } from '../lifecycle/load-slots.ts';
import type { RunEnvironment } from '../run/run-environment.ts';
import type { BackendCondition } from './view/backend-condition.ts';

/** @typeParam Actor the actor itself, which this file does not know */
export interface ActorOptions<Actor> {
  record: BackendRecord;
  /** Undefined where this version does not know the type of a stored backend. */
  type: AnyBackendType | undefined;
  store: Store;
  slots: LoadSlots;
  childIds: ChildIds;
  environment: RunEnvironment;
  admission: Admission;
  /** From 0 to 1, for the jitter of the back-off. */
  random: () => number;
  recordActivity: RecordActivity;
  onChange: (actor: Actor) => void;
  /** The backend is deleted and its process is gone. */
  onRemoved: (actor: Actor) => void;
  /** An unexpected error, for the program log. */
  onFault: (error: unknown) => void;
}

export interface ToggleOptions {
  /** Why it is switched, where it is not a person who does that; shown on the card. */
  notice?: HostText;
  /** The switch of its schedule that this is, in epoch milliseconds. */
  scheduledAt?: number;
  /** Evaluated in the mailbox, when all earlier commands are decided; nothing changes where it is false. */
  onlyIf?: BackendCondition;
}
