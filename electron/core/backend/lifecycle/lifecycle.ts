/**
 * The lifecycle of a backend as a pure function: transition(state, event) returns the next state and effects. It knows no
 * clock, no process and no promise.
 *
 * Invariant: an event that carries a generation other than the present one is stale and changes nothing.
 */
import type { BackendError, BackendPhase, BackendStatus } from '../../../../shared/backend.ts';
import { assertNever } from '../../../../shared/errors.ts';

/** A backend becomes errored after this many failed starts and crashes in a row, without a stable run or a command of the user in between. */
export const MAX_FAILURES = 5;

export interface LifecycleState {
  /** What is observed. */
  readonly phase: BackendPhase | 'removed';
  /** What the user wants. */
  readonly enabled: boolean;
  /** Number of the latest start; each start raises it. */
  readonly generation: number;
  /** Failures in a row. */
  readonly failures: number;
  /**
   * What the phase `waiting` waits for: `slot` for the permission to load; `admission`, with the slot held, for the decision
   * whether it may start; `answer`, without a slot, for a person's answer to a shortage or for the end of the shortage;
   * `retry` for the end of the back-off. Null in every other phase.
   */
  readonly waitingFor: 'slot' | 'admission' | 'answer' | 'retry' | null;
  /** What follows the phase `stopping`; `recover` is the decision about a crashed worker. Null in every other phase. */
  readonly afterStop: 'start' | 'stay-stopped' | 'remove' | 'recover' | null;
  /** The phase is `errored`, but the run lives and probes a worker that we do not start: contact makes it `running`. */
  readonly keepsProbing: boolean;
  /** The last failure; kept while the backend waits for the next attempt and while it is errored. */
  readonly error: BackendError | null;
  /** Why the end of the processes could not be forced or confirmed in time; null where it was, or is not due yet. */
  readonly stopProblem: string | null;
}

export type LifecycleEvent =
  // what the user or the program wants
  | { kind: 'enable' }
  | { kind: 'disable' }
  | { kind: 'restart' }
  | { kind: 'retry-now' }
  | { kind: 'delete' }
  /** The program shuts down: as `disable`, but what the user wants is kept. */
  | { kind: 'quit' }
  // what was observed
  /** @param needsAdmission whether an admission has to be asked for before it may load */
  | { kind: 'slot-granted'; needsAdmission: boolean }
  | { kind: 'admitted'; generation: number }
  /** There is a shortage, and nothing may be freed without an answer. */
  | { kind: 'not-admitted'; generation: number }
  /** Somebody answered, or the shortage may be over: the backend asks for admission again. */
  | { kind: 'retry-admission' }
  | { kind: 'retry-due' }
  | { kind: 'ready'; generation: number }
  /** The start failed and whatever it had spawned is gone. Permanent: another attempt cannot succeed. */
  | { kind: 'start-failed'; generation: number; error: BackendError; permanent: boolean }
  | { kind: 'exited'; generation: number; error: BackendError; autoRestart: boolean }
  /** Contact is lost. While loading it means that a worker which we do not start did not answer; its start is then over. */
  | { kind: 'contact-lost'; generation: number; error: BackendError; shownAs: 'idle' | 'errored' }
  /** Contact is back. */
  | { kind: 'contact-found'; generation: number }
  | { kind: 'stable'; generation: number }
  /** The processes of that generation are still there or may be: their end is still waited for. */
  | { kind: 'stop-delayed'; generation: number; reason: string }
  /** All processes of that generation are confirmed gone. `lastLines` are the last lines that they printed. */
  | { kind: 'gone'; generation: number; lastLines?: string[] };

export type LifecycleEffect =
  | { kind: 'request-slot' }
  /** Gives a granted slot back, or leaves the queue for one. */
  | { kind: 'release-slot' }
  | { kind: 'request-admission'; generation: number }
  /** Ends a request for admission, or the wait for the end of a shortage. */
  | { kind: 'cancel-admission' }
  | { kind: 'start'; generation: number }
  | { kind: 'stop'; generation: number }
  | { kind: 'schedule-retry'; failures: number }
  | { kind: 'cancel-retry' }
  | { kind: 'watch-stability'; generation: number }
  | { kind: 'removed' };

export interface Transition {
  state: LifecycleState;
  effects: readonly LifecycleEffect[];
}

/** The state of a backend that was just read from the store or added. It stays off until the registry enables it. */
export function initialState(enabled: boolean): LifecycleState {
  return {
    phase: 'disabled',
    enabled,
    generation: 0,
    failures: 0,
    waitingFor: null,
    afterStop: null,
    keepsProbing: false,
    error: null,
    stopProblem: null,
  };
}

/** The projection to SwarmUI's six statuses: `stopping` shows as `waiting`. */
export function statusOf(state: LifecycleState): BackendStatus {
  if (state.phase === 'stopping') return 'waiting';
  if (state.phase === 'removed') return 'disabled';
  return state.phase;
}

