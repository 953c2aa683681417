import { expect, test } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import type { HostInfo } from '../../../shared/events.ts';
import { EventBus } from '../../core/api/event-bus.ts';
import { type BackendChange, createDesktopState } from './desktop-state.ts';

test('it knows every backend in order, and reports each change', async () => {
  const clock = new ManualClock();
  const all = new Map([3, 1].map((id) => [id, { id, title: 'old' } as FullBackend]));
  let locked = false;
  const bus = new EventBus(clock, {
    list: () => [...all.values()],
    get: (id) => all.get(id),
    notices: () => [],
    host: () => ({ locked }) as HostInfo,
  });
  const desktopState = createDesktopState(bus);
  expect(desktopState.backends().map(({ id }) => id)).toEqual([1, 3]);
  const received: (readonly BackendChange[])[] = [];
  desktopState.onChange((changes) => received.push(changes));

  all.set(3, { id: 3, title: 'new' } as FullBackend);
  all.set(4, { id: 4 } as FullBackend);
  bus.changed(3);
  bus.changed(4);
  bus.removed(1);
  await clock.advance(16);
  expect(received).toMatchObject([
    [
      { before: { title: 'old' }, after: { title: 'new' } },
      { before: undefined, after: { id: 4 } },
      { before: { id: 1 }, after: undefined },
    ],
  ]);
  expect(desktopState.backends().map(({ id }) => id)).toEqual([3, 4]);

  locked = true;
  bus.hostChanged();
  await clock.advance(16);
  expect(desktopState.host().locked).toBe(true);
  expect(received[1]).toEqual([]);

  desktopState.close();
  bus.changed(3);
  await clock.advance(1000);
  expect(received).toHaveLength(2);
});
