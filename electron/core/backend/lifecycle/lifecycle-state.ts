/** What the lifecycle of a backend is made of: its state, what happens to it, and what follows. */
import { type BackendPhase, type BackendStatus, isNotConfigured } from '../../../../shared/backend.ts';
import type { HostText } from '../../../../shared/words/phrase.ts';
import type { Failure } from '../backend-errors.ts';

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
  readonly afterStop: 'start' | 'sleep' | 'stay-stopped' | 'remove' | 'recover' | null;
  /** The phase is `errored`, but the run lives and probes a worker that we do not start: contact makes it `running`. */
  readonly keepsProbing: boolean;
  /** The last failure; kept while the backend waits for the next attempt and while it is errored. */
  readonly error: Failure | null;
  /** Why the present run was started again by itself; null where it was not. A command of the user ends it. */
  readonly restartReason: Failure | null;
  /** Why the end of the processes could not be forced or confirmed in time; null where it was, or is not due yet. */
  readonly stopProblem: HostText | null;
}

export type LifecycleEvent =
  // what the user or the program wants
  /** @param asleep it is started on demand: it sleeps until a request asks for it */
  | { kind: 'enable'; asleep?: boolean }
  | { kind: 'disable' }
  /** @param freesMemory what others hold on its GPUs is freed first, as far as it can be */
  | { kind: 'restart'; freesMemory?: boolean }
  | { kind: 'retry-now' }
  /** A request asks for one that sleeps. */
  | { kind: 'wake' }
  /** Nobody needs one that is started on demand. */
  | { kind: 'sleep' }
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
  | { kind: 'start-failed'; generation: number; error: Failure; permanent: boolean }
  | { kind: 'exited'; generation: number; error: Failure; autoRestart: boolean }
  /** Contact is lost. While loading it means that a worker which we do not start did not answer; its start is then over. */
  | { kind: 'contact-lost'; generation: number; error: Failure; shownAs: 'idle' | 'errored' }
  /** Contact is back. */
  | { kind: 'contact-found'; generation: number }
  /** A worker that is started here has been without contact for so long that it is to be started again. */
  | { kind: 'unresponsive'; generation: number; error: Failure }
  | { kind: 'stable'; generation: number }
  /** The processes of that generation are still there or may be: their end is still waited for. */
  | { kind: 'stop-delayed'; generation: number; reason: HostText }
  /** All processes of that generation are confirmed gone. `failure`: why it failed, by all that they printed; absent where nobody knows of a failure. */
  | { kind: 'gone'; generation: number; failure?: Failure };

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
  /** Contact was lost while it ran: the event `unresponsive` may follow. */
  | { kind: 'watch-silence'; generation: number }
  | { kind: 'cancel-silence' }
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
    restartReason: null,
    stopProblem: null,
  };
}

/** The projection to SwarmUI's six statuses: `stopping` shows as `waiting`, `sleeping` as `idle`, one that is not set up yet as `disabled`. */
export function statusOf(state: LifecycleState): BackendStatus {
  if (isNotConfigured(state)) return 'disabled';
  if (state.phase === 'stopping') return 'waiting';
  // Never `waiting`: GetCurrentStatus would report for ever that something loads.
  if (state.phase === 'sleeping') return 'idle';
  if (state.phase === 'removed') return 'disabled';
  return state.phase;
}

/** Whether a worker process may exist. */
export function isLive(state: LifecycleState): boolean {
  return state.phase === 'loading' || state.phase === 'stopping' || hasStarted(state);
}

/** Whether the start is over and the run reports how it is doing. */
export const hasStarted = (state: LifecycleState): boolean =>
  state.phase === 'running' || state.phase === 'idle' || state.keepsProbing;

/** Whether the end of its process takes so long that nobody is kept waiting for it. */
export const hasStopProblem = ({ phase, stopProblem }: LifecycleState): boolean =>
  phase === 'stopping' && stopProblem !== null;

/** Events after which a worker would be started. */
export const START_EVENTS: ReadonlySet<LifecycleEvent['kind']> = new Set([
  'enable',
  'restart',
  'retry-now',
  'retry-due',
  'wake',
]);

/** Events after which an answer to an earlier shortage does not hold any more. */
export const COMMAND_EVENTS: ReadonlySet<LifecycleEvent['kind']> = new Set([
  'enable',
  'disable',
  'restart',
  'sleep',
  'quit',
  'delete',
]);