/** Whether a worker process may exist. */
export function isLive(state: LifecycleState): boolean {
  return state.phase === 'loading' || state.phase === 'stopping' || hasStarted(state);
}

/** Whether the start is over and the run reports how it is doing. */
const hasStarted = (state: LifecycleState): boolean =>
  state.phase === 'running' || state.phase === 'idle' || state.keepsProbing;

const unchanged = (state: LifecycleState): Transition => ({ state, effects: [] });

export function transition(state: LifecycleState, event: LifecycleEvent): Transition {
  if (state.phase === 'removed') return unchanged(state);
  if ('generation' in event && event.generation !== state.generation) return unchanged(state);
  switch (event.kind) {
    case 'enable':
      return applyIntent({ ...state, enabled: true, failures: 0 }, 'start');
    case 'disable':
      return applyIntent({ ...state, enabled: false, failures: 0 }, 'stop');
    case 'restart':
      return state.enabled ? applyIntent({ ...state, failures: 0 }, 'restart') : unchanged(state);
    case 'quit':
      return applyIntent(state, 'stop');
    case 'delete':
      return applyIntent(state, 'remove');
    case 'retry-now':
      return state.waitingFor === 'retry'
        ? requestSlot({ ...state, failures: 0 }, [{ kind: 'cancel-retry' }])
        : unchanged(state);
    case 'retry-due':
      return state.waitingFor === 'retry' ? requestSlot(state, []) : unchanged(state);
    case 'slot-granted':
      return slotGranted(state, event.needsAdmission);
    case 'admitted':
      return state.waitingFor === 'admission' ? load(state) : unchanged(state);
    case 'not-admitted':
      // It gives its slot back: a backend that shares the GPU and fits must not wait for the answer to this one.
      return state.waitingFor === 'admission'
        ? { state: { ...state, waitingFor: 'answer' }, effects: [{ kind: 'release-slot' }] }
        : unchanged(state);
    case 'retry-admission':
      return state.waitingFor === 'answer'
        ? requestSlot(state, [{ kind: 'cancel-admission' }])
        : unchanged(state);
    default:
      return observe(state, event);
  }
}

/** Events that come from a run, once it was started. */
type RunEvent = Extract<
  LifecycleEvent,
  {
    kind:
      | 'ready'
      | 'start-failed'
      | 'exited'
      | 'contact-lost'
      | 'contact-found'
      | 'stable'
      | 'stop-delayed'
      | 'gone';
  }
>;

function observe(state: LifecycleState, event: RunEvent): Transition {
  switch (event.kind) {
    case 'ready':
      if (state.phase !== 'loading') return unchanged(state);
      return {
        state: { ...state, phase: 'running', error: null, stopProblem: null },
        effects: [{ kind: 'release-slot' }, { kind: 'watch-stability', generation: event.generation }],
      };
    case 'start-failed':
      if (state.phase !== 'loading') return unchanged(state);
      return afterFailure(state, event.error, !event.permanent, [{ kind: 'release-slot' }]);
    case 'exited':
      if (!hasStarted(state)) return unchanged(state);
      // The processes that the dead worker left in its group are ended first. Only then is decided what follows.
      return {
        state: {
          ...state,
          phase: 'stopping',
          afterStop: event.autoRestart ? 'recover' : 'stay-stopped',
          keepsProbing: false,
          error: event.error,
        },
        effects: [{ kind: 'stop', generation: event.generation }],
      };
    case 'contact-lost':
      if (state.phase !== 'loading' && !hasStarted(state)) return unchanged(state);
      return {
        state: {
          ...state,
          phase: event.shownAs,
          keepsProbing: event.shownAs === 'errored',
          error: event.error,
        },
        effects: state.phase === 'loading' ? [{ kind: 'release-slot' }] : [],
      };
    case 'contact-found':
      return state.phase === 'idle' || state.keepsProbing
        ? { state: { ...state, phase: 'running', keepsProbing: false, error: null }, effects: [] }
        : unchanged(state);
    case 'stable':
      return state.phase === 'running' || state.phase === 'idle'
        ? { state: { ...state, failures: 0 }, effects: [] }
        : unchanged(state);
    case 'stop-delayed':
      return isLive(state)
        ? { state: { ...state, stopProblem: event.reason }, effects: [] }
        : unchanged(state);
    case 'gone':
      return state.phase === 'stopping' ? afterGone(withLastLines(state, event.lastLines)) : unchanged(state);
    default:
      return assertNever(event);
  }
}

function slotGranted(state: LifecycleState, needsAdmission: boolean): Transition {
  if (state.waitingFor !== 'slot') return unchanged(state);
  const generation = state.generation + 1;
  return needsAdmission
    ? {
        state: { ...state, generation, waitingFor: 'admission' },
        effects: [{ kind: 'request-admission', generation }],
      }
    : load({ ...state, generation });
}

