/**
 * The life of a backend as a pure function: transition(state, event) → state + effects. No clock, no process, no promise.
 *
 * Three separate facts: `enabled` is what the user wants, `phase` is what is observed, and the status on the wire is a
 * projection of the phase. An event that carries a generation other than the present one is stale and changes nothing.
 */
import type { BackendError, BackendPhase, BackendStatus } from '../../../../shared/backend.ts';
import { assertNever } from '../../../../shared/errors.ts';

/** Failed starts and crashes in a row, without a stable run or a command of the user between, after which it gives up. */
export const FAILURE_LIMIT = 5;

export interface LifecycleState {
  readonly phase: BackendPhase | 'removed';
  readonly enabled: boolean;
  /** Number of the latest start; raised with each. */
  readonly generation: number;
  /** Failures in a row. */
  readonly failures: number;
  /**
   * What `waiting` waits for: its turn to load; in its turn, that there is room for it; without a turn, that somebody
   * makes room or that there is some; or the end of the back-off.
   */
  readonly waitingFor: 'slot' | 'room' | 'answer' | 'retry' | null;
  /** What follows `stopping`: a new start, rest, removal, or the decision about a crashed worker. */
  readonly afterStop: 'start' | 'rest' | 'remove' | 'recover' | null;
  /** Errored, but the run lives and goes on asking a worker that is not ours to start: contact found makes it running. */
  readonly asksOn: boolean;
  /** The last failure; kept while waiting for the next try and while errored. */
  readonly error: BackendError | null;
}

export type LifecycleEvent =
  // what the user or the program wants
  | { kind: 'enable' }
  | { kind: 'disable' }
  | { kind: 'restart' }
  | { kind: 'retry-now' }
  | { kind: 'delete' }
  /** The program ends: as disable, but what the user wants stays. */
  | { kind: 'quit' }
  // what was observed
  /** @param looksForRoom whether something has to be found out, or made room for, before it may load */
  | { kind: 'slot-granted'; looksForRoom: boolean }
  | { kind: 'room-found'; generation: number }
  /** There is none, and none is made unasked. */
  | { kind: 'room-lacking'; generation: number }
  /** Somebody answered, or what it lacked may be there by now: it is looked again. */
  | { kind: 'room-expected' }
  | { kind: 'retry-due' }
  | { kind: 'ready'; generation: number }
  /** The start failed and whatever it had spawned is gone. Permanent: trying again is senseless. */
  | { kind: 'start-failed'; generation: number; error: BackendError; permanent: boolean }
  | { kind: 'exited'; generation: number; error: BackendError; autoRestart: boolean }
  /** Also while loading, where the worker is not ours to start: the run then counts as begun. */
  | { kind: 'lost'; generation: number; error: BackendError; shownAs: 'idle' | 'errored' }
  | { kind: 'found'; generation: number }
  | { kind: 'stable'; generation: number }
  /** The process tree of that generation is confirmed gone; with the last that it printed. */
  | { kind: 'gone'; generation: number; lastLines?: string[] };

export type LifecycleEffect =
  | { kind: 'request-slot' }
  /** Gives a granted slot back, or leaves the queue for one. */
  | { kind: 'release-slot' }
  | { kind: 'find-room'; generation: number }
  /** Ends the search for room, or the waiting for it. */
  | { kind: 'leave-room' }
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

/** A backend that was just read from the store or added: at rest, until the registry enables it. */
export function restingState(enabled: boolean): LifecycleState {
  return {
    phase: 'disabled',
    enabled,
    generation: 0,
    failures: 0,
    waitingFor: null,
    afterStop: null,
    asksOn: false,
    error: null,
  };
}

/** The projection to SwarmUI's six words: `stopping` shows as `waiting`. */
export function statusOf(state: LifecycleState): BackendStatus {
  if (state.phase === 'stopping') return 'waiting';
  if (state.phase === 'removed') return 'disabled';
  return state.phase;
}

