import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { Notice } from '../../../shared/events.ts';
import type { Unsaved } from '../storage/store.ts';
import { keepUnsavedChanges, RETRY_INTERVAL_MS } from './unsaved-changes.ts';

function start() {
  const clock = new ManualClock();
  let listener: () => void = () => undefined;
  const store = {
    unsaved: null as Unsaved | null,
    retries: 0,
    onUnsavedChange: (given: () => void) => {
      listener = given;
    },
    retryUnsaved: async () => {
      store.retries++;
    },
  };
  const notices = new Map<string, Notice>();
  const watch = keepUnsavedChanges({
    store,
    clock,
    notices: { add: (notice) => notices.set(notice.id, notice), dismiss: (id) => notices.delete(id) },
  });
  const set = (unsaved: Unsaved | null) => {
    store.unsaved = unsaved;
    listener();
  };
  return { clock, store, notices, watch, set };
}

const off: Unsaved = {
  changes: [{ uid: 'a', message: 'Backend 3 "Flux" is off' }],
  reason: 'the disk is full',
};

test('a notice names what is not saved and why, and goes with it', () => {
  const { notices, set } = start();
  set(off);
  set({ ...off, changes: [...off.changes, { uid: 'b', message: 'Backend 4 is deleted' }] });
  expect([...notices.values()]).toEqual([
    {
      id: 'not-saved',
      level: 'warning',
      message:
        'Could not save these changes: the disk is full. Backend 3 "Flux" is off and Backend 4 is deleted. If Switchyard restarts before they are saved, they are undone.',
      hint: expect.stringContaining('free some space'),
      phrases: expect.objectContaining({ hint: { key: 'happened.stopsNotSaved_hint' } }),
    },
  ]);
  set(null);
  expect(notices.size).toBe(0);
});

test('it is tried again until it is saved, and no more after that or after the end', async () => {
  const { clock, store, set, watch } = start();
  set(off);
  await clock.advance(RETRY_INTERVAL_MS);
  await clock.advance(RETRY_INTERVAL_MS);
  expect(store.retries).toBe(2);
  set(null);
  await clock.advance(RETRY_INTERVAL_MS * 3);
  expect(store.retries).toBe(3);
  set(off);
  watch.close();
  await clock.advance(RETRY_INTERVAL_MS * 3);
  expect(store.retries).toBe(3);
});
