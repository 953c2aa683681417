import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { currentLanguage, setCurrentLanguage } from '../../shared/words/words.ts';
import { makeEntry, oneNight } from '../fixtures/activity.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

type Options = Parameters<typeof renderPanel>[0];
const backends = () => [makeBackend(0, { title: 'Flux' }), makeBackend(1, { title: 'Chat (Qwen 3 8B)' })];

async function openActivity(options: Options = {}) {
  const { fixture, services } = await renderPanel({ backends: backends(), activity: oneNight(), ...options });
  fireEvent.click(screen.getByRole('button', { name: 'Activity…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Activity' }));
  return { fixture, services, dialog };
}
type Dialog = Awaited<ReturnType<typeof openActivity>>['dialog'];
const rows = (dialog: Dialog) =>
  dialog.queryAllByRole('listitem').map(({ textContent }) => textContent ?? '');
const choose = (dialog: Dialog, label: string) => fireEvent.click(dialog.getByRole('radio', { name: label }));

test('the night is told with the newest first, by day, with who caused each', async () => {
  const { dialog } = await openActivity();
  await dialog.findByText(/Ready for use after/);
  const found = rows(dialog);
  expect(found).toHaveLength(9);
  expect(found[3]).toContain(
    'Flux: The graphics memory was full. Backend 0 "Flux" ended by itself (exit code 1).',
  );
  expect(found[4]).toContain('Chat (Qwen 3 8B): Switched off. To free memory for Backend 0 "Flux".');
  expect(found[5]).toContain('Old ComfyUI: Deleted. With the API key “Nightly script of the whole studio”.');
  expect(found[8]).toContain('Switchyard 0.1.0 started.');
  expect(dialog.getAllByRole('heading').length).toBeGreaterThan(1);
});

test('it can be limited to failures and to one backend', async () => {
  const { dialog } = await openActivity();
  await dialog.findByText(/Ready for use after/);
  choose(dialog, 'Failures');
  await waitFor(() => expect(rows(dialog)).toHaveLength(1));
  choose(dialog, 'Changes');
  await waitFor(() => expect(rows(dialog)).toHaveLength(2));
});

test('from the menu of a card it opens with that backend alone', async () => {
  await renderPanel({ backends: backends(), activity: oneNight() });
  fireEvent.click(card(1).getByRole('button', { name: /More/ }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Activity…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Activity' }));
  await waitFor(() => expect(rows(dialog)).toHaveLength(2));
  expect(rows(dialog)[0]).not.toContain('Chat');
});

test('what happens while it is open comes in by itself', async () => {
  const { fixture, dialog } = await openActivity();
  await dialog.findByText(/Ready for use after/);
  act(() => fixture.happen(makeEntry(20, 0, { kind: 'contact_lost', message: 'It does not answer.' })));
  await dialog.findByText(/It does not answer/);
  expect(rows(dialog)).toHaveLength(10);
});

test('older entries are read when they are asked for, without a gap and without doubles', async () => {
  const activity = Array.from({ length: 130 }, (_, index) =>
    makeEntry(130 - index, index, { message: `number ${130 - index}` }),
  );
  const { fixture, dialog } = await openActivity({ activity });
  await dialog.findByText(/number 130/);
  expect(rows(dialog)).toHaveLength(100);
  act(() => fixture.happen(makeEntry(131, 0, { message: 'number 131' })));
  await dialog.findByText(/number 131/);
  fireEvent.click(dialog.getByRole('button', { name: 'Show older' }));
  await waitFor(() => expect(rows(dialog)).toHaveLength(131));
  expect(dialog.getByText(/Activity is kept for 30 days/)).toBeTruthy();
  expect(new Set(rows(dialog)).size).toBe(131);
});

test('an edit is undone with the values from before, and says what cannot be put back', async () => {
  const edited = { ...makeBackend(0, { title: 'Flux' }) };
  edited.settings = { ...edited.settings, ExtraArgs: '--lowvram' };
  const { fixture, dialog } = await openActivity({ backends: [edited] });
  fireEvent.click(
    await dialog.findByRole('button', { name: 'Undo the change to Flux: Arguments and API key' }),
  );
  await dialog.findByText('Undone, except for API key: the old value is not kept.');
  expect(fixture.callsTo('EditBackend')).toMatchObject([{ backend_id: 0, settings: { ExtraArgs: '' } }]);
});

test('where the same was changed again since, undoing asks first, and keeping changes nothing', async () => {
  const edited = { ...makeBackend(0, { title: 'Flux' }) };
  edited.settings = { ...edited.settings, ExtraArgs: '--novram' };
  const { fixture, dialog } = await openActivity({ backends: [edited] });
  const undo = () => dialog.findByRole('button', { name: /^Undo the change/ });
  fireEvent.click(await undo());
  expect(dialog.getByText('Arguments changed again since then.')).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Keep' }));
  expect(fixture.callsTo('EditBackend')).toEqual([]);
  fireEvent.click(await undo());
  fireEvent.click(dialog.getByRole('button', { name: 'Undo anyway' }));
  await dialog.findByText(/^Undone/);
  expect(fixture.callsTo('EditBackend')).toHaveLength(1);
});

test('a deletion is undone, and a failure of that is shown where it was asked for', async () => {
  const { fixture, dialog } = await openActivity();
  fixture.fail('RestoreBackend', 'Backend 2 is taken.', 'Give that one another ID.');
  const undo = await dialog.findByRole('button', { name: 'Undo: restore Old ComfyUI' });
  fireEvent.click(undo);
  const failure = await dialog.findByRole('alert');
  expect(failure.textContent).toContain('Backend 2 is taken.');
});

test('a failure leads to the log of its backend', async () => {
  const { dialog, services } = await openActivity();
  fireEvent.click(await dialog.findByRole('button', { name: 'Open log of Flux' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'log', id: 0 });
});

test('a host that cannot be read is reported with a button that tries again', async () => {
  const { fixture } = await renderPanel({ backends: backends() });
  fixture.fail('GetActivity', 'The disk does not answer.', 'Look at the disk.');
  fireEvent.click(screen.getByRole('button', { name: 'Activity…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Activity' }));
  await dialog.findByText(/The disk does not answer/);
  expect(dialog.getByRole('button', { name: 'Try again' })).toBeTruthy();
});

test('in another language, an entry and what to do about it are said in that language', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  setCurrentLanguage(await loadLanguage('ja', []));
  const details = {
    backend: 'Flux',
    address: 'http://127.0.0.1:8188',
    hasAddress: 'yes',
    reason: 'ECONNREFUSED',
  };
  const { services } = await renderPanel({
    backends: backends(),
    activity: [
      makeEntry(1, 0, {
        kind: 'contact_lost',
        backend: { id: 0, name: 'Flux', deleted: false },
        message: 'Flux does not answer any more.',
        phrases: { message: { key: 'errors.contact_lost', values: details } },
        error: {
          code: 'contact_lost',
          message: 'Flux does not answer any more.',
          hint: 'Switchyard keeps asking until it answers.',
          diagnosis: 'It does not answer any more',
          diagnosis_id: 'contact_lost',
          details,
        },
      }),
    ],
  });
  act(() => services.open({ kind: 'activity' }));
  const row = await screen.findByRole('listitem');
  expect(row.textContent).toMatch(/Flux：[^.]+。[^.]*Flux.*http:\/\/127\.0\.0\.1:8188/);
  expect(row.textContent).not.toContain('keeps asking');
});