/** A worker process may exist in these phases. */
export function isLive(state: LifecycleState): boolean {
  return (
    state.phase === 'loading' ||
    state.phase === 'running' ||
    state.phase === 'idle' ||
    state.phase === 'stopping' ||
    state.asksOn
  );
}

const unchanged = (state: LifecycleState): Transition => ({ state, effects: [] });

export function transition(state: LifecycleState, event: LifecycleEvent): Transition {
  if (state.phase === 'removed') return unchanged(state);
  if ('generation' in event && event.generation !== state.generation) return unchanged(state);
  switch (event.kind) {
    case 'enable':
      return want({ ...state, enabled: true, failures: 0 }, 'start');
    case 'disable':
      return want({ ...state, enabled: false, failures: 0 }, 'rest');
    case 'restart':
      return state.enabled ? want({ ...state, failures: 0 }, 'restart') : unchanged(state);
    case 'quit':
      return want(state, 'rest');
    case 'delete':
      return want(state, 'remove');
    case 'retry-now':
      return state.phase === 'waiting' && state.waitingFor === 'retry'
        ? queue({ ...state, failures: 0 }, [{ kind: 'cancel-retry' }])
        : unchanged(state);
    case 'retry-due':
      return state.phase === 'waiting' && state.waitingFor === 'retry' ? queue(state, []) : unchanged(state);
    case 'slot-granted': {
      if (state.phase !== 'waiting' || state.waitingFor !== 'slot') return unchanged(state);
      const generation = state.generation + 1;
      if (event.looksForRoom)
        return {
          state: { ...state, generation, waitingFor: 'room' },
          effects: [{ kind: 'find-room', generation }],
        };
      return load({ ...state, generation });
    }
    case 'room-found':
      return state.waitingFor === 'room' ? load(state) : unchanged(state);
    case 'room-lacking':
      // Without its turn: whoever shares the card and fits must not wait for an answer to somebody else.
      return state.waitingFor === 'room'
        ? { state: { ...state, waitingFor: 'answer' }, effects: [{ kind: 'release-slot' }] }
        : unchanged(state);
    case 'room-expected':
      return state.waitingFor === 'answer' ? queue(state, [{ kind: 'leave-room' }]) : unchanged(state);
    case 'ready':
      if (state.phase !== 'loading') return unchanged(state);
      return {
        state: { ...state, phase: 'running', error: null },
        effects: [{ kind: 'release-slot' }, { kind: 'watch-stability', generation: event.generation }],
      };
    case 'start-failed':
      if (state.phase !== 'loading') return unchanged(state);
      return afterFailure(state, event.error, !event.permanent, [{ kind: 'release-slot' }]);
    case 'exited':
      if (!isUp(state)) return unchanged(state);
      // What the dead worker left in its group is ended first; only then is it decided how to go on.
      return {
        state: {
          ...state,
          phase: 'stopping',
          afterStop: event.autoRestart ? 'recover' : 'rest',
          asksOn: false,
          error: event.error,
        },
        effects: [{ kind: 'stop', generation: event.generation }],
      };
    case 'lost':
      if (state.phase !== 'loading' && !isUp(state)) return unchanged(state);
      return {
        state: {
          ...state,
          phase: event.shownAs,
          asksOn: event.shownAs === 'errored',
          error: event.error,
        },
        effects: state.phase === 'loading' ? [{ kind: 'release-slot' }] : [],
      };
    case 'found':
      return state.phase === 'idle' || state.asksOn
        ? { state: { ...state, phase: 'running', asksOn: false, error: null }, effects: [] }
        : unchanged(state);
    case 'stable':
      return state.phase === 'running' || state.phase === 'idle'
        ? { state: { ...state, failures: 0 }, effects: [] }
        : unchanged(state);
    case 'gone':
      return state.phase === 'stopping' ? afterGone(withLastLines(state, event.lastLines)) : unchanged(state);
    default:
      return assertNever(event);
  }
}

