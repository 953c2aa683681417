import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { NextStep } from '../../../../shared/backend.ts';
import { makeBackend, makeRoomStep } from '../../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../../fixtures/render-panel.tsx';

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

test('a backend that asks shows its shortage and what would be freed for it', async () => {
  const { room } = await renderRoom();
  expect(room.getByText('It needs 14.0 GiB, and 9.3 GiB are free.')).toBeTruthy();
  expect(steps()).toEqual(['Unload SDXL (9.8 GiB)', 'Switch off Flux']);
  expect(statusOf(2)).toBe('Waiting for memory, needs your answer');
  expect(screen.getByRole('group', { name: 'Backends by state' }).textContent).toContain('1 needs attention');
});

test('"Free memory and start" frees memory and starts it', async () => {
  const { fixture, room } = await renderRoom();
  const release = fixture.hold('MakeRoom');
  fireEvent.click(room.getByRole('button', { name: 'Free memory and start' }));
  expect(room.getByRole('button', { name: 'Free memory and start' }).getAttribute('aria-busy')).toBe('true');
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  release();
  await waitFor(() => expect(statusOf(2)).toBe('Starting…'));
  expect(fixture.callsTo('MakeRoom')).toEqual([{ backend_id: 2 }]);
  expect(room.queryByRole('button', { name: 'Start anyway' })).toBeNull();
});

test('"Start anyway" starts it and frees nothing', async () => {
  const { fixture, room } = await renderRoom();
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  await waitFor(() => expect(statusOf(2)).toBe('Starting…'));
  expect(fixture.callsTo('MakeRoom')).toEqual([{ backend_id: 2, anyway: true }]);
});

test('a backend that does not ask shows what it waits for, and can only be started anyway', async () => {
  const { room } = await renderRoom({ asks: false });
  expect(room.getByText('Waiting for SDXL and Flux. Then:')).toBeTruthy();
  expect(room.queryByRole('button', { name: 'Free memory and start' })).toBeNull();
  expect(room.getByRole('button', { name: 'Start anyway' })).toBeTruthy();
  expect(statusOf(2)).toBe('Waiting for memory');
});

test('a plan that is not enough says so before it is executed', async () => {
  const { room } = await renderRoom({ enough: false });
  expect(room.getByText('Even then it may not fit.')).toBeTruthy();
  expect(room.getByRole('button', { name: 'Free memory and start' })).toBeTruthy();
});

test('without a plan only "Start anyway" is offered', async () => {
  const { room } = await renderRoom({ steps: [], enough: false });
  expect(room.getByText('Nothing can be freed for it, so it may not fit.')).toBeTruthy();
  expect(room.queryByRole('button', { name: 'Free memory and start' })).toBeNull();
});

test('an error is shown on the card that asked', async () => {
  const { fixture, room } = await renderRoom();
  fixture.fail('MakeRoom', 'Backend 2 does not wait for room.');
  fireEvent.click(room.getByRole('button', { name: 'Free memory and start' }));
  expect((await room.findByRole('alert')).textContent).toContain(
    'Could not free memory for it. Backend 2 does not wait for room.',
  );
});

test('while settings are locked no backend is switched off for another', async () => {
  const { fixture, room } = await renderRoom({}, { locked: true });
  fireEvent.click(room.getByRole('button', { name: 'Free memory and start' }));
  fireEvent.click(room.getByRole('button', { name: 'Start anyway' }));
  expect(fixture.callsTo('MakeRoom')).toEqual([]);
});
