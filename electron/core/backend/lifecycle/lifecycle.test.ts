import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BackendError } from '../../../../shared/backend.ts';
import {
  initialState,
  isLive,
  type LifecycleEvent,
  type LifecycleState,
  MAX_FAILURES,
  statusOf,
  transition,
} from './lifecycle.ts';

const error: BackendError = { code: 'crashed', message: 'It stopped.', hint: 'Look.' };
const generation = 3;

const state = (over: Partial<LifecycleState>): LifecycleState => ({
  ...initialState(true),
  generation,
  ...over,
});
const disabled = state({ phase: 'disabled', enabled: false });
const queued = state({ phase: 'waiting', waitingFor: 'slot' });
const backingOff = state({ phase: 'waiting', waitingFor: 'retry', failures: 2, error });
const lookingForRoom = state({ phase: 'waiting', waitingFor: 'admission' });
const withoutRoom = state({ phase: 'waiting', waitingFor: 'answer' });
const loading = state({ phase: 'loading' });
const running = state({ phase: 'running' });
const idle = state({ phase: 'idle', error });
const errored = state({ phase: 'errored', error, failures: 5 });
const asking = state({ phase: 'errored', error, keepsProbing: true });
const stoppingToRest = state({ phase: 'stopping', afterStop: 'stay-stopped', enabled: false });
const stoppingToStart = state({ phase: 'stopping', afterStop: 'start' });
const recovering = state({ phase: 'stopping', afterStop: 'recover', error });
const stoppingToRemove = state({ phase: 'stopping', afterStop: 'remove' });

type Row = [name: string, from: LifecycleState, event: LifecycleEvent, to: string, effects: string];

