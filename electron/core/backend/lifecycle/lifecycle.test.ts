import { describe, expect, it } from 'vitest';
import {
  backingOff,
  disabled,
  error,
  errored,
  generation,
  idle,
  loading,
  queued,
  recovering,
  rows,
  running,
  sleeping,
  stoppingToStayOff,
} from '../../../../e2e/testkit/core/lifecycle-rows.ts';
import { transition } from './lifecycle.ts';
import { type LifecycleState, statusOf } from './lifecycle-state.ts';

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

  it('starts each time with a new generation', () => {
    const first = transition(queued, { kind: 'slot-granted', needsAdmission: false });
    expect(first.state.generation).toBe(generation + 1);
    expect(first.effects).toEqual([{ kind: 'start', generation: generation + 1 }]);
  });

  it('resets the failures on every command of the user', () => {
    for (const event of [
      { kind: 'restart' },
      { kind: 'disable' },
      { kind: 'enable' },
      { kind: 'retry-now' },
    ] as const)
      expect(transition(backingOff, event).state.failures, event.kind).toBe(0);
  });

  it('counts the first crash, and keeps its reason until a command of the user', () => {
    const { state: queuedAgain } = transition(recovering, { kind: 'gone', generation });
    expect(queuedAgain).toMatchObject({ failures: 1, restartReason: error });
    expect(transition(queuedAgain, { kind: 'restart' }).state.restartReason).toBeNull();
    const stable = transition(
      { ...queuedAgain, phase: 'running', waitingFor: null },
      { kind: 'stable', generation },
    );
    expect(stable.state).toMatchObject({ failures: 0, restartReason: error });
  });

  it('keeps what the user wants through a crash and a quit', () => {
    for (const event of [
      { kind: 'quit' },
      { kind: 'exited', generation, error, autoRestart: false },
    ] as const)
      expect(transition(running, event).state.enabled).toBe(true);
  });
});

describe('the status on the wire', () => {
  it('shows stopping as waiting', () => expect(statusOf(stoppingToStayOff)).toBe('waiting'));
  it('shows one that sleeps as idle, never as waiting', () => expect(statusOf(sleeping)).toBe('idle'));
  it('is the phase otherwise', () => {
    for (const each of [disabled, queued, loading, running, idle, errored])
      expect(statusOf(each)).toBe(each.phase);
  });
});
