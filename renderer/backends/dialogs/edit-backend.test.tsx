import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { failure } from '../../fixtures/host/answers.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';

async function openEdit(facts: Partial<FullBackend> = {}) {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(3, { title: 'Chat', ...facts }), makeBackend(7)],
  });
  fireEvent.click(card(3).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Settings' }));
  const form = within(await screen.findByRole('dialog', { name: 'Settings of Chat' }));
  const type = (label: string, value: string) =>
    fireEvent.change(form.getByLabelText(label), { target: { value } });
  const press = (name: string) => fireEvent.click(form.getByRole('button', { name }));
  return { fixture, services, form, type, press };
}

test('saving sends the title and the changed settings only, and closes the form', async () => {
  const { fixture, type, press } = await openEdit();
  type('Title', 'Chat two');
  type('Context size', '8192');
  press('Save');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(fixture.callsTo('EditBackend')).toEqual([
    { backend_id: 3, title: 'Chat two', settings: { ContextSize: 8192 } },
  ]);
  expect(screen.getByRole('article', { name: 'Backend 3: Chat two' })).toBeTruthy();
});

test('what the host wants confirmed is sent again only after a press on the button that says so', async () => {
  const { fixture, form, type, press } = await openEdit();
  const question = 'Nothing was changed yet: LD_PRELOAD=/x.so makes the program load foreign code.';
  fixture.answer('EditBackend', ({ confirm_variables }) =>
    confirm_variables === true
      ? makeBackend(3)
      : failure(question, 'Confirm it.', 'variables_need_confirmation'),
  );
  type('Title', 'Chat two');
  press('Save');
  expect((await form.findByRole('alert')).textContent).toContain(question);
  press('Do it anyway');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(fixture.callsTo('EditBackend').map((input) => input.confirm_variables)).toEqual([undefined, true]);
});

test('a change of the title alone sends no settings and restarts nothing', async () => {
  const { fixture, form, type, press } = await openEdit();
  type('Title', 'Only renamed');
  expect(form.getByText('Changes apply without a restart.')).toBeTruthy();
  press('Save');
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 3, title: 'Only renamed', settings: {} }]),
  );
});

test('the form marks changes that need a restart, and says what saving will do', async () => {
  const { form, type } = await openEdit();
  expect(form.getByText('No changes')).toBeTruthy();
  type('Temperature', '0.9');
  expect(form.getByText('Changes apply without a restart.')).toBeTruthy();
  expect(form.queryByText('needs a restart')).toBeNull();
  type('Context size', '8192');
  expect(form.getByText('needs a restart')).toBeTruthy();
  expect(form.getByText('Saving restarts this backend.')).toBeTruthy();
});

test('for a backend that is off the form does not speak of a restart', async () => {
  const { form, type } = await openEdit({ phase: 'disabled', status: 'disabled' });
  type('Context size', '8192');
  expect(form.getByText('It is off. The changes apply when you switch it on.')).toBeTruthy();
});

test('an invalid form is not sent', async () => {
  const { fixture, form, type, press } = await openEdit();
  type('Context size', '12');
  press('Save');
  expect(form.getByText('Context size must be a whole number from 128 to 1048576.')).toBeTruthy();
  expect(fixture.callsTo('EditBackend')).toEqual([]);
});

test('a refused change shows its error in the form, and nothing that was typed is lost', async () => {
  const { fixture, form, type, press } = await openEdit();
  fixture.fail('EditBackend', 'The change could not be saved: the disk is full.', 'Nothing was changed.');
  type('Context size', '8192');
  press('Save');
  const alert = await form.findByRole('alert');
  expect(alert.textContent).toContain(
    'Could not save the settings. The change could not be saved: the disk is full.',
  );
  expect(form.getByLabelText<HTMLInputElement>('Context size').value).toBe('8192');
});

test('unsaved changes are discarded only after a question', async () => {
  const { form, type, press } = await openEdit();
  type('Title', 'Half typed');
  press('Cancel');
  const question = within(await screen.findByRole('dialog', { name: 'Discard your changes?' }));
  fireEvent.click(question.getByRole('button', { name: 'Keep editing' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Discard your changes?' })).toBeNull());
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Half typed');
  fireEvent.keyDown(document.body, { key: 'Escape' });
  const again = within(await screen.findByRole('dialog', { name: 'Discard your changes?' }));
  fireEvent.click(again.getByRole('button', { name: 'Discard changes' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('Escape in the question closes the question only', async () => {
  const { type, press } = await openEdit();
  type('Title', 'Half typed');
  press('Cancel');
  await screen.findByRole('dialog', { name: 'Discard your changes?' });
  fireEvent.keyDown(document.body, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Discard your changes?' })).toBeNull());
  expect(screen.getByRole('dialog', { name: 'Settings of Chat' })).toBeTruthy();
});

test('without changes it closes at once', async () => {
  const { press } = await openEdit();
  press('Cancel');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('if the backend is changed elsewhere, the form asks instead of overwriting', async () => {
  const { fixture, form, type } = await openEdit();
  type('Temperature', '0.9');
  const settings = { ...makeBackend(3).settings, ContextSize: 2048 };
  act(() => fixture.patch(3, { modcount: 1, settings }));
  expect(form.getByText('Changed elsewhere.')).toBeTruthy();
  expect(form.getByLabelText<HTMLInputElement>('Temperature').value).toBe('0.9');
  fireEvent.click(form.getByRole('button', { name: 'Keep mine' }));
  expect(form.getByLabelText<HTMLInputElement>('Context size').value).toBe('2048');
  expect(form.getByLabelText<HTMLInputElement>('Temperature').value).toBe('0.9');
});

test('a backend can get another id, if that is free', async () => {
  const { fixture, form, type, press } = await openEdit();
  type('Number', '7');
  expect(form.getByText('Number must be a number that no other backend has (7 is taken).')).toBeTruthy();
  type('Number', '0');
  press('Save');
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([
      { backend_id: 3, title: 'Chat', settings: {}, new_id: 0 },
    ]),
  );
});

test('if its backend is deleted, the form says so and keeps what was typed', async () => {
  const { fixture, form, type } = await openEdit();
  type('Title', 'Too late');
  act(() => fixture.remove(3));
  expect(form.getByText(/deleted or got another number while you were editing/)).toBeTruthy();
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Too late');
  expect(form.getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true');
});
