import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { PreferencesView } from '../../shared/operations.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { apiOff, apiOn, headlessSettings, makePreferences, noKeyring } from '../fixtures/preferences.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

interface Options {
  lockedAtStart?: boolean;
}

async function openPreferences(
  facts: Partial<PreferencesView> = {},
  { lockedAtStart = false }: Options = {},
) {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(0)],
    preferences: makePreferences(facts),
    lockedAtStart,
    shownIn: 'window',
  });
  fireEvent.click(screen.getByRole('button', { name: 'Preferences…' }));
  const form = within(await screen.findByRole('dialog', { name: 'Preferences' }));
  await form.findByRole('button', { name: 'Save' });
  const type = (label: string, value: string) =>
    fireEvent.change(form.getByLabelText(label), { target: { value } });
  const press = (name: string) => fireEvent.click(form.getByRole('button', { name }));
  const flip = (name: string) => fireEvent.click(form.getByRole('switch', { name }));
  const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  return { fixture, services, form, type, press, flip, isClosed };
}

const isDisabled = (element: HTMLElement) => (element as HTMLInputElement).disabled;

test('the form is generated from the descriptions of the settings, in their groups', async () => {
  const { form } = await openPreferences();
  expect(form.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent)).toEqual([
    'Start',
    'Window',
    'Notifications',
    'Data',
    'GPUs',
    'API',
    'Safety',
  ]);
  expect(form.getByRole('switch', { name: 'Start at login' })).toBeTruthy();
  expect(form.getByLabelText<HTMLSelectElement>('Colours').value).toBe('system');
  expect(form.getByRole('button', { name: 'Browse for Data directory' })).toBeTruthy();
});

test('only what was changed is saved, and the form closes', async () => {
  const { fixture, form, type, flip, press, isClosed } = await openPreferences();
  expect(form.getByText('No changes')).toBeTruthy();
  flip('Start at login');
  type('Log kept for', '30');
  expect(form.getByText('Changes apply as soon as you save.')).toBeTruthy();
  press('Save');
  await isClosed();
  expect(fixture.callsTo('EditPreferences')).toEqual([{ settings: { StartAtLogin: true, LogDays: 30 } }]);
});

test('a preference that takes effect at the next start says so before and after it is changed', async () => {
  const { form, type } = await openPreferences();
  const text = 'applies after a restart of Switchyard';
  expect(form.getAllByText(text)).toHaveLength(1);
  type('Data directory', '/mnt/big/switchyard');
  expect(form.getAllByText(text)).toHaveLength(1);
  expect(form.getByText('The marked changes apply after a restart of Switchyard.')).toBeTruthy();
  expect(form.queryByText(/needs a restart/)).toBeNull();
});

test('an invalid value is not saved, and a required preference has no empty default', async () => {
  const { fixture, form, type, press } = await openPreferences();
  expect(form.queryByRole('button', { name: 'Reset to default: Data directory' })).toBeNull();
  type('Port', '70000');
  press('Save');
  expect(form.getByText('Port must be a whole number from 1 to 65535.')).toBeTruthy();
  expect(fixture.callsTo('EditPreferences')).toEqual([]);
});

test('a refused change shows its error, and nothing that was typed is lost', async () => {
  const { fixture, form, type, press } = await openPreferences();
  fixture.fail('EditPreferences', 'Port 80 is in use.', 'Choose another one.');
  type('Port', '80');
  press('Save');
  expect((await form.findByRole('alert')).textContent).toContain(
    'Could not save the preferences. Port 80 is in use.',
  );
  expect(form.getByLabelText<HTMLInputElement>('Port').value).toBe('80');
});

test('unsaved changes are discarded only after a question', async () => {
  const { form, type, press, isClosed } = await openPreferences();
  type('Log kept for', '7');
  press('Cancel');
  const question = within(await screen.findByRole('dialog', { name: 'Discard your changes?' }));
  fireEvent.click(question.getByRole('button', { name: 'Keep editing' }));
  expect(form.getByLabelText<HTMLInputElement>('Log kept for').value).toBe('7');
  press('Cancel');
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  await isClosed();
});

test('a change made elsewhere appears in an unchanged form; a changed form asks', async () => {
  const { fixture, form, type } = await openPreferences();
  act(() => fixture.setPreferences({ values: makePreferences({ values: { LogDays: 5 } }).values }));
  await waitFor(() => expect(form.getByLabelText<HTMLInputElement>('Log kept for').value).toBe('5'));
  type('Port', '8000');
  act(() => fixture.setPreferences({ values: makePreferences({ values: { LogDays: 6 } }).values }));
  expect(await form.findByText('Changed elsewhere.')).toBeTruthy();
  expect(form.getByLabelText<HTMLInputElement>('Port').value).toBe('8000');
});

test('a message about a preference is at its field, all others are at the top', async () => {
  const autostart = {
    setting: 'StartAtLogin',
    level: 'error',
    message: 'The entry could not be written.',
    hint: 'Look at the folder.',
  } as const;
  const { form } = await openPreferences({
    notes: [noKeyring, autostart, { ...noKeyring, setting: 'Gone', message: 'Of no field.' }],
  });
  const control = form.getByRole('switch', { name: 'Start at login' });
  const described = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  const text = described.map((id) => document.getElementById(id)?.textContent).join(' ');
  expect(text).toContain('The entry could not be written.');
  expect(text).toContain('Look at the folder.');
  const firstField = form.getByRole('heading', { name: 'Start' });
  for (const text of [noKeyring.message, 'Of no field.'])
    expect(
      form.getByText(text).compareDocumentPosition(firstField) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).not.toBe(0);
});

