/**
 * What the panel itself is doing: calls under way, and how the last ones ended, each kept at the place where it was
 * asked for. A failed call is shown there and nowhere else.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { CallError } from '../../shared/transport.ts';

export type CallKind =
  | 'switch-on'
  | 'switch-off'
  | 'restart'
  | 'free'
  | 'delete'
  | 'duplicate'
  | 'retry'
  | 'make-room'
  | 'start-anyway'
  | 'dismiss'
  | 'restore'
  | 'recolour'
  | 'arrange';

/** Where a call was asked for: on a backend's card, in the header (for all backends, their order, or for the colours), or at a notice. */
export type ActivityKey = number | 'all' | 'order' | 'theme' | `notice:${string}`;

/** A failed call in words. */
export interface CallFailure {
  /** What was tried, such as "Restart". */
  what: string;
  message: string;
  hint: string;
}

/** A remark about how a call went that was no failure, such as how much memory came back. */
export interface CallResult {
  tone: 'good' | 'neutral';
  text: string;
  details: readonly string[];
}

export interface ActivityState {
  pending: readonly CallKind[];
  failure: CallFailure | null;
  outcome: CallResult | null;
}

export interface Activity {
  places: ReadonlyMap<ActivityKey, ActivityState>;
}

export type ActivityStore = StoreApi<Activity>;

const quiet: ActivityState = { pending: [], failure: null, outcome: null };

export const activityAt = (activity: Activity, place: ActivityKey): ActivityState =>
  activity.places.get(place) ?? quiet;

export function createActivityStore(): ActivityStore {
  return createStore<Activity>()(() => ({ places: new Map() }));
}

export function updateActivity(
  store: ActivityStore,
  place: ActivityKey,
  change: (activity: ActivityState) => ActivityState,
): void {
  store.setState((activity) => {
    const next = change(activityAt(activity, place));
    const places = new Map(activity.places);
    if (next.pending.length === 0 && next.failure === null && next.outcome === null) places.delete(place);
    else places.set(place, next);
    return { places };
  });
}

/** An error of any kind in words a person may read: never a stack trace. */
export function failureOf(what: string, error: unknown): CallFailure {
  if (error instanceof CallError) return { what, message: error.message, hint: error.hint };
  return {
    what,
    message: 'Something went wrong inside the panel.',
    hint: 'Load the page again. If it happens once more, please report it.',
  };
}

/**
 * Runs a call at a place: pending while it runs, then its failure or its outcome. The same call is not started twice.
 * Returns whether it succeeded.
 */
export async function runAt(
  store: ActivityStore,
  place: ActivityKey,
  { kind, what }: { kind: CallKind; what: string },
  call: () => Promise<CallResult | undefined>,
): Promise<boolean> {
  if (activityAt(store.getState(), place).pending.includes(kind)) return false;
  updateActivity(store, place, ({ pending }) => ({
    pending: [...pending, kind],
    failure: null,
    outcome: null,
  }));
  let failure: CallFailure | null = null;
  let outcome: CallResult | null = null;
  try {
    outcome = (await call()) ?? null;
  } catch (error) {
    failure = failureOf(what, error);
  }
  updateActivity(store, place, (activity) => ({
    pending: activity.pending.filter((other) => other !== kind),
    failure: failure ?? activity.failure,
    outcome: outcome ?? activity.outcome,
  }));
  return failure === null;
}
