/** Each transition of the lifecycle that is promised: the state before, the event, the phase after it, and the effects. */
import {
  initialState,
  type LifecycleEvent,
  type LifecycleState,
  MAX_FAILURES,
} from '../../../electron/core/backend/lifecycle/lifecycle-state.ts';
import type { BackendError } from '../../../shared/backend.ts';

export const error: BackendError = { code: 'crashed', message: 'It stopped.', hint: 'Look.' };
export const generation = 3;

const state = (over: Partial<LifecycleState>): LifecycleState => ({
  ...initialState(true),
  generation,
  ...over,
});
export const disabled = state({ phase: 'disabled', enabled: false });
export const queued = state({ phase: 'waiting', waitingFor: 'slot' });
export const backingOff = state({ phase: 'waiting', waitingFor: 'retry', failures: 2, error });
export const requestingAdmission = state({ phase: 'waiting', waitingFor: 'admission' });
export const inShortage = state({ phase: 'waiting', waitingFor: 'answer' });
export const loading = state({ phase: 'loading' });
export const running = state({ phase: 'running' });
export const idle = state({ phase: 'idle', error });
export const errored = state({ phase: 'errored', error, failures: 5 });
export const stillProbed = state({ phase: 'errored', error, keepsProbing: true });
export const stoppingToStayOff = state({ phase: 'stopping', afterStop: 'stay-stopped', enabled: false });
export const stoppingToStart = state({ phase: 'stopping', afterStop: 'start' });
export const recovering = state({ phase: 'stopping', afterStop: 'recover', error });
export const recoveringAgain = state({ phase: 'stopping', afterStop: 'recover', error, failures: 1 });
export const stoppingToRemove = state({ phase: 'stopping', afterStop: 'remove' });

export const sleeping = state({ phase: 'sleeping' });
export const stoppingToSleep = state({ phase: 'stopping', afterStop: 'sleep' });

type Row = [name: string, from: LifecycleState, event: LifecycleEvent, to: string, effects: string];

