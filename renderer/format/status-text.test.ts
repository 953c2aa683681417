import { describe, expect, test } from 'vitest';
import type { BackendError, NextStep } from '../../shared/backend.ts';
import type { Crash } from '../../shared/diagnosis.ts';
import { backendName, groupOf, statusText } from './status-text.ts';

const now = Date.parse('2026-08-01T10:00:00.000Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1000).toISOString();
const reason: BackendError = { code: 'crashed', message: 'It stopped by itself.', hint: '' };
const retry = (seconds: number): NextStep => ({
  kind: 'retry',
  at: inSeconds(seconds),
  attempt: 3,
  attempts: 6,
  reason,
});

const room = (asks: boolean): NextStep => ({
  kind: 'make_room',
  message: 'It does not fit.',
  steps: [],
  enough: true,
  asks,
});

test.each([
  [{ phase: 'running' }, 'Ready'],
  [{ phase: 'idle' }, 'Not answering, trying again'],
  [{ phase: 'loading' }, 'Starting…'],
  [{ phase: 'loading', load_status: 'Loading the model, 42 %' }, 'Loading the model, 42 %'],
  [{ phase: 'waiting' }, 'Waiting for its turn'],
  [{ phase: 'waiting', next_step: retry(8) }, 'Restarts in 8 s, attempt 3 of 6'],
  [{ phase: 'waiting', next_step: retry(-1) }, 'Restarts now, attempt 3 of 6'],
  [{ phase: 'waiting', next_step: room(false) }, 'Waiting for memory'],
  [{ phase: 'waiting', next_step: room(true) }, 'Waiting for memory, needs your answer'],
  [{ phase: 'stopping' }, 'Stopping…'],
  [{ phase: 'stopping', next_step: { kind: 'force_stop', at: inSeconds(7) } }, 'Stopping…, forced in 7 s'],
  [{ phase: 'stopping', next_step: { kind: 'force_stop', at: inSeconds(-2) } }, 'Stopping…, by force'],
  [{ phase: 'stopping', error: reason }, 'Stopped by itself, cleaning up'],
  [{ phase: 'errored' }, 'Failed'],
  [{ phase: 'disabled' }, 'Off'],
] as const)('%j is called "%s"', (backend, text) => {
  expect(statusText(backend, now).text).toBe(text);
});

describe('a backend that has crashed lately', () => {
  const crash = (secondsAgo: number): Crash => ({
    at: inSeconds(-secondsAgo),
    reason: 'exit code 1',
    exit_code: 1,
    signal: null,
    diagnosis: { id: 'gpu_out_of_memory', title: 'The graphics card is out of memory' },
  });
  const running = { phase: 'running', started_at: inSeconds(-38) } as const;

  test('says so first while it runs, and needs attention', () => {
    const backend = { ...running, crashes: [crash(600), crash(400), crash(160), crash(40)] };
    expect(statusText(backend, now)).toEqual({
      tone: 'uncertain',
      text: 'Crashed 4 times in 10 min, last 40 s ago, stable for 38 s',
      isCountingDown: false,
    });
    expect(groupOf(backend)).toBe('attention');
  });
  test('says when, where it was once', () => {
    expect(statusText({ ...running, crashes: [crash(40)] }, now).text).toBe(
      'Crashed once, 40 s ago, stable for 38 s',
    );
  });
  test('says so while it starts again', () => {
    const crashes = [crash(70), crash(2)];
    const backend = { phase: 'loading' as const, load_status: 'Loading, 42 %', crashes };
    expect(statusText(backend, now).text).toBe('Crashed 2 times in 2 min, last just now. Loading, 42 %');
    expect(groupOf(backend)).toBe('attention');
  });
});

test('only a countdown is made again each second', () => {
  expect(statusText({ phase: 'waiting', next_step: retry(8) }, now).isCountingDown).toBe(true);
  expect(statusText({ phase: 'waiting', next_step: retry(-1) }, now).isCountingDown).toBe(false);
  expect(statusText({ phase: 'running' }, now).isCountingDown).toBe(false);
});

test('a backend that waits for its next attempt needs attention, one in the queue does not', () => {
  expect(groupOf({ phase: 'waiting', next_step: retry(8) })).toBe('attention');
  expect(groupOf({ phase: 'waiting' })).toBe('working');
});

test('a backend that waits for memory needs attention only if it asks', () => {
  expect(groupOf({ phase: 'waiting', next_step: room(true) })).toBe('attention');
  expect(groupOf({ phase: 'waiting', next_step: room(false) })).toBe('working');
});

test('without a title a backend is called by its type', () => {
  expect(backendName({ title: ' ', type: 'x' }, 'ComfyUI')).toBe('ComfyUI');
  expect(backendName({ title: '', type: 'x' }, undefined)).toBe('x');
});
