import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeBackend, makeRoomStep } from '../fixtures/backends.ts';
import { createPanelStore, stateAfterChanges, stateAfterSnapshot } from '../state/panel-store.ts';
import { createViewStore } from '../state/view-state.ts';
import { announceChanges } from './announce-changes.ts';

type Facts = Parameters<typeof makeBackend>[1];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const error = { code: 'crashed', message: 'It has ended.', hint: '' } as const;

function setUp(facts: readonly Facts[]) {
  const store = createPanelStore();
  const view = createViewStore();
  const stop = announceChanges(store, view);
  const make = (id: number, more: Facts = {}) => makeBackend(id, { title: `Worker ${id}`, ...more });
  store.setState(stateAfterSnapshot(facts.map((one, id) => make(id, one))));
  return {
    stop,
    change: (id: number, more: Facts) =>
      store.setState((state) => stateAfterChanges(state, [make(id, more)], [])),
    /** What is said once nothing more has come for a while: politely, and at once. */
    said: () => {
      vi.runAllTimers();
      const { announcement, alert } = view.getState();
      view.setState({ announcement: '', alert: '' });
      return [announcement, alert];
    },
  };
}

test('what is so from the beginning is not said, and neither are figures and what is on its way', () => {
  const { change, said } = setUp([{}, { phase: 'errored', error }]);
  expect(said()).toEqual(['', '']);
  change(0, { ram_bytes: 5, last_used_at: new Date().toISOString() });
  expect(said()).toEqual(['', '']);
  change(0, { phase: 'stopping' });
  change(0, { phase: 'loading' });
  expect(said()).toEqual(['', '']);
  change(0, { phase: 'running' });
  expect(said()).toEqual(['Worker 0 is ready.', '']);
});

test('a restart that takes no longer than a moment is said too, and one that was added and is ready at once', () => {
  const { change, said } = setUp([{}]);
  for (const phase of ['stopping', 'loading', 'running'] as const) change(0, { phase });
  expect(said()).toEqual(['Worker 0 is ready.', '']);
  for (const phase of ['loading', 'running'] as const) change(1, { phase });
  expect(said()).toEqual(['Worker 1 is ready.', '']);
});

test('what happens within a moment is one sentence; many are counted, and what needs somebody is said at once', () => {
  const { change, said } = setUp(Array.from({ length: 7 }, () => ({ phase: 'loading' as const })));
  for (const id of [0, 1, 2]) change(id, { phase: 'running' });
  for (const id of [3, 4]) change(id, { phase: 'errored', error });
  change(5, { phase: 'waiting', next_step: makeRoomStep() });
  change(6, { phase: 'disabled' });
  expect(said()).toEqual([
    '3 backends are ready. Worker 6 is off.',
    'Worker 3 and Worker 4 have failed. Worker 5 is waiting for memory and needs your answer.',
  ]);
  expect(said()).toEqual(['', '']);
});

test('a backend that has failed and is started again is told of when it fails again', () => {
  const { change, said } = setUp([{ phase: 'errored', error }]);
  change(0, { phase: 'loading' });
  expect(said()).toEqual(['', '']);
  change(0, { phase: 'errored', error });
  expect(said()).toEqual(['', 'Worker 0 has failed.']);
});