// The phase after the event is written as `phase`, `waiting/<what for>` or `stopping/<what follows>`.
export const rows: Row[] = [
  [
    'enable lets one sleep that is started on demand',
    disabled,
    { kind: 'enable', asleep: true },
    'sleeping',
    '',
  ],
  ['a request queues its start', sleeping, { kind: 'wake' }, 'waiting/slot', 'request-slot'],
  ['a person starts it', sleeping, { kind: 'restart' }, 'waiting/slot', 'request-slot'],
  ['a disable switches it off', sleeping, { kind: 'disable' }, 'disabled', ''],
  ['a delete removes it', sleeping, { kind: 'delete' }, 'removed', 'removed'],
  ['it sleeps on while nobody asks', sleeping, { kind: 'enable', asleep: true }, 'sleeping', ''],
  ['a request to one that is failed starts nothing', errored, { kind: 'wake' }, 'errored', ''],
  ['a request to one that is off starts nothing', disabled, { kind: 'wake' }, 'disabled', ''],
  [
    'a request to one that waits for a retry changes nothing',
    backingOff,
    { kind: 'wake' },
    'waiting/retry',
    '',
  ],
  ['a sleep stops the worker', running, { kind: 'sleep' }, 'stopping/sleep', 'release-slot stop'],
  ['a sleep ends a start', loading, { kind: 'sleep' }, 'stopping/sleep', 'release-slot stop'],
  ['a sleep leaves the queue', queued, { kind: 'sleep' }, 'sleeping', 'release-slot'],
  ['a sleep ends the wait for room', inShortage, { kind: 'sleep' }, 'sleeping', 'cancel-admission'],
  ['a sleep starts nothing that is off', disabled, { kind: 'sleep' }, 'disabled', ''],
  ['one whose process is gone sleeps', stoppingToSleep, { kind: 'gone', generation }, 'sleeping', ''],
  ['a request during that stop starts it again', stoppingToSleep, { kind: 'wake' }, 'stopping/start', ''],
  [
    'a request during a stop that leaves it off does not',
    stoppingToStayOff,
    { kind: 'wake' },
    'stopping/stay-stopped',
    '',
  ],
  ['enable queues a start', disabled, { kind: 'enable' }, 'waiting/slot', 'request-slot'],
  ['a granted slot starts', queued, { kind: 'slot-granted', needsAdmission: false }, 'loading', 'start'],
  [
    'admission is requested while the slot is held',
    queued,
    { kind: 'slot-granted', needsAdmission: true },
    'waiting/admission',
    'request-admission',
  ],
  ['an admitted backend starts', requestingAdmission, { kind: 'admitted', generation }, 'loading', 'start'],
  [
    'a backend that is not admitted gives its slot back',
    requestingAdmission,
    { kind: 'not-admitted', generation },
    'waiting/answer',
    'release-slot',
  ],
  [
    'a shortage that may be over queues another request for admission',
    inShortage,
    { kind: 'retry-admission' },
    'waiting/slot',
    'cancel-admission request-slot',
  ],
  [
    'disable while admission is requested cancels the request',
    requestingAdmission,
    { kind: 'disable' },
    'disabled',
    'cancel-admission release-slot',
  ],
  [
    'disable during a shortage ends the wait',
    inShortage,
    { kind: 'disable' },
    'disabled',
    'cancel-admission',
  ],
  [
    'delete during a shortage ends the wait',
    inShortage,
    { kind: 'delete' },
    'removed',
    'cancel-admission removed',
  ],
  ['enable during a shortage changes nothing', inShortage, { kind: 'enable' }, 'waiting/answer', ''],
  [
    'an admission of an older start is ignored',
    requestingAdmission,
    { kind: 'admitted', generation: generation - 1 },
    'waiting/admission',
    '',
  ],
  ['ready means running', loading, { kind: 'ready', generation }, 'running', 'release-slot watch-stability'],
  [
    'a failed start is tried again later',
    loading,
    { kind: 'start-failed', generation, error, permanent: false },
    'waiting/retry',
    'release-slot schedule-retry',
  ],
  [
    'a start that cannot succeed is not tried again',
    loading,
    { kind: 'start-failed', generation, error, permanent: true },
    'errored',
    'release-slot',
  ],
  [
    'the last attempt that fails makes it errored',
    state({ phase: 'loading', failures: MAX_FAILURES - 1 }),
    { kind: 'start-failed', generation, error, permanent: false },
    'errored',
    'release-slot',
  ],
  [
    'the end of the back-off queues a start',
    backingOff,
    { kind: 'retry-due' },
    'waiting/slot',
    'request-slot',
  ],
  [
    'retry now ends the back-off',
    backingOff,
    { kind: 'retry-now' },
    'waiting/slot',
    'cancel-retry request-slot',
  ],
  [
    'lost contact is idle',
    running,
    { kind: 'contact-lost', generation, error, shownAs: 'idle' },
    'idle',
    'watch-silence',
  ],
  [
    'another reason for lost contact does not begin the wait anew',
    idle,
    { kind: 'contact-lost', generation, error, shownAs: 'idle' },
    'idle',
    '',
  ],
  ['found contact is running', idle, { kind: 'contact-found', generation }, 'running', 'cancel-silence'],
  [
    'a worker without contact for too long is ended',
    idle,
    { kind: 'unresponsive', generation, error },
    'stopping/recover',
    'stop',
  ],
  [
    'a worker that answers again is not ended',
    running,
    { kind: 'unresponsive', generation, error },
    'running',
    '',
  ],
  [
    'a worker of a later start is not ended',
    idle,
    { kind: 'unresponsive', generation: generation - 1, error },
    'idle',
    '',
  ],
  [
    'lost contact makes it errored where it may not idle',
    running,
    { kind: 'contact-lost', generation, error, shownAs: 'errored' },
    'errored',
    'watch-silence',
  ],
  [
    'found contact makes an errored one that is still probed running',
    stillProbed,
    { kind: 'contact-found', generation },
    'running',
    'cancel-silence',
  ],
  ['found contact ends no other error', errored, { kind: 'contact-found', generation }, 'errored', ''],
  [
    'a remote that never answered is idle and gives its slot back',
    loading,
    { kind: 'contact-lost', generation, error, shownAs: 'idle' },
    'idle',
    'release-slot',
  ],
  [
    'a remote that never answered is errored where it may not idle',
    loading,
    { kind: 'contact-lost', generation, error, shownAs: 'errored' },
    'errored',
    'release-slot',
  ],
  ['ready after contact was lost is ignored', stillProbed, { kind: 'ready', generation }, 'errored', ''],
  [
    'lost contact is ignored where the run is over',
    errored,
    { kind: 'contact-lost', generation, error, shownAs: 'idle' },
    'errored',
    '',
  ],
  [
    'restart of an errored one that is still probed stops and starts it',
    stillProbed,
    { kind: 'restart' },
    'stopping/start',
    'release-slot stop',
  ],
  [
    'disable of an errored one that is still probed stops it',
    stillProbed,
    { kind: 'disable' },
    'stopping/stay-stopped',
    'release-slot stop',
  ],
  [
    'delete of an errored one that is still probed stops and removes it',
    stillProbed,
    { kind: 'delete' },
    'stopping/remove',
    'release-slot stop',
  ],
  [
    'an exit of an errored one that is still probed is handled like any other',
    stillProbed,
    { kind: 'exited', generation, error, autoRestart: true },
    'stopping/recover',
    'stop',
  ],
  [
    'an exit ends what is left before it decides what follows',
    running,
    { kind: 'exited', generation, error, autoRestart: true },
    'stopping/recover',
    'stop',
  ],
  [
    'the first crash is followed by a start at once',
    recovering,
    { kind: 'gone', generation },
    'waiting/slot',
    'request-slot',
  ],
  [
    'another crash is followed by a later start',
    recoveringAgain,
    { kind: 'gone', generation },
    'waiting/retry',
    'schedule-retry',
  ],
  [
    'a crash without AutoRestart makes it errored',
    state({ phase: 'stopping', afterStop: 'stay-stopped', error }),
    { kind: 'gone', generation },
    'errored',
    '',
  ],
  ['restart of an errored one queues a start', errored, { kind: 'restart' }, 'waiting/slot', 'request-slot'],
  ['disable of an errored one disables it', errored, { kind: 'disable' }, 'disabled', ''],
  ['disable while queued leaves the queue', queued, { kind: 'disable' }, 'disabled', 'release-slot'],
  [
    'disable while backing off cancels the retry',
    backingOff,
    { kind: 'disable' },
    'disabled',
    'cancel-retry',
  ],
  ['disable while loading stops', loading, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['disable while running stops', running, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['disable while idle stops', idle, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['gone after disable is disabled', stoppingToStayOff, { kind: 'gone', generation }, 'disabled', ''],
  [
    'restart while running stops and starts',
    running,
    { kind: 'restart' },
    'stopping/start',
    'release-slot stop',
  ],
  [
    'restart while loading stops and starts',
    loading,
    { kind: 'restart' },
    'stopping/start',
    'release-slot stop',
  ],
  [
    'gone after restart queues a start',
    stoppingToStart,
    { kind: 'gone', generation },
    'waiting/slot',
    'request-slot',
  ],
  [
    'enable while it still stops starts afterwards',
    stoppingToStayOff,
    { kind: 'enable' },
    'stopping/start',
    '',
  ],
  [
    'disable while it restarts keeps it off afterwards',
    stoppingToStart,
    { kind: 'disable' },
    'stopping/stay-stopped',
    '',
  ],
  [
    'delete while loading stops and removes',
    loading,
    { kind: 'delete' },
    'stopping/remove',
    'release-slot stop',
  ],
  ['gone after delete removes', stoppingToRemove, { kind: 'gone', generation }, 'removed', 'removed'],
  ['a removal is not taken back', stoppingToRemove, { kind: 'enable' }, 'stopping/remove', ''],
  ['delete without a process removes it at once', disabled, { kind: 'delete' }, 'removed', 'removed'],
  ['delete while queued leaves the queue', queued, { kind: 'delete' }, 'removed', 'release-slot removed'],
  ['quit stops a running one', running, { kind: 'quit' }, 'stopping/stay-stopped', 'release-slot stop'],
  [
    'a stable run forgets its failures',
    state({ phase: 'running', failures: 3 }),
    { kind: 'stable', generation },
    'running',
    '',
  ],
  // Stale events and events that do not fit the phase change nothing.
  ['ready of an older start is ignored', loading, { kind: 'ready', generation: 2 }, 'loading', ''],
  [
    'an exit of an older start is ignored',
    running,
    { kind: 'exited', generation: 2, error, autoRestart: true },
    'running',
    '',
  ],
  [
    'ready after a stop was asked for is ignored',
    stoppingToStayOff,
    { kind: 'ready', generation },
    'stopping/stay-stopped',
    '',
  ],
  [
    'a slot that comes too late is ignored',
    disabled,
    { kind: 'slot-granted', needsAdmission: false },
    'disabled',
    '',
  ],
  ['restart of a disabled one does nothing', disabled, { kind: 'restart' }, 'disabled', ''],
  ['retry now while running does nothing', running, { kind: 'retry-now' }, 'running', ''],
];
