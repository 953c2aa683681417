import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { NextStep } from '../../../shared/backend.ts';
import { makeBackend, makeRoomStep } from '../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../fixtures/render-panel.tsx';

type Room = Extract<NextStep, { kind: 'make_room' }>;

async function renderRoom(facts: Partial<Room> = {}, host: { locked?: boolean } = {}) {
  const { fixture } = await renderPanel({
    backends: [
      makeBackend(0, { title: 'SDXL' }),
      makeBackend(1, { title: 'Flux' }),
      makeBackend(2, {
        title: 'Video',
        phase: 'waiting',
        status: 'waiting',
        next_step: makeRoomStep(facts),
      }),
    ],
    host,
  });
  return { fixture, room: card(2) };
}

const steps = () =>
  card(2)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

test('one that asks says what it lacks and what making room would do', async () => {
  const { room } = await renderRoom();
  expect(room.getByText('It needs 14.0 GiB, and 9.3 GiB are free.')).toBeTruthy();
  expect(steps()).toEqual(['Unload SDXL (9.8 GiB)', 'Switch off Flux']);
  expect(statusOf(2)).toBe('Waits for room, asks you');
  expect(screen.getByRole('group', { name: 'Backends by state' }).textContent).toContain('1 needs attention');
});

test('"Make room and start" does that, and starts it', async () => {
  const { fixture, room } = await renderRoom();
  const release = fixture.hold('MakeRoom');
  fireEvent.click(room.getByRole('button', { name: 'Make room and start' }));
  expect(room.getByRole('button', { name: 'Make room and start' }).getAttribute('aria-busy')).toBe('true');
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  release();
  await waitFor(() => expect(statusOf(2)).toBe('Starting…'));
  expect(fixture.callsTo('MakeRoom')).toEqual([{ backend_id: 2 }]);
  expect(room.queryByRole('button', { name: 'Start anyway' })).toBeNull();
});

test('"Start anyway" leaves the others alone', async () => {
  const { fixture, room } = await renderRoom();
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  await waitFor(() => expect(statusOf(2)).toBe('Starting…'));
  expect(fixture.callsTo('MakeRoom')).toEqual([{ backend_id: 2, anyway: true }]);
});

test('one that does not ask says whom it waits for, and can only be started anyway', async () => {
  const { room } = await renderRoom({ asks: false });
  expect(room.getByText('Waits until SDXL and Flux are done. Then:')).toBeTruthy();
  expect(room.queryByRole('button', { name: 'Make room and start' })).toBeNull();
  expect(room.getByRole('button', { name: 'Start anyway' })).toBeTruthy();
  expect(statusOf(2)).toBe('Waits for room');
});

test('where that will not be enough, it is said before it is done', async () => {
  const { room } = await renderRoom({ enough: false });
  expect(room.getByText('That will not be enough: it may not fit even then.')).toBeTruthy();
  expect(room.getByRole('button', { name: 'Make room and start' })).toBeTruthy();
});

test('where nothing can be done, nothing of the kind is offered', async () => {
  const { room } = await renderRoom({ steps: [], enough: false });
  expect(room.getByText('Nothing can be freed for it, so it may not fit.')).toBeTruthy();
  expect(room.queryByRole('button', { name: 'Make room and start' })).toBeNull();
});

test('a failure is told on the card that asked', async () => {
  const { fixture, room } = await renderRoom();
  fixture.fail('MakeRoom', 'Backend 2 does not wait for room.');
  fireEvent.click(room.getByRole('button', { name: 'Make room and start' }));
  expect((await room.findByRole('alert')).textContent).toContain(
    'Making room for it failed. Backend 2 does not wait for room.',
  );
});

test('while settings are locked nothing is switched off for another', async () => {
  const { fixture, room } = await renderRoom({}, { locked: true });
  fireEvent.click(room.getByRole('button', { name: 'Make room and start' }));
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  expect(fixture.callsTo('MakeRoom')).toEqual([]);
});
