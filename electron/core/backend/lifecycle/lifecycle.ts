/**
 * The lifecycle of a backend as a pure function: transition(state, event) returns the next state and effects. It knows no
 * clock, no process and no promise.
 *
 * Invariant: an event that carries a generation other than the present one is stale and changes nothing.
 */
import { assertNever } from '../../../../shared/errors.ts';
import type { Failure } from '../backend-errors.ts';
import {
  hasStarted,
  isLive,
  type LifecycleEffect,
  type LifecycleEvent,
  type LifecycleState,
  MAX_FAILURES,
  type Transition,
} from './lifecycle-state.ts';

const unchanged = (state: LifecycleState): Transition => ({ state, effects: [] });

export function transition(state: LifecycleState, event: LifecycleEvent): Transition {
  if (state.phase === 'removed') return unchanged(state);
  if ('generation' in event && event.generation !== state.generation) return unchanged(state);
  switch (event.kind) {
    case 'enable':
      return applyIntent(
        { ...withoutFailures(state), enabled: true },
        event.asleep ? 'start-asleep' : 'start',
      );
    case 'disable':
      return applyIntent({ ...withoutFailures(state), enabled: false }, 'stop');
    case 'restart':
      return state.enabled ? applyIntent(withoutFailures(state), 'restart') : unchanged(state);
    case 'wake':
      return wake(state);
    case 'sleep':
      return state.enabled ? applyIntent(withoutFailures(state), 'sleep') : unchanged(state);
    case 'quit':
      return applyIntent(state, 'stop');
    case 'delete':
      return applyIntent(state, 'remove');
    case 'retry-now':
      return state.waitingFor === 'retry'
        ? requestSlot(withoutFailures(state), [{ kind: 'cancel-retry' }])
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

/** A command of the user begins the count of failures anew. */
const withoutFailures = (state: LifecycleState): LifecycleState => ({
  ...state,
  failures: 0,
  restartReason: null,
});

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
      | 'unresponsive'
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
      return endFailed(state, event.error, event.autoRestart ? 'recover' : 'stay-stopped');
    case 'contact-lost':
      if (state.phase !== 'loading' && !hasStarted(state)) return unchanged(state);
      return {
        state: {
          ...state,
          phase: event.shownAs,
          keepsProbing: event.shownAs === 'errored',
          error: event.error,
        },
        effects: effectsOfLostContact(state),
      };
    case 'contact-found':
      return isWithoutContact(state)
        ? {
            state: { ...state, phase: 'running', keepsProbing: false, error: null },
            effects: [{ kind: 'cancel-silence' }],
          }
        : unchanged(state);
    case 'unresponsive':
      return isWithoutContact(state) ? endFailed(state, event.error, 'recover') : unchanged(state);
    case 'stable':
      return state.phase === 'running' || state.phase === 'idle'
        ? { state: { ...state, failures: 0 }, effects: [] }
        : unchanged(state);
    case 'stop-delayed':
      return isLive(state)
        ? { state: { ...state, stopProblem: event.reason }, effects: [] }
        : unchanged(state);
    case 'gone':
      return state.phase === 'stopping' ? afterGone(withFailure(state, event.failure)) : unchanged(state);
    default:
      return assertNever(event);
  }
}

/** Whether the start is over and the run waits for an answer of its worker. */
const isWithoutContact = (state: LifecycleState): boolean => state.phase === 'idle' || state.keepsProbing;

function effectsOfLostContact(state: LifecycleState): readonly LifecycleEffect[] {
  if (state.phase === 'loading') return [{ kind: 'release-slot' }];
  return state.phase === 'running' ? [{ kind: 'watch-silence', generation: state.generation }] : [];
}

