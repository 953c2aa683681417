import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { keepFocus } from './focus-keeper.ts';

const three = () => [0, 1, 2].map((id) => makeBackend(id, { title: `Worker ${id}` }));
const error = { code: 'crashed', message: 'It has ended.', hint: '' } as const;
const failed = () => [0, 1].map((id) => makeBackend(id, { phase: 'errored', status: 'errored', error }));

/** Waits until the focus is on the card of this backend itself. */
const isOnCard = (id: number) => waitFor(() => expect(document.activeElement).toBe(card(id).element));

function press(button: HTMLElement): void {
  button.focus();
  fireEvent.click(button);
}

async function chooseFromMenu(id: number, name: string): Promise<void> {
  press(card(id).getByRole('button', { name: 'More actions' }));
  const item = await screen.findByRole('menuitem', { name });
  act(() => item.focus());
  fireEvent.click(item);
}

test('Escape in a menu that is opened for the first time gives the focus back to its button', async () => {
  await renderPanel({ backends: three() });
  const opener = card(1).getByRole('button', { name: 'More actions' });
  press(opener);
  const item = await screen.findByRole('menuitem', { name: 'Settings' });
  act(() => item.focus());
  fireEvent.keyDown(item, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement).toBe(opener));
  expect(screen.queryByRole('menu')).toBeNull();
});

test('a button keeps the focus while its call is under way, and does not call twice', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  const release = fixture.hold('FreeBackendMemory');
  const button = card(1).getByRole('button', { name: 'Free VRAM' });
  press(button);
  await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'));
  fireEvent.click(button);
  await act(async () => release());
  await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('false'));
  expect(document.activeElement).toBe(button);
  expect(fixture.callsTo('FreeBackendMemory')).toHaveLength(1);
});

test('a button that disappears with its note gives the focus to its card', async () => {
  const { fixture } = await renderPanel({ backends: failed() });
  press(card(1).getByRole('button', { name: 'Restart' }));
  act(() => fixture.patch(1, { phase: 'loading', status: 'loading', error: undefined }));
  await isOnCard(1);
});

test('a closed note gives the focus to its card', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  fixture.fail('RestartBackends', 'The disk is full.');
  press(card(2).getByRole('button', { name: 'Restart' }));
  press(await card(2).findByRole('button', { name: 'Dismiss this error' }));
  await isOnCard(2);
});

test('a closed note above the list gives the focus to the main part', async () => {
  await renderPanel({
    backends: three(),
    notices: [{ id: 'a', level: 'info', message: 'Two processes were ended.', hint: '' }],
  });
  press(screen.getByRole('button', { name: 'Dismiss notice' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
});

test('a backend that somebody else deletes gives the focus to the next one, the last to the one before', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  act(() => card(1).getByRole('button', { name: 'Log' }).focus());
  act(() => fixture.remove(1));
  await isOnCard(2);
  act(() => fixture.remove(2));
  await isOnCard(0);
});

test('Delete leads to Undo, and from there to the next backend', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  await chooseFromMenu(1, 'Delete');
  act(() => fixture.remove(1));
  const undo = await screen.findByRole('button', { name: 'Undo' });
  await waitFor(() => expect(document.activeElement).toBe(undo));
  fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
  await isOnCard(2);
});

test('Undo leads back to the backend that is there again', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  const release = fixture.hold('RestoreBackend');
  await chooseFromMenu(1, 'Delete');
  const undo = await screen.findByRole('button', { name: 'Undo' });
  await waitFor(() => expect(document.activeElement).toBe(undo));
  fireEvent.click(undo);
  await act(async () => release());
  await isOnCard(1);
});

test('a form that is saved gives the focus back to the button that opened it', async () => {
  await renderPanel({ backends: three() });
  const opener = card(1).getByRole('button', { name: 'Settings' });
  press(opener);
  const form = within(await screen.findByRole('dialog', { name: /^Settings of/ }));
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Ada' } });
  press(form.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

test('a dialog gives the focus back, also where it was opened from a menu, and where its opener is gone by then', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0), makeBackend(1, { notice: 'It serves the sample.' })],
  });
  await chooseFromMenu(0, 'Activity…');
  const title = await screen.findByRole('dialog', { name: /^Activity/ });
  await waitFor(() => expect(title.contains(document.activeElement)).toBe(true));
  fireEvent.keyDown(document.activeElement ?? title, { key: 'Escape' });
  await waitFor(() =>
    expect(document.activeElement).toBe(card(0).getByRole('button', { name: 'More actions' })),
  );
  press(card(1).getByRole('button', { name: 'Change settings' }));
  const form = await screen.findByRole('dialog', { name: /^Settings of/ });
  await waitFor(() => expect(form.contains(document.activeElement)).toBe(true));
  act(() => fixture.patch(1, { notice: '' }));
  fireEvent.keyDown(document.activeElement ?? form, { key: 'Escape' });
  await isOnCard(1);
});

test('who presses on an empty part of the page keeps no focus, and none is moved', async () => {
  await renderPanel({ backends: three() });
  const button = card(1).getByRole('button', { name: 'Log' });
  button.focus();
  act(() => button.blur());
  await act(async () => new Promise((resolve) => setTimeout(resolve)));
  expect(document.activeElement).toBe(document.body);
});

test('a dialog that was opened without a focus and its menu, gone at the same time, lead to the main part', async () => {
  document.body.innerHTML = `<main tabindex="-1"></main>
    <div role="dialog"><button id="inside">x</button></div><div role="menu"><button id="item">y</button></div>`;
  onTestFinished(keepFocus());
  for (const id of ['inside', 'item', 'inside']) document.getElementById(id)?.focus();
  for (const layer of document.querySelectorAll('[role]')) layer.remove();
  await waitFor(() => expect(document.activeElement).toBe(document.querySelector('main')));
});
