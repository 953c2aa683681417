import { expect, test } from 'vitest';
import type { BackendPhase } from '../../../shared/backend.ts';
import { shortStatus } from '../backends/backend-display.ts';
import { formatTooltip, worstState } from './tray-state.ts';

const worst = (...phases: BackendPhase[]) => worstState(phases.map((phase) => ({ phase })));
const tooltip = (...phases: BackendPhase[]) => formatTooltip(phases.map((phase) => ({ phase })));

test('the icon shows the worst state: error before loading, loading before running, running before off', () => {
  expect(worst('running', 'loading', 'errored', 'disabled')).toBe('error');
  expect(worst('running', 'loading', 'disabled')).toBe('loading');
  expect(worst('disabled', 'running')).toBe('running');
});

test('a backend that recovers by itself is no error: waiting, stopping, not answering', () => {
  for (const phase of ['waiting', 'stopping', 'idle'] as const)
    expect(worst('running', phase)).toBe('loading');
});

test('one that crashed lately is not well while it runs: icon and tooltip say so', () => {
  const crash = {
    at: '2026-11-29T03:00:00.000Z',
    reason: 'exit code 1',
    exit_code: 1,
    signal: null,
    diagnosis: { id: 'crashed', title: 'It stopped by itself' },
  };
  const backends = [{ phase: 'running' as const }, { phase: 'running' as const, crashes: [crash] }];
  expect(worstState(backends)).toBe('loading');
  expect(formatTooltip(backends)).toBe('Switchyard: 1 ready, 1 unstable');
  expect(shortStatus({ phase: 'running', crashes: [crash] })).toBe('Ready, crashed once');
  expect(shortStatus({ phase: 'running', crashes: [crash, crash] })).toBe('Ready, crashed 2 times');
});

test('with no backends, or with all switched off, the icon is off', () => {
  expect(worst()).toBe('off');
  expect(worst('disabled', 'disabled')).toBe('off');
});

test('the tooltip counts what is on, running ones first', () => {
  expect(tooltip('running', 'errored', 'running', 'disabled')).toBe('Switchyard: 2 ready, 1 failed');
  expect(tooltip('waiting', 'loading', 'stopping', 'idle', 'errored', 'errored')).toBe(
    'Switchyard: 2 starting, 1 stopping, 1 not answering, 2 failed',
  );
  expect(tooltip('disabled')).toBe('Switchyard: all backends are off');
  expect(tooltip()).toBe('Switchyard: no backends yet');
});

test('a backend that asks about VRAM counts as an error, and the tooltip says that it asks', () => {
  const waiting = (asks: boolean): Parameters<typeof worstState>[0][number] => ({
    phase: 'waiting',
    next_step: { kind: 'make_room', message: '', steps: [], enough: true, asks },
  });
  expect(worstState([waiting(true)])).toBe('error');
  expect(worstState([waiting(false)])).toBe('loading');
  expect(formatTooltip([waiting(true), waiting(false)])).toBe(
    'Switchyard: 1 starting, 1 waits for your answer',
  );
});