/** The run is past its start and tells how it fares. */
const isUp = (state: LifecycleState): boolean =>
  state.phase === 'running' || state.phase === 'idle' || state.asksOn;

/** A wish of the user, whatever the present phase is. */
function want(state: LifecycleState, wish: 'start' | 'restart' | 'rest' | 'remove'): Transition {
  switch (state.phase) {
    case 'disabled':
      if (wish === 'start' || wish === 'restart') return queue(state, []);
      return wish === 'rest' ? unchanged(state) : remove(state, []);
    case 'errored':
      if (state.asksOn) return stop(state, wish === 'start' ? 'restart' : wish);
      if (wish === 'start' || wish === 'restart') return queue(state, []);
      return wish === 'rest' ? rest(state, []) : remove(state, []);
    case 'waiting': {
      const leave = leaveEffects[state.waitingFor ?? 'slot'];
      if (wish === 'start' && state.waitingFor !== 'retry') return unchanged(state);
      if (wish === 'start' || wish === 'restart') return queue(state, leave);
      return wish === 'rest' ? rest(state, leave) : remove(state, leave);
    }
    case 'loading':
    case 'running':
    case 'idle':
      return wish === 'start' ? unchanged(state) : stop(state, wish);
    case 'stopping':
      // The latest wish decides what follows; a removal is never taken back.
      if (state.afterStop === 'remove') return unchanged(state);
      return {
        state: { ...state, afterStop: wish === 'restart' ? 'start' : wish, error: null },
        effects: [],
      };
    case 'removed':
      return unchanged(state);
    default:
      return assertNever(state.phase);
  }
}

const leaveEffects: Record<NonNullable<LifecycleState['waitingFor']>, readonly LifecycleEffect[]> = {
  slot: [{ kind: 'release-slot' }],
  room: [{ kind: 'leave-room' }, { kind: 'release-slot' }],
  answer: [{ kind: 'leave-room' }],
  retry: [{ kind: 'cancel-retry' }],
};

function load(state: LifecycleState): Transition {
  return {
    state: { ...state, phase: 'loading', waitingFor: null },
    effects: [{ kind: 'start', generation: state.generation }],
  };
}

function stop(state: LifecycleState, wish: 'restart' | 'rest' | 'remove'): Transition {
  return {
    state: {
      ...state,
      phase: 'stopping',
      afterStop: wish === 'restart' ? 'start' : wish,
      waitingFor: null,
      asksOn: false,
      error: null,
    },
    effects: [{ kind: 'release-slot' }, { kind: 'stop', generation: state.generation }],
  };
}

function queue(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'waiting', waitingFor: 'slot', afterStop: null, error: null },
    effects: [...effects, { kind: 'request-slot' }],
  };
}

function rest(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'disabled', waitingFor: null, afterStop: null, error: null },
    effects,
  };
}

function remove(state: LifecycleState, effects: readonly LifecycleEffect[]): Transition {
  return {
    state: { ...state, phase: 'removed', waitingFor: null, afterStop: null },
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
  if (!mayRetry || failures >= FAILURE_LIMIT)
    return {
      state: { ...state, phase: 'errored', waitingFor: null, afterStop: null, failures, error },
      effects,
    };
  return {
    state: { ...state, phase: 'waiting', waitingFor: 'retry', afterStop: null, failures, error },
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
      return queue(state, []);
    case 'remove':
      return remove(state, []);
    case 'recover':
      return state.error ? afterFailure(state, state.error, true, []) : queue(state, []);
    case 'rest':
    case null:
      // A crash that may not be answered by a restart is an error to show; a stop that was wished for is none.
      return state.error && state.enabled ? afterFailure(state, state.error, false, []) : rest(state, []);
    default:
      return assertNever(state.afterStop);
  }
}