/** Ends the processes of a run that has failed by itself. What follows is decided when they are gone. */
function endFailed(state: LifecycleState, error: Failure, afterStop: 'recover' | 'stay-stopped'): Transition {
  return {
    state: { ...state, phase: 'stopping', afterStop, keepsProbing: false, error },
    effects: [{ kind: 'stop', generation: state.generation }],
  };
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

/** What the user or the program wants. `start-asleep`: one that is started on demand is switched on. */
type Intent = 'start' | 'start-asleep' | 'restart' | 'sleep' | 'stop' | 'remove';

const isSleepIntent = (intent: Intent): intent is 'sleep' | 'start-asleep' =>
  intent === 'sleep' || intent === 'start-asleep';

/** A request asks for the backend. It is started where it sleeps; where it fails or is off, nothing starts it but a person. */
function wake(state: LifecycleState): Transition {
  if (state.phase === 'sleeping') return requestSlot(state, []);
  return state.phase === 'stopping' && state.afterStop === 'sleep'
    ? { state: { ...state, afterStop: 'start' }, effects: [] }
    : unchanged(state);
}

/** Applies an intent, whatever the present phase is. */
function applyIntent(state: LifecycleState, intent: Intent): Transition {
  switch (state.phase) {
    case 'disabled':
      if (intent === 'start' || intent === 'restart') return requestSlot(state, []);
      if (isSleepIntent(intent)) return sleep(state, []);
      return intent === 'stop' ? unchanged(state) : remove(state, []);
    case 'sleeping':
      if (intent === 'start' || intent === 'restart') return requestSlot(state, []);
      if (isSleepIntent(intent)) return unchanged(state);
      return intent === 'stop' ? disable(state, []) : remove(state, []);
    case 'errored':
      if (state.keepsProbing) return stop(state, intent === 'start' ? 'restart' : intent);
      if (intent === 'start' || intent === 'restart') return requestSlot(state, []);
      if (isSleepIntent(intent)) return sleep(state, []);
      return intent === 'stop' ? disable(state, []) : remove(state, []);
    case 'waiting': {
      const cancel = cancelEffects[state.waitingFor ?? 'slot'];
      if (intent === 'start' && state.waitingFor !== 'retry') return unchanged(state);
      if (intent === 'start' || intent === 'restart') return requestSlot(state, cancel);
      if (isSleepIntent(intent)) return sleep(state, cancel);
      return intent === 'stop' ? disable(state, cancel) : remove(state, cancel);
    }
    case 'loading':
    case 'running':
    case 'idle':
      return intent === 'start' || intent === 'start-asleep' ? unchanged(state) : stop(state, intent);
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

function afterStopOf(intent: Intent): LifecycleState['afterStop'] {
  if (intent === 'stop') return 'stay-stopped';
  if (intent === 'start-asleep') return 'sleep';
  return intent === 'restart' ? 'start' : intent;
}

function stop(state: LifecycleState, intent: Exclude<Intent, 'start'>): Transition {
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

function sleep(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'sleeping', waitingFor: null, afterStop: null, error: null, stopProblem: null },
    effects,
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
  error: Failure,
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

/** A failure that was observed is known better once everything that was printed has come. */
function withFailure(state: LifecycleState, failure: Failure | undefined): LifecycleState {
  return state.error && failure ? { ...state, error: failure } : state;
}

function afterGone(state: LifecycleState): Transition {
  switch (state.afterStop) {
    case 'start':
      return requestSlot(state, []);
    case 'sleep':
      return sleep(state, []);
    case 'remove':
      return remove(state, []);
    case 'recover':
      if (state.error === null) return requestSlot(state, []);
      // It had been well: it is started again at once. The back-off begins with the next failure.
      if (state.failures === 0) return requestSlot({ ...state, failures: 1, restartReason: state.error }, []);
      return afterFailure({ ...state, restartReason: state.error }, state.error, true, []);
    case 'stay-stopped':
    case null:
      // A crash without AutoRestart is shown as an error; a stop that was asked for is none.
      return state.error && state.enabled ? afterFailure(state, state.error, false, []) : disable(state, []);
    default:
      return assertNever(state.afterStop);
  }
}
