import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { permissionsOfRole } from '../../../shared/roles.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GROUPING_KEY } from '../../state/view-state.ts';

beforeEach(() => window.localStorage.clear());

const three = () => [0, 1, 2].map((id) => makeBackend(id));
const order = () => screen.getAllByRole('article').map((one) => Number(one.getAttribute('data-backend-id')));
const announced = () => screen.getByTestId('announcement').textContent;
const down = (id: number) => fireEvent.keyDown(card(id).element, { key: 'ArrowDown', altKey: true });
const up = (id: number) => fireEvent.keyDown(card(id).element, { key: 'ArrowUp', altKey: true });
const filter = (value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name: 'Filter backends' }), { target: { value } });

async function chooseFromCard(id: number, name: string): Promise<void> {
  fireEvent.click(card(id).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name }));
}

async function groupBy(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name: /^Group by/ }));
  fireEvent.click(await screen.findByRole('menuitemradio', { name }));
}

test('cards are in the order that the user chose; those without a position follow by id', async () => {
  await renderPanel({
    backends: [
      makeBackend(0),
      makeBackend(1, { position: 1 }),
      makeBackend(2, { position: 0 }),
      makeBackend(3),
    ],
  });
  expect(order()).toEqual([2, 1, 0, 3]);
});

test('Alt and an arrow key move a card at once and announce it; moves during a call are sent together', async () => {
  const { fixture, services } = await renderPanel({ backends: three() });
  const release = fixture.hold('ArrangeBackends');
  down(0);
  expect(order()).toEqual([1, 0, 2]);
  expect(announced()).toBe('Backend 0: place 2 of 3.');
  down(0);
  up(2);
  expect(order()).toEqual([2, 1, 0]);
  await act(async () => release());
  await waitFor(() => expect(services.view.getState().requestedOrder).toBeNull());
  expect(fixture.callsTo('ArrangeBackends')).toEqual([{ order: [1, 0, 2] }, { order: [2, 1, 0] }]);
  expect(order()).toEqual([2, 1, 0]);
});

test('the first card does not move up, and that is announced', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  up(0);
  expect(announced()).toBe('Backend 0 is the first already.');
  expect(fixture.callsTo('ArrangeBackends')).toEqual([]);
});

test('the menu of a card moves it too', async () => {
  await renderPanel({ backends: three() });
  await chooseFromCard(2, 'Move to top');
  expect(order()).toEqual([2, 0, 1]);
  await act(async () => undefined);
  await chooseFromCard(2, 'Move down');
  expect(order()).toEqual([0, 2, 1]);
});

test('a refused move is undone, and the reason is shown', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  fixture.answer('ArrangeBackends', () => ({
    ok: false,
    error: { code: 'store_failed', message: 'The disk is full.', hint: 'Make room.' },
  }));
  down(0);
  expect(order()).toEqual([1, 0, 2]);
  await screen.findByText(/The disk is full/);
  expect(order()).toEqual([0, 1, 2]);
});

test('while settings are locked no card moves, and that is announced', async () => {
  const { fixture } = await renderPanel({ backends: three(), host: { locked: true } });
  down(0);
  expect(order()).toEqual([0, 1, 2]);
  expect(announced()).toBe('Settings are locked.');
  expect(fixture.callsTo('ArrangeBackends')).toEqual([]);
});

test('who may not arrange backends moves no card by a key, and that is announced', async () => {
  const { fixture } = await renderPanel({ backends: three(), permissions: permissionsOfRole('view') });
  down(0);
  expect(order()).toEqual([0, 1, 2]);
  expect(announced()).toBe('Your API key does not allow this.');
  expect(fixture.callsTo('ArrangeBackends')).toEqual([]);
});

test('a move in a filtered list passes the next visible card', async () => {
  const backends = Array.from({ length: 8 }, (_, id) =>
    makeBackend(id, { title: id % 3 === 0 ? `Flux ${id}` : `Chat ${id}` }),
  );
  const { fixture } = await renderPanel({ backends });
  filter('flux');
  expect(order()).toEqual([0, 3, 6]);
  down(0);
  expect(order()).toEqual([3, 0, 6]);
  await act(async () => undefined);
  expect(fixture.callsTo('ArrangeBackends')).toEqual([{ order: [1, 2, 3, 0, 4, 5, 6, 7] }]);
});

test('grouped by GPU, each card is once under its configured cards, also one that is off, and the browser keeps the choice', async () => {
  const on = (GPU_ID: string) => ({ settings: { GPU_ID } });
  await renderPanel({
    backends: [
      makeBackend(0, { ...on('0'), gpu: ['0'] }),
      makeBackend(1, on('1,0')),
      makeBackend(2, { gpu: ['0'] }),
      makeBackend(3, { ...on('0'), phase: 'disabled' }),
      makeBackend(4, on('10')),
      makeBackend(5, on('2')),
      makeBackend(6, { type: 'command' }),
    ],
  });
  await groupBy('GPU');
  const groups = () => screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
  expect(groups()).toEqual(['GPU 0 2', 'GPU 0, 1 1', 'GPU 2 1', 'GPU 10 1', 'Any GPU 1', 'No GPU 1']);
  expect(order()).toEqual([0, 3, 1, 5, 4, 2, 6]);
  expect(window.localStorage.getItem(GROUPING_KEY)).toBe('gpu');
  await groupBy('Nothing');
  expect(order()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('grouped by state, what needs attention comes first, and a card follows its state', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'state');
  const { fixture } = await renderPanel({
    backends: [makeBackend(0), makeBackend(1, { phase: 'errored' }), makeBackend(2, { phase: 'disabled' })],
  });
  expect(order()).toEqual([1, 0, 2]);
  act(() => fixture.patch(1, { phase: 'running', status: 'running' }));
  const groups = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
  expect(groups).toEqual(['Ready 2', 'Off 1']);
});

test('the filter finds a tag exactly after #, and otherwise as a text; pressing a tag on a card filters by it', async () => {
  const backends = [
    makeBackend(0, { tags: ['image'] }),
    makeBackend(1, { tags: ['images'] }),
    makeBackend(2, { tags: ['Image', 'slow'] }),
    ...[3, 4, 5, 6].map((id) => makeBackend(id)),
  ];
  await renderPanel({ backends });
  filter('image');
  expect(order()).toEqual([0, 1, 2]);
  filter('#image');
  expect(order()).toEqual([0, 2]);
  fireEvent.click(card(2).getByRole('button', { name: '#slow' }));
  expect(order()).toEqual([2]);
  filter('#5');
  expect(order()).toEqual([5]);
});

test('tags are edited from the menu of the card, and an error is shown in the dialog', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { tags: ['image'] })] });
  await chooseFromCard(0, 'Tags…');
  const input = screen.getByRole('combobox', { name: 'Tags' });
  act(() => input.focus());
  fireEvent.change(input, { target: { value: ' #Slow ' } });
  fireEvent.blur(input);
  fixture.answer('TagBackend', () => ({
    ok: false,
    error: { code: 'store_failed', message: 'The disk is full.', hint: 'Make room.' },
  }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/The disk is full/);
  expect(fixture.callsTo('TagBackend')).toEqual([{ backend_id: 0, tags: ['image', 'Slow'] }]);
});
