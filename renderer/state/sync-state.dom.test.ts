import { waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { FixtureHost } from '../fixtures/host/fixture-host.ts';
import { createPanelStore } from './panel-store.ts';
import { syncState } from './sync-state.ts';

async function start() {
  const fixture = new FixtureHost({ backends: [makeBackend(0), makeBackend(1), makeBackend(2)] });
  const store = createPanelStore();
  const listen = vi.spyOn(fixture.transport, 'listen');
  const stop = syncState(fixture.transport, store);
  await waitFor(() => expect(store.getState().freshness).toBe('live'));
  return { fixture, store, listen, stop };
}

test('starts with a snapshot and then applies numbered changes', async () => {
  const { fixture, store, listen } = await start();
  expect(store.getState().ids).toEqual([0, 1, 2]);
  fixture.patch(1, { title: 'Renamed' });
  expect(store.getState().backends.get(1)?.title).toBe('Renamed');
  fixture.remove(0);
  expect(store.getState().ids).toEqual([1, 2]);
  expect(listen).toHaveBeenCalledTimes(1);
});

test('applies a change of the host itself, and changes no backend for it', async () => {
  const { fixture, store } = await start();
  const before = store.getState();
  expect(before.host?.locked).toBe(false);
  fixture.hostChange({ locked: true, theme: 'dark' });
  const after = store.getState();
  expect(after.host).toMatchObject({ locked: true, theme: 'dark', version: '0.1.0' });
  expect(after.backends.get(0)).toBe(before.backends.get(0));
  // A change without the host leaves the host as it is.
  fixture.patch(1, { title: 'Renamed' });
  expect(store.getState().host).toBe(after.host);
});

test('what has not changed keeps its identity, so that no component renders without need', async () => {
  const { fixture, store } = await start();
  const before = store.getState();
  fixture.patch(1, { phase: 'idle', status: 'idle' });
  const after = store.getState();
  expect(after.ids).toBe(before.ids);
  expect(after.backends.get(0)).toBe(before.backends.get(0));
  expect(after.backends.get(1)).not.toBe(before.backends.get(1));
});

test('usage and age, which change with every sample, are apart from the backend', async () => {
  const { fixture, store } = await start();
  const before = store.getState();
  fixture.patch(1, {
    vram_bytes: 5,
    vram_source: 'driver',
    ram_bytes: 6,
    cpu_percent: 7,
    seconds_since_used: 9,
  });
  const after = store.getState();
  expect(after.backends.get(1)).toBe(before.backends.get(1));
  expect(after.usage.get(1)).toEqual({
    vram_bytes: 5,
    vram_source: 'driver',
    ram_bytes: 6,
    cpu_percent: 7,
  });
  expect(after.usage.get(0)).toBe(before.usage.get(0));
  fixture.remove(1);
  expect(store.getState().usage.has(1)).toBe(false);
});

test('a move changes the list of ids and no backend', async () => {
  const { fixture, store } = await start();
  const before = store.getState();
  fixture.patch(1, { position: -1 });
  const after = store.getState();
  expect(after.ids).toEqual([1, 0, 2]);
  expect(after.backends.get(1)).toBe(before.backends.get(1));
});

test('a gap in the numbers asks for a new snapshot', async () => {
  const { fixture, store, listen } = await start();
  fixture.loseMessage();
  fixture.patch(2, { title: 'Seen only in the snapshot' });
  expect(listen).toHaveBeenCalledTimes(2);
  await waitFor(() => expect(store.getState().backends.get(2)?.title).toBe('Seen only in the snapshot'));
  expect(fixture.stateSubscribers()).toBe(1);
});

test('a lost connection makes the state stale, and only a new snapshot makes it live again', async () => {
  const { fixture, store } = await start();
  fixture.connect('lost');
  expect(store.getState()).toMatchObject({ connection: 'lost', freshness: 'stale' });
  expect(store.getState().ids).toEqual([0, 1, 2]);
  const freshness: string[] = [];
  store.subscribe((state) => freshness.push(`${state.connection} ${state.freshness}`));
  fixture.connect('open');
  expect(freshness).toEqual(['open stale', 'open live']);
});

test('an event that is queued when the connection is lost does not make the state live', async () => {
  const fixture = new FixtureHost({ backends: [makeBackend(0)] });
  const store = createPanelStore();
  const waiting: (() => void)[] = [];
  syncState(fixture.transport, store, (run) => {
    waiting.push(run);
    return () => undefined;
  });
  await waitFor(() => expect(waiting).toHaveLength(1));
  fixture.connect('lost');
  for (const run of waiting.splice(0)) run();
  expect(store.getState()).toMatchObject({ connection: 'lost', freshness: 'loading' });
  fixture.connect('open');
  await waitFor(() => expect(waiting).not.toEqual([]));
  for (const run of waiting.splice(0)) run();
  expect(store.getState()).toMatchObject({ connection: 'open', freshness: 'live' });
});

test('applies nothing after it was stopped', async () => {
  const { fixture, store, stop } = await start();
  stop();
  fixture.patch(0, { title: 'Late' });
  expect(store.getState().backends.get(0)?.title).toBe('Backend 0');
});
