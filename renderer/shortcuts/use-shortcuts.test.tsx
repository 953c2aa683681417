import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';
import { SINGLE_KEYS_KEY } from './single-keys.ts';

beforeEach(() => window.localStorage.clear());

const three = () => ['Chat', 'Pictures', 'Speech'].map((title, id) => makeBackend(id, { title }));
const press = (key: string, more: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const hasFocus = (id: number) => expect(document.activeElement).toBe(card(id).element);

test('the first stop of the Tab key leads past the header, and j, k, g and Shift+G lead through the list', async () => {
  await renderPanel({ backends: three() });
  const skip = screen.getByRole('button', { name: 'Skip to backends' });
  expect(document.querySelector('button, a, input')).toBe(skip);
  fireEvent.click(skip);
  hasFocus(0);
  press('j');
  press('j');
  hasFocus(2);
  press('j');
  hasFocus(2);
  press('k');
  hasFocus(1);
  press('g');
  hasFocus(0);
  press('G', { shiftKey: true });
  hasFocus(2);
});

test('keys on a backend that has the focus: Enter and Escape, Space, R, L, E, T, X, Delete', async () => {
  const { fixture, services } = await renderPanel({ backends: three() });
  press('j');
  press('Enter');
  expect(card(0).element.contains(document.activeElement)).toBe(true);
  press('Escape');
  hasFocus(0);
  press(' ');
  press('r');
  await waitFor(() => expect(fixture.callsTo('RestartBackends')).toEqual([{ backend: 0 }]));
  expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 0, enabled: false }]);
  press('x');
  expect([...services.list.getState().selected]).toEqual([0]);
  for (const [key, name] of [
    ['l', 'Log of Chat'],
    ['E', 'Settings of Chat'],
    ['t', 'Tags of Chat'],
  ] as const) {
    act(() => card(0).element.focus());
    press(key);
    await screen.findByRole('dialog', { name });
    act(() => services.open(null));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  }
  act(() => card(0).element.focus());
  press('Delete');
  await waitFor(() => expect(fixture.callsTo('DeleteBackend')).toEqual([{ backend_id: 0 }]));
});

test('a key whose command cannot be given now says why', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { phase: 'disabled' })] });
  press('j');
  press('r');
  expect(screen.getByTestId('announcement').textContent).toBe('It is off.');
  expect(fixture.callsTo('RestartBackends')).toEqual([]);
});

test('F2 renames in place: Enter saves, Escape leaves it as it was, and the focus is on the card again', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  press('j');
  press('F2');
  const first = await card(0).findByRole('textbox', { name: 'Title' });
  expect(document.activeElement).toBe(first);
  fireEvent.change(first, { target: { value: 'Talk' } });
  press('Escape');
  await waitFor(() => hasFocus(0));
  press('F2');
  fireEvent.change(await card(0).findByRole('textbox', { name: 'Title' }), { target: { value: ' Talk ' } });
  press('Enter');
  await waitFor(() => hasFocus(0));
  expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, title: 'Talk', settings: {} }]);
});

test('/ leads to the filter, also where so few backends need none', async () => {
  await renderPanel({ backends: three() });
  expect(screen.queryByRole('combobox', { name: 'Filter backends' })).toBeNull();
  press('/');
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Filter backends' })),
  );
});

test('with so many backends that the filter is always there, the keys of the page work too', async () => {
  const { services } = await renderPanel({ backends: Array.from({ length: 8 }, (_, id) => makeBackend(id)) });
  press('/');
  const filter = screen.getByRole('combobox', { name: 'Filter backends' });
  await waitFor(() => expect(document.activeElement).toBe(filter));
  fireEvent.keyDown(filter, { key: 'ArrowDown', code: 'ArrowDown' });
  await screen.findByRole('option', { name: /^status:/ });
  fireEvent.keyDown(filter, { key: 'Escape', code: 'Escape' });
  act(() => filter.blur());
  press('?', { shiftKey: true });
  expect(services.view.getState().dialog).toEqual({ kind: 'shortcuts' });
});

test('where somebody types, and under a dialog, a letter is a letter', async () => {
  const { fixture, services } = await renderPanel({ backends: three() });
  press('/');
  await screen.findByRole('combobox', { name: 'Filter backends' });
  for (const key of ['j', 'n', '?', ' ']) press(key);
  expect(services.view.getState().dialog).toBeNull();
  act(() => services.open({ kind: 'about' }));
  await screen.findByRole('dialog');
  for (const key of ['n', '/']) press(key);
  expect(services.view.getState().dialog).toEqual({ kind: 'about' });
  expect(fixture.callsTo('ToggleBackend')).toEqual([]);
});

test('? shows the map, where keys that work everywhere can be switched off', async () => {
  const { services } = await renderPanel({ backends: three() });
  press('?', { shiftKey: true });
  await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
  fireEvent.click(screen.getByRole('switch', { name: /^Single keys work/ }));
  expect(window.localStorage.getItem(SINGLE_KEYS_KEY)).toBe('off');
  act(() => services.open(null));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  press('n');
  expect(services.view.getState().dialog).toBeNull();
  press('k', { ctrlKey: true });
  expect(await screen.findByRole('dialog', { name: 'Commands' })).toBeTruthy();
});
