import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BackendError } from '../../../../shared/backend.ts';
import { transition } from './lifecycle.ts';
import { initialState, isLive, type LifecycleEvent, type LifecycleState } from './lifecycle-state.ts';

const error: BackendError = { code: 'crashed', message: 'It stopped.', hint: 'Look.' };

const anyEvent = fc.oneof(
  fc.constantFrom<LifecycleEvent>(
    { kind: 'enable' },
    { kind: 'enable', asleep: true },
    { kind: 'wake' },
    { kind: 'sleep' },
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
        { kind: 'contact-lost', generation: number, error, shownAs: 'idle' },
        { kind: 'contact-lost', generation: number, error, shownAs: 'errored' },
        { kind: 'contact-found', generation: number },
        { kind: 'unresponsive', generation: number, error },
        { kind: 'stable', generation: number },
        { kind: 'gone', generation: number },
      ),
    ),
);

describe('any sequence of events', () => {
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

  it('starts a worker only when none can exist', () => {
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

  it('stops a live backend only through the confirmed end of its process', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (before, after) => {
          if (before.phase === 'running' || before.phase === 'idle' || before.keepsProbing)
            expect(after.keepsProbing ? 'up' : after.phase).toMatch(/^(up|running|idle|stopping)$/);
        }),
      ),
    );
  });

  it('requests a slot once and gives it back once', () => {
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
          if (['disabled', 'errored', 'sleeping'].includes(after.phase)) expect(held).toBe(0);
        });
      }),
    );
  });

  it('starts by itself without a pause only after a run that had been well', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (before, after, effects) => {
          const isRecovered = before.phase === 'stopping' && before.afterStop === 'recover';
          if (!isRecovered || !effects.includes('request-slot')) return;
          expect(before.failures).toBe(0);
          expect(after.failures).toBe(before.error === null ? 0 : 1);
        }),
      ),
    );
  });

  it('waits for something exactly while it is waiting', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (_before, after) => expect(after.waitingFor !== null).toBe(after.phase === 'waiting')),
      ),
    );
  });

  it('sleeps only while it is switched on, and with no worker', () => {
    fc.assert(
      fc.property(histories, (events) =>
        play(events, (_before, after) => {
          if (after.phase !== 'sleeping') return;
          expect(after.enabled).toBe(true);
          expect(isLive(after)).toBe(false);
        }),
      ),
    );
  });

  it('leaves its sleep only when a request or a person asks for that', () => {
    fc.assert(
      fc.property(histories, (events) => {
        let current = initialState(false);
        for (const event of events) {
          const { state } = transition(current, event);
          if (current.phase === 'sleeping' && state.phase !== 'sleeping')
            expect(event.kind).toMatch(/^(wake|enable|restart|disable|delete|quit)$/);
          current = state;
        }
      }),
    );
  });

  it('never starts a deleted backend again', () => {
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