test('a change that brings a message keeps the form open and unchanged', async () => {
  const { fixture, form, flip, press, isClosed } = await openPreferences();
  const note = {
    setting: 'StartAtLogin',
    level: 'warning',
    message: 'Only for this user.',
    hint: '',
  } as const;
  fixture.answer('EditPreferences', () => ({
    ...makePreferences({ values: { StartAtLogin: true } }),
    notes: [note],
  }));
  flip('Start at login');
  press('Save');
  expect(await form.findByText('Saved. See the new message above.')).toBeTruthy();
  expect(form.getByText('Only for this user.')).toBeTruthy();
  press('Done');
  await isClosed();
});

test('after the API was switched on, the form stays open and shows its address', async () => {
  const { fixture, form, flip, press } = await openPreferences({ api: apiOff });
  expect(form.getByText('Off')).toBeTruthy();
  fixture.answer('EditPreferences', () => makePreferences({ values: { HttpApi: true }, api: apiOn }));
  flip('HTTP API');
  press('Save');
  const link = await form.findByRole('link', { name: 'http://127.0.0.1:7802' });
  expect([link.getAttribute('target'), link.getAttribute('rel')]).toEqual(['_blank', 'noreferrer noopener']);
});

test('the token is shown only when asked for', async () => {
  const { form, press } = await openPreferences({ api: apiOn });
  const token = apiOn?.token ?? '';
  expect(document.body.innerHTML).not.toContain(token);
  press('Show token');
  expect(form.getByText(token)).toBeTruthy();
  press('Hide token');
  expect(document.body.innerHTML).not.toContain(token);
});

test('a new token is made only after a question', async () => {
  const { fixture, form, press } = await openPreferences({ api: apiOn });
  press('Show token');
  press('Create a new token…');
  const question = within(await screen.findByRole('dialog', { name: 'Create a new token?' }));
  fireEvent.click(question.getByRole('button', { name: 'Keep the old one' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Create a new token?' })).toBeNull());
  expect(fixture.callsTo('RenewApiToken')).toEqual([]);
  press('Create a new token…');
  fireEvent.click(await screen.findByRole('button', { name: 'Create a new token' }));
  expect(await form.findByText('The new token is ready.')).toBeTruthy();
  expect(form.getByText(`${apiOn?.token}-renewed`)).toBeTruthy();
});

test('if no new token can be made, the error is shown in the question', async () => {
  const { fixture, press } = await openPreferences({ api: apiOn });
  fixture.fail('RenewApiToken', 'The change could not be saved: the disk is full.');
  press('Create a new token…');
  const question = within(await screen.findByRole('dialog', { name: 'Create a new token?' }));
  fireEvent.click(question.getByRole('button', { name: 'Create a new token' }));
  expect((await question.findByRole('alert')).textContent).toContain('the disk is full');
});

test('a host without an API has no section for it', async () => {
  const { form } = await openPreferences({ settings: headlessSettings });
  expect(form.queryByText('Token')).toBeNull();
  expect(form.getByRole('switch', { name: 'Lock settings' })).toBeTruthy();
});

test('while settings are locked the banner leads to the lock, and only that can be changed', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    preferences: makePreferences({ api: apiOff, values: { LockSettings: true } }),
    shownIn: 'window',
  });
  fireEvent.click(screen.getByRole('button', { name: 'Unlock…' }));
  const form = within(await screen.findByRole('dialog', { name: 'Preferences' }));
  const lock = await form.findByRole('switch', { name: 'Lock settings' });
  expect(isDisabled(lock)).toBe(false);
  for (const label of ['Start at login', 'Colours', 'Data directory', 'Port'])
    expect(isDisabled(form.getByLabelText(label))).toBe(true);
  const renew = form.getByRole('button', { name: 'Create a new token…' });
  expect(renew.getAttribute('aria-description')).toBe('Settings are locked.');
  fireEvent.click(lock);
  fireEvent.click(form.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByText('Settings are locked.')).toBeNull());
  expect(fixture.callsTo('EditPreferences')).toEqual([{ settings: { LockSettings: false } }]);
});

test('if the program was started with a lock, the form says so, and nothing can be edited', async () => {
  const { form } = await openPreferences({}, { lockedAtStart: true });
  expect(form.getByText(/start it without this option/)).toBeTruthy();
  expect(isDisabled(form.getByRole('switch', { name: 'Lock settings' }))).toBe(true);
});

test('if the host refuses to unlock, its error is shown', async () => {
  const { form, flip, press } = await openPreferences(
    { values: { LockSettings: true } },
    { lockedAtStart: true },
  );
  flip('Lock settings');
  press('Save');
  expect((await form.findByRole('alert')).textContent).toBe(
    'Could not save the preferences. Settings are locked.Start it without --lock-settings.',
  );
});

test('edits cannot be saved after somebody has locked the settings', async () => {
  const { fixture, form, type } = await openPreferences();
  type('Port', '8000');
  act(() => fixture.hostChange({ locked: true }));
  const save = form.getByRole('button', { name: 'Save' });
  expect(save.getAttribute('aria-description')).toBe('Settings are locked.');
  fireEvent.click(save);
  expect(fixture.callsTo('EditPreferences')).toEqual([]);
});

test('if the preferences cannot be read, the reason is shown, and they can be read again', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.fail('GetPreferences', 'Switchyard is shutting down.');
  fireEvent.click(screen.getByRole('button', { name: 'Preferences…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Preferences' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('Switchyard is shutting down.');
  fixture.answer('GetPreferences', () => makePreferences());
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findByRole('switch', { name: 'Start at login' })).toBeTruthy();
});
