import { expect, test } from 'vitest';
import type { BackendPhase } from '../../../shared/backend.ts';
import { trayTip, worstState } from './tray-state.ts';

const worst = (...phases: BackendPhase[]) => worstState(phases.map((phase) => ({ phase })));
const tip = (...phases: BackendPhase[]) => trayTip(phases.map((phase) => ({ phase })));

test('the icon shows the worst state: error before loading, loading before running, running before off', () => {
  expect(worst('running', 'loading', 'errored', 'disabled')).toBe('error');
  expect(worst('running', 'loading', 'disabled')).toBe('loading');
  expect(worst('disabled', 'running')).toBe('running');
});

test('what is on its way by itself is no error: waiting, stopping, and one that does not answer', () => {
  for (const phase of ['waiting', 'stopping', 'idle'] as const)
    expect(worst('running', phase)).toBe('loading');
});

test('with no backends, or with all switched off, it is off', () => {
  expect(worst()).toBe('off');
  expect(worst('disabled', 'disabled')).toBe('off');
});

test('the line counts what is on, the good first', () => {
  expect(tip('running', 'errored', 'running', 'disabled')).toBe('Switchyard: 2 running, 1 error');
  expect(tip('waiting', 'loading', 'stopping', 'idle', 'errored', 'errored')).toBe(
    'Switchyard: 2 loading, 1 stopping, 1 not answering, 2 errors',
  );
  expect(tip('disabled')).toBe('Switchyard: all backends are off');
  expect(tip()).toBe('Switchyard: no backends yet');
});

test('one that asks whether room is to be made needs somebody, and the line says so', () => {
  const waiting = (asks: boolean): Parameters<typeof worstState>[0][number] => ({
    phase: 'waiting',
    next_step: { kind: 'make_room', message: '', steps: [], enough: true, asks },
  });
  expect(worstState([waiting(true)])).toBe('error');
  expect(worstState([waiting(false)])).toBe('loading');
  expect(trayTip([waiting(true), waiting(false)])).toBe('Switchyard: 1 loading, 1 waits for your answer');
});