/** Applies what the user or the program wants, whatever the present phase is. */
function applyIntent(state: LifecycleState, intent: 'start' | 'restart' | 'stop' | 'remove'): Transition {
  switch (state.phase) {
    case 'disabled':
      if (intent === 'start' || intent === 'restart') return requestSlot(state, []);
      return intent === 'stop' ? unchanged(state) : remove(state, []);
    case 'errored':
      if (state.keepsProbing) return stop(state, intent === 'start' ? 'restart' : intent);
      if (intent === 'start' || intent === 'restart') return requestSlot(state, []);
      return intent === 'stop' ? disable(state, []) : remove(state, []);
    case 'waiting': {
      const cancel = cancelEffects[state.waitingFor ?? 'slot'];
      if (intent === 'start' && state.waitingFor !== 'retry') return unchanged(state);
      if (intent === 'start' || intent === 'restart') return requestSlot(state, cancel);
      return intent === 'stop' ? disable(state, cancel) : remove(state, cancel);
    }
    case 'loading':
    case 'running':
    case 'idle':
      return intent === 'start' ? unchanged(state) : stop(state, intent);
    case 'stopping':
      // The latest intent decides what follows; a removal is never taken back.
      if (state.afterStop === 'remove') return unchanged(state);
      return { state: { ...state, afterStop: afterStopOf(intent), error: null }, effects: [] };
    case 'removed':
      return unchanged(state);
    default:
      return assertNever(state.phase);
  }
}

/** What ends the wait of a backend, by what it waits for. */
const cancelEffects: Record<NonNullable<LifecycleState['waitingFor']>, readonly LifecycleEffect[]> = {
  slot: [{ kind: 'release-slot' }],
  admission: [{ kind: 'cancel-admission' }, { kind: 'release-slot' }],
  answer: [{ kind: 'cancel-admission' }],
  retry: [{ kind: 'cancel-retry' }],
};

function load(state: LifecycleState): Transition {
  return {
    state: { ...state, phase: 'loading', waitingFor: null },
    effects: [{ kind: 'start', generation: state.generation }],
  };
}

function afterStopOf(intent: 'start' | 'restart' | 'stop' | 'remove'): LifecycleState['afterStop'] {
  if (intent === 'stop') return 'stay-stopped';
  return intent === 'restart' ? 'start' : intent;
}

function stop(state: LifecycleState, intent: 'restart' | 'stop' | 'remove'): Transition {
  return {
    state: {
      ...state,
      phase: 'stopping',
      afterStop: afterStopOf(intent),
      waitingFor: null,
      keepsProbing: false,
      error: null,
    },
    effects: [{ kind: 'release-slot' }, { kind: 'stop', generation: state.generation }],
  };
}

function requestSlot(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: {
      ...state,
      phase: 'waiting',
      waitingFor: 'slot',
      afterStop: null,
      error: null,
      stopProblem: null,
    },
    effects: [...effects, { kind: 'request-slot' }],
  };
}

function disable(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'disabled', waitingFor: null, afterStop: null, error: null, stopProblem: null },
    effects,
  };
}

function remove(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'removed', waitingFor: null, afterStop: null, stopProblem: null },
    effects: [...effects, { kind: 'removed' }],
  };
}

function afterFailure(
  state: LifecycleState,
  error: BackendError,
  mayRetry: boolean,
  effects: LifecycleEffect[],
): Transition {
  const failures = state.failures + 1;
  if (!mayRetry || failures >= MAX_FAILURES)
    return {
      state: {
        ...state,
        phase: 'errored',
        waitingFor: null,
        afterStop: null,
        failures,
        error,
        stopProblem: null,
      },
      effects,
    };
  return {
    state: {
      ...state,
      phase: 'waiting',
      waitingFor: 'retry',
      afterStop: null,
      failures,
      error,
      stopProblem: null,
    },
    effects: [...effects, { kind: 'schedule-retry', failures }],
  };
}

function withLastLines(state: LifecycleState, lines: string[] | undefined): LifecycleState {
  return state.error && lines && lines.length > 0
    ? { ...state, error: { ...state.error, last_lines: lines } }
    : state;
}

function afterGone(state: LifecycleState): Transition {
  switch (state.afterStop) {
    case 'start':
      return requestSlot(state, []);
    case 'remove':
      return remove(state, []);
    case 'recover':
      return state.error ? afterFailure(state, state.error, true, []) : requestSlot(state, []);
    case 'stay-stopped':
    case null:
      // A crash without AutoRestart is shown as an error; a stop that was asked for is none.
      return state.error && state.enabled ? afterFailure(state, state.error, false, []) : disable(state, []);
    default:
      return assertNever(state.afterStop);
  }
}