// Phase after → "phase", or "waiting/slot", "waiting/retry", "stopping/<what follows>".
const rows: Row[] = [
  ['enable queues a start', disabled, { kind: 'enable' }, 'waiting/slot', 'request-slot'],
  ['a granted slot starts', queued, { kind: 'slot-granted', needsAdmission: false }, 'loading', 'start'],
  [
    'room is looked for with the turn held',
    queued,
    { kind: 'slot-granted', needsAdmission: true },
    'waiting/admission',
    'request-admission',
  ],
  ['room that was found starts', lookingForRoom, { kind: 'admitted', generation }, 'loading', 'start'],
  [
    'who lacks room gives its turn away',
    lookingForRoom,
    { kind: 'not-admitted', generation },
    'waiting/answer',
    'release-slot',
  ],
  [
    'room that may be there by now is looked for again, in turn',
    withoutRoom,
    { kind: 'retry-admission' },
    'waiting/slot',
    'cancel-admission request-slot',
  ],
  [
    'who looks for room can be called off',
    lookingForRoom,
    { kind: 'disable' },
    'disabled',
    'cancel-admission release-slot',
  ],
  ['who waits for room can be called off', withoutRoom, { kind: 'disable' }, 'disabled', 'cancel-admission'],
  [
    'who waits for room can be deleted',
    withoutRoom,
    { kind: 'delete' },
    'removed',
    'cancel-admission removed',
  ],
  ['switched on once more it goes on waiting', withoutRoom, { kind: 'enable' }, 'waiting/answer', ''],
  [
    'room for an earlier start is none for this one',
    lookingForRoom,
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
    'the last try that fails is an error',
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
  ['lost contact is idle', running, { kind: 'lost', generation, error, shownAs: 'idle' }, 'idle', ''],
  ['found contact is running', idle, { kind: 'found', generation }, 'running', ''],
  [
    'lost contact is an error where it may not idle',
    running,
    { kind: 'lost', generation, error, shownAs: 'errored' },
    'errored',
    '',
  ],
  [
    'an error that is asked about ends when contact is found',
    asking,
    { kind: 'found', generation },
    'running',
    '',
  ],
  ['found contact mends no other error', errored, { kind: 'found', generation }, 'errored', ''],
  [
    'a remote that never answered is idle and gives its slot back',
    loading,
    { kind: 'lost', generation, error, shownAs: 'idle' },
    'idle',
    'release-slot',
  ],
  [
    'a remote that never answered is an error where it may not idle',
    loading,
    { kind: 'lost', generation, error, shownAs: 'errored' },
    'errored',
    'release-slot',
  ],
  ['the word ready is late once contact was lost', asking, { kind: 'ready', generation }, 'errored', ''],
  [
    'a lost remote is no worker to be waited for twice',
    errored,
    { kind: 'lost', generation, error, shownAs: 'idle' },
    'errored',
    '',
  ],
  [
    'an error that is asked about is stopped to restart',
    asking,
    { kind: 'restart' },
    'stopping/start',
    'release-slot stop',
  ],
  [
    'an error that is asked about is stopped to rest',
    asking,
    { kind: 'disable' },
    'stopping/stay-stopped',
    'release-slot stop',
  ],
  [
    'an error that is asked about is stopped to go',
    asking,
    { kind: 'delete' },
    'stopping/remove',
    'release-slot stop',
  ],
  [
    'an exit ends an error that is asked about',
    asking,
    { kind: 'exited', generation, error, autoRestart: true },
    'stopping/recover',
    'stop',
  ],
  [
    'an exit sweeps what is left before it decides',
    running,
    { kind: 'exited', generation, error, autoRestart: true },
    'stopping/recover',
    'stop',
  ],
  [
    'a crash is answered by a later start',
    recovering,
    { kind: 'gone', generation },
    'waiting/retry',
    'schedule-retry',
  ],
  [
    'a crash without AutoRestart is an error',
    state({ phase: 'stopping', afterStop: 'stay-stopped', error }),
    { kind: 'gone', generation },
    'errored',
    '',
  ],
  ['restart of an errored one queues a start', errored, { kind: 'restart' }, 'waiting/slot', 'request-slot'],
  ['disable of an errored one rests', errored, { kind: 'disable' }, 'disabled', ''],
  ['disable while queued leaves the queue', queued, { kind: 'disable' }, 'disabled', 'release-slot'],
  ['disable while backing off ends the tries', backingOff, { kind: 'disable' }, 'disabled', 'cancel-retry'],
  ['disable while loading stops', loading, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['disable while running stops', running, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['disable while idle stops', idle, { kind: 'disable' }, 'stopping/stay-stopped', 'release-slot stop'],
  ['gone after disable is disabled', stoppingToRest, { kind: 'gone', generation }, 'disabled', ''],
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
  ['enable while it still stops starts afterwards', stoppingToRest, { kind: 'enable' }, 'stopping/start', ''],
  [
    'disable while it restarts rests afterwards',
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
  ['delete without a process removes at once', disabled, { kind: 'delete' }, 'removed', 'removed'],
  ['delete while queued leaves the queue', queued, { kind: 'delete' }, 'removed', 'release-slot removed'],
  ['quit stops what runs', running, { kind: 'quit' }, 'stopping/stay-stopped', 'release-slot stop'],
  [
    'a stable run forgets its failures',
    state({ phase: 'running', failures: 3 }),
    { kind: 'stable', generation },
    'running',
    '',
  ],
  // stale or senseless events change nothing
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
    stoppingToRest,
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

const shownPhase = ({ phase, waitingFor, afterStop }: LifecycleState): string =>
  [phase, phase === 'waiting' ? waitingFor : phase === 'stopping' ? afterStop : null]
    .filter(Boolean)
    .join('/');

describe('transition', () => {
  it.each(rows)('%s', (_name, from, event, to, effects) => {
    const result = transition(from, event);
    expect(shownPhase(result.state)).toBe(to);
    expect(result.effects.map((effect) => effect.kind).join(' ')).toBe(effects);
  });

  it('starts each time under a new generation', () => {
    const first = transition(queued, { kind: 'slot-granted', needsAdmission: false });
    expect(first.state.generation).toBe(generation + 1);
    expect(first.effects).toEqual([{ kind: 'start', generation: generation + 1 }]);
  });

  it('forgets failures on every command of the user', () => {
    for (const event of [
      { kind: 'restart' },
      { kind: 'disable' },
      { kind: 'enable' },
      { kind: 'retry-now' },
    ] as const)
      expect(transition(backingOff, event).state.failures, event.kind).toBe(0);
  });

  it('keeps what the user wants through a crash and a quit', () => {
    for (const event of [
      { kind: 'quit' },
      { kind: 'exited', generation, error, autoRestart: false },
    ] as const)
      expect(transition(running, event).state.enabled).toBe(true);
  });
});

const anyEvent = fc.oneof(
  fc.constantFrom<LifecycleEvent>(
    { kind: 'enable' },
    { kind: 'disable' },
    { kind: 'restart' },
    { kind: 'retry-now' },
    { kind: 'delete' },
    { kind: 'quit' },
    { kind: 'slot-granted', needsAdmission: false },
    { kind: 'slot-granted', needsAdmission: true },
    { kind: 'retry-admission' },
    { kind: 'retry-due' },
  ),
  fc
    .integer({ min: 0, max: 4 })
    .chain((number) =>
      fc.constantFrom<LifecycleEvent>(
        { kind: 'admitted', generation: number },
        { kind: 'not-admitted', generation: number },
        { kind: 'ready', generation: number },
        { kind: 'start-failed', generation: number, error, permanent: false },
        { kind: 'start-failed', generation: number, error, permanent: true },
        { kind: 'exited', generation: number, error, autoRestart: true },
        { kind: 'exited', generation: number, error, autoRestart: false },
        { kind: 'lost', generation: number, error, shownAs: 'idle' },
        { kind: 'lost', generation: number, error, shownAs: 'errored' },
        { kind: 'found', generation: number },
        { kind: 'stable', generation: number },
        { kind: 'gone', generation: number },
      ),
    ),
);

describe('whatever happens, in whatever order', () => {
  const histories = fc.array(anyEvent, { maxLength: 60 });
  const play = (
    events: LifecycleEvent[],
    each: (before: LifecycleState, after: LifecycleState, effects: string[]) => void,
  ) => {
    let current = initialState(false);
    for (const event of events) {
      const result = transition(current, event);
      each(
        current,
        result.state,
        result.effects.map(({ kind }) => kind),
      );
      current = result.state;
    }
  };

  it('a worker is started only when none can exist, and only by a slot', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (before, after, effects) => {
          if (!effects.includes('start')) return;
          expect(isLive(before)).toBe(false);
          expect(after.phase).toBe('loading');
        }),
      ),
    );
  });

  it('a live backend comes to rest only through the confirmed end of its process', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (before, after) => {
          if (before.phase === 'running' || before.phase === 'idle' || before.keepsProbing)
            expect(after.keepsProbing ? 'up' : after.phase).toMatch(/^(up|running|idle|stopping)$/);
        }),
      ),
    );
  });

  it('a slot is asked for once and given back once', () => {
    fc.assert(
      fc.property(histories, (events) => {
        let held = 0;
        play(events, (_before, after, effects) => {
          // A release without a slot is allowed (running backends have given theirs back); a second request is not.
          for (const kind of effects) {
            if (kind === 'release-slot') held = 0;
            if (kind === 'request-slot') held++;
          }
          expect(held).toBeLessThanOrEqual(1);
          if (after.phase === 'disabled' || after.phase === 'errored') expect(held).toBe(0);
        });
      }),
    );
  });

  it('a deleted backend never lives again', () => {
    fc.assert(
      fc.property(histories, histories, (before, after) =>
        play([...before, { kind: 'delete' }, ...after], (from, to) => {
          if (from.phase === 'removed') expect(to).toBe(from);
          if (from.phase === 'stopping' && from.afterStop === 'remove')
            expect(['remove', null]).toContain(to.afterStop);
        }),
      ),
    );
  });
});

describe('the status on the wire', () => {
  it('shows stopping as waiting', () => expect(statusOf(stoppingToRest)).toBe('waiting'));
  it('is the phase otherwise', () => {
    for (const each of [disabled, queued, loading, running, idle, errored])
      expect(statusOf(each)).toBe(each.phase);
  });
});
