import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';

beforeEach(() => window.localStorage.clear());

const backends = () =>
  [0, 1, 2, 3, 4, 5, 6].map((id) =>
    makeBackend(id, { title: id < 2 ? `Flux ${id}` : `Chat ${id}`, tags: ['prod'] }),
  );
const back = () => act(() => window.history.back());
const hash = () => window.location.hash;
const shown = () => screen.queryAllByRole('article').length;
const closed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

test('Back closes a log, and closing it does the same as Back', async () => {
  await renderPanel({ backends: backends() });
  fireEvent.click(card(1).getByRole('button', { name: 'Log' }));
  const log = await screen.findByRole('dialog', { name: /^Log of/ });
  expect(hash()).toBe('#/backend/1/log');
  back();
  await closed();
  expect(hash()).toBe('');
  act(() => window.history.forward());
  expect(await screen.findByRole('dialog', { name: /^Log of/ })).not.toBe(log);
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await closed();
  await waitFor(() => expect(hash()).toBe(''));
});

test('the filter, the state and the grouping are in the address, and Back takes the filter back', async () => {
  const { services } = await renderPanel({ backends: backends() });
  const box = screen.getByRole('combobox', { name: 'Filter backends' });
  fireEvent.change(box, { target: { value: 'f' } });
  fireEvent.change(box, { target: { value: 'flux' } });
  act(() => services.view.setState({ grouping: 'tag' }));
  expect(hash()).toBe('#/?q=flux&by=tag');
  expect(shown()).toBe(2);
  fireEvent.click(card(0).getByRole('button', { name: 'Log' }));
  await screen.findByRole('dialog', { name: /^Log of/ });
  expect(hash()).toBe('#/backend/0/log?q=flux&by=tag');
  back();
  await closed();
  expect(hash()).toBe('#/?q=flux&by=tag');
  back();
  await waitFor(() => expect(shown()).toBe(7));
});

test('a bookmark shows what it was made of', async () => {
  window.history.replaceState(null, '', '/#/backend/0/log?q=tag:prod%20flux&state=ready&by=tag');
  await renderPanel({ backends: backends() });
  await screen.findByRole('dialog', { name: /^Log of/ });
  expect(shown()).toBe(2);
  expect(hash()).toBe('#/backend/0/log?q=tag:prod+flux&state=ready&by=tag');
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  await closed();
  await waitFor(() => expect(hash()).toBe('#/?q=tag:prod+flux&state=ready&by=tag'));
});

test('a bookmark of a backend that is gone says so, and shows the list', async () => {
  window.history.replaceState(null, '', '/#/backend/77/log');
  await renderPanel({ backends: backends() });
  expect(await screen.findByText('Backend 77 no longer exists.')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(hash()).toBe('');
});

test('Back asks before it discards unsaved edits, and the address stays until then', async () => {
  await renderPanel({ backends: backends() });
  fireEvent.click(card(1).getByRole('button', { name: 'Settings' }));
  const title = await screen.findByLabelText<HTMLInputElement>('Title');
  fireEvent.change(title, { target: { value: 'Half typed' } });
  back();
  fireEvent.click(await screen.findByRole('button', { name: 'Keep editing' }));
  expect(hash()).toBe('#/backend/1/edit');
  expect(title.value).toBe('Half typed');
  back();
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  await closed();
  await waitFor(() => expect(hash()).toBe(''));
});

test('a dialog that is opened between the two events of a step back stays open and gets its address', async () => {
  const { services } = await renderPanel({ backends: backends() });
  for (const dialog of [{ kind: 'palette' }, { kind: 'log', id: 1 }] as const) {
    act(() => services.open(dialog));
    const opened = hash();
    // As a person does who gives the next command at once.
    window.addEventListener('popstate', () => services.open(dialog), { once: true });
    const bothCame = new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    act(() => services.open(null));
    await act(() => bothCame);
    expect(services.view.getState().dialog).toEqual(dialog);
    expect(hash()).toBe(opened);
    act(() => services.open(null));
    await waitFor(() => expect(hash()).toBe(''));
  }
});

test('the late event of one step back does not end the next step', async () => {
  const { services } = await renderPanel({ backends: backends() });
  act(() => services.open({ kind: 'palette' }));
  const step = vi.spyOn(window.history, 'back').mockReturnValue();
  act(() => services.open(null));
  // Of a step that was over before.
  act(() => void window.dispatchEvent(new HashChangeEvent('hashchange')));
  expect(hash(), 'what the step leads away from').toBe('#/palette');
  step.mockRestore();
  act(() => window.history.back());
  await waitFor(() => expect(hash()).toBe(''));
});
