/**
 * The calls of the panel: which are under way, and what each came to. They are kept by where a call was asked for, because
 * its error or result is shown there and nowhere else.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import { CallError } from '../../shared/transport.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { errorText } from '../../shared/words/error-text.ts';
import { words } from '../../shared/words/words.ts';

const t = words(shellWords);

export type CallKind =
  | 'switch-on'
  | 'switch-off'
  | 'restart'
  | 'free'
  | 'delete'
  | 'duplicate'
  | 'rename'
  | 'open-page'
  | 'pin'
  | 'retry'
  | 'start-when'
  | 'trust-certificate'
  | 'make-room'
  | 'start-anyway'
  | 'dismiss'
  | 'restore'
  | 'recolour'
  | 'language'
  | 'arrange';

/**
 * Where a call was asked for: on the card of a backend (its id), in the header (for all backends, their order or the
 * colours), or at a notice.
 */
export type CallKey = number | 'all' | 'order' | 'theme' | `notice:${string}`;

export interface CallFailure {
  /** What failed: a sentence. */
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

export interface CallState {
  pending: readonly CallKind[];
  failure: CallFailure | null;
  result: CallResult | null;
}

export interface CallStates {
  /** Without the keys at which nothing is under way and nothing is shown. */
  entries: ReadonlyMap<CallKey, CallState>;
}

export type CallStore = StoreApi<CallStates>;

const IDLE: CallState = { pending: [], failure: null, result: null };

export const callStateOf = ({ entries }: CallStates, key: CallKey): CallState => entries.get(key) ?? IDLE;

export function createCallStore(): CallStore {
  return createStore<CallStates>()(() => ({ entries: new Map() }));
}

export function updateCallState(
  store: CallStore,
  key: CallKey,
  change: (entry: CallState) => CallState,
): void {
  store.setState((calls) => {
    const next = change(callStateOf(calls, key));
    const entries = new Map(calls.entries);
    if (next.pending.length === 0 && next.failure === null && next.result === null) entries.delete(key);
    else entries.set(key, next);
    return { entries };
  });
}

/** Makes a message from an error of any kind. It never contains a stack trace. */
export function describeFailure(action: string, error: unknown): CallFailure {
  if (error instanceof CallError) return { action, ...errorText(error) };
  return {
    action,
    message: t('panelError'),
    hint: t('reloadAndReport'),
  };
}

/**
 * Runs a call and keeps its state under a key: pending while it runs, then its error or its result. A call of the same kind
 * that is still under way is not started a second time. Resolves to whether the call succeeded.
 */
export async function runCall(
  store: CallStore,
  key: CallKey,
  { kind, action }: { kind: CallKind; action: string },
  call: () => Promise<CallResult | undefined>,
): Promise<boolean> {
  if (callStateOf(store.getState(), key).pending.includes(kind)) return false;
  updateCallState(store, key, ({ pending }) => ({
    pending: [...pending, kind],
    failure: null,
    result: null,
  }));
  let failure: CallFailure | null = null;
  let result: CallResult | null = null;
  try {
    result = (await call()) ?? null;
  } catch (error) {
    failure = describeFailure(action, error);
  }
  updateCallState(store, key, (entry) => ({
    pending: entry.pending.filter((other) => other !== kind),
    failure: failure ?? entry.failure,
    result: result ?? entry.result,
  }));
  return failure === null;
}
