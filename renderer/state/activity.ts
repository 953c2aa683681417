/**
 * The calls of the panel: which are under way, and what each came to. They are kept by where a call was asked for, because
 * its error or result is shown there and nowhere else.
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
  | 'open-page'
  | 'retry'
  | 'start-when'
  | 'trust-certificate'
  | 'make-room'
  | 'start-anyway'
  | 'dismiss'
  | 'restore'
  | 'recolour'
  | 'arrange';

/**
 * Where a call was asked for: on the card of a backend (its id), in the header (for all backends, their order or the
 * colours), or at a notice.
 */
export type ActivityKey = number | 'all' | 'order' | 'theme' | `notice:${string}`;

export interface CallFailure {
  /** What failed, as the beginning of a sentence: `Restarting it`. */
  action: string;
  message: string;
  hint: string;
  /** Makes the call again, with the confirmation that it lacked. */
  confirm?: () => void;
}

/** What a successful call came to, such as how much memory was freed. */
export interface CallResult {
  tone: 'good' | 'neutral';
  text: string;
  details: readonly string[];
}

export interface ActivityEntry {
  pending: readonly CallKind[];
  failure: CallFailure | null;
  result: CallResult | null;
}

export interface Activity {
  /** Without the keys at which nothing is under way and nothing is shown. */
  entries: ReadonlyMap<ActivityKey, ActivityEntry>;
}

export type ActivityStore = StoreApi<Activity>;

const IDLE: ActivityEntry = { pending: [], failure: null, result: null };

export const activityOf = ({ entries }: Activity, key: ActivityKey): ActivityEntry =>
  entries.get(key) ?? IDLE;

export function createActivityStore(): ActivityStore {
  return createStore<Activity>()(() => ({ entries: new Map() }));
}

export function updateActivity(
  store: ActivityStore,
  key: ActivityKey,
  change: (entry: ActivityEntry) => ActivityEntry,
): void {
  store.setState((activity) => {
    const next = change(activityOf(activity, key));
    const entries = new Map(activity.entries);
    if (next.pending.length === 0 && next.failure === null && next.result === null) entries.delete(key);
    else entries.set(key, next);
    return { entries };
  });
}

/** Makes a message from an error of any kind. It never contains a stack trace. */
export function describeFailure(action: string, error: unknown): CallFailure {
  if (error instanceof CallError) return { action, message: error.message, hint: error.hint };
  return {
    action,
    message: 'Something went wrong inside the panel.',
    hint: 'Load the page again. If it happens once more, please report it.',
  };
}

/**
 * Runs a call and keeps its state under a key: pending while it runs, then its error or its result. A call of the same kind
 * that is still under way is not started a second time. Resolves to whether the call succeeded.
 */
export async function runCall(
  store: ActivityStore,
  key: ActivityKey,
  { kind, action }: { kind: CallKind; action: string },
  call: () => Promise<CallResult | undefined>,
): Promise<boolean> {
  if (activityOf(store.getState(), key).pending.includes(kind)) return false;
  updateActivity(store, key, ({ pending }) => ({ pending: [...pending, kind], failure: null, result: null }));
  let failure: CallFailure | null = null;
  let result: CallResult | null = null;
  try {
    result = (await call()) ?? null;
  } catch (error) {
    failure = describeFailure(action, error);
  }
  updateActivity(store, key, (entry) => ({
    pending: entry.pending.filter((other) => other !== kind),
    failure: failure ?? entry.failure,
    result: result ?? entry.result,
  }));
  return failure === null;
}
