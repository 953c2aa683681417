/** The widgets for GPUs and schedules, within a form. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { makePreferences } from '../fixtures/preferences.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';
import { makeGpu, makeResources } from '../fixtures/resources.ts';

const twoCards = makeResources({ gpus: [makeGpu(0), makeGpu(1, { name: 'NVIDIA GeForce RTX 3090' })] });

async function openForm(settings: Record<string, string>, resources = twoCards) {
  const backend = makeBackend(0, { title: 'Chat' });
  const { fixture, services } = await renderPanel({
    backends: [{ ...backend, settings: { ...backend.settings, Model: '/models/a.gguf', ...settings } }],
    resources,
  });
  await screen.findByRole('region', { name: 'GPUs and memory' });
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog'));
  await form.findByLabelText('Context size');
  const save = async () => {
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(fixture.callsTo('EditBackend')).toHaveLength(1));
    return fixture.callsTo('EditBackend')[0]?.settings;
  };
  const box = (name: string) => form.getByRole<HTMLInputElement>('checkbox', { name });
  return { fixture, form, save, box };
}

const gpus = (form: Awaited<ReturnType<typeof openForm>>['form']) =>
  within(form.getByRole('group', { name: 'GPUs' }))
    .getAllByRole<HTMLInputElement>('checkbox')
    .map(({ checked, labels }) => `${checked ? 'x' : '-'} ${labels?.[0]?.textContent}`);

test('known GPUs are chosen by their names', async () => {
  const { form, box, save } = await openForm({ GPU_ID: '1' });
  expect(gpus(form)).toEqual(['- GPU 0 · RTX 4090 (24.0 GiB)', 'x GPU 1 · RTX 3090 (24.0 GiB)']);
  fireEvent.click(box('GPU 0 · RTX 4090 (24.0 GiB)'));
  expect(await save()).toEqual({ GPU_ID: '0,1' });
});

test('no chosen GPU means all of them, and the form says so', async () => {
  const { form, box, save } = await openForm({ GPU_ID: '0' });
  fireEvent.click(box('GPU 0 · RTX 4090 (24.0 GiB)'));
  expect(form.getByText('None selected: it may use all GPUs.')).toBeTruthy();
  expect(await save()).toEqual({ GPU_ID: '' });
});

test('the number of a missing GPU stays chosen until it is deselected', async () => {
  const { form, box, save } = await openForm({ GPU_ID: '3,0' });
  expect(gpus(form)).toContain('x GPU 3 (not found)');
  fireEvent.click(box('GPU 1 · RTX 3090 (24.0 GiB)'));
  fireEvent.click(box('GPU 3 (not found)'));
  expect(await save()).toEqual({ GPU_ID: '0,1' });
});

test('an excluded GPU cannot be chosen, only deselected', async () => {
  const excluded = makeResources({ gpus: [makeGpu(0, { excluded: true }), makeGpu(1, { excluded: true })] });
  const { box, save } = await openForm({ GPU_ID: '1' }, excluded);
  expect(box('GPU 0 · RTX 4090 (24.0 GiB), excluded in Preferences').disabled).toBe(true);
  fireEvent.click(box('GPU 1 · RTX 4090 (24.0 GiB), excluded in Preferences'));
  expect(await save()).toEqual({ GPU_ID: '' });
});

test('a text that names no known GPU stays a text', async () => {
  const { form, save } = await openForm({ GPU_ID: 'MIG-1234' });
  const field = form.getByLabelText<HTMLInputElement>('GPUs');
  expect(field.value).toBe('MIG-1234');
  // The text is valid now, but the field stays, because the user is typing in it.
  fireEvent.change(field, { target: { value: '0' } });
  expect(form.getByLabelText<HTMLInputElement>('GPUs')).toBe(field);
  fireEvent.click(form.getByRole('button', { name: 'Choose from list' }));
  expect(gpus(form)[0]).toBe('x GPU 0 · RTX 4090 (24.0 GiB)');
  expect(await save()).toEqual({ GPU_ID: '0' });
});

test('excluded GPUs are stored by UUID, because their order may change', async () => {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(0)],
    resources: twoCards,
    preferences: makePreferences({ values: { ExcludedGpus: twoCards.gpus[1]?.uuid ?? '' } }),
  });
  await screen.findByRole('region', { name: 'GPUs and memory' });
  act(() => services.open({ kind: 'preferences' }));
  const group = within(await screen.findByRole('group', { name: 'Excluded graphics cards' }));
  expect(group.getByRole<HTMLInputElement>('checkbox', { name: /^GPU 1/ }).checked).toBe(true);
  fireEvent.click(group.getByRole('checkbox', { name: /^GPU 0/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(fixture.callsTo('EditPreferences')).toEqual([
      { settings: { ExcludedGpus: twoCards.gpus.map(({ uuid }) => uuid).join(',') } },
    ]),
  );
});

const span = (form: Awaited<ReturnType<typeof openForm>>['form'], number: number) => {
  const row = within(form.getByRole('group', { name: `Schedule, time ${number}` }));
  const time = (which: 'from' | 'until') =>
    row.getByLabelText<HTMLInputElement>(`Schedule, time ${number}: ${which}`);
  return {
    ...row,
    days: () => row.getAllByRole('button', { pressed: true }).map(({ textContent }) => textContent),
    time,
    setTime: (which: 'from' | 'until', value: string) => fireEvent.change(time(which), { target: { value } }),
    press: (day: string) => fireEvent.click(row.getByRole('button', { name: day })),
  };
};

test('a schedule is shown as days and times, and the week starts on Monday', async () => {
  const { form } = await openForm({ OnAt: 'Sat,Sun,Mon 22:00-06:00' });
  const row = span(form, 1);
  expect(row.days()).toEqual(['Mon', 'Sat', 'Sun']);
  expect(row.time('from').value).toBe('22:00');
  expect(row.time('until').value).toBe('06:00');
  expect(row.getByText('on the next day')).toBeTruthy();
});

test('without a schedule the form says so, and a new row has office hours', async () => {
  const { form, save } = await openForm({});
  expect(form.getByText('No schedule')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Add a time to Schedule' }));
  span(form, 1).press('Saturday');
  expect(await save()).toEqual({ OnAt: 'Mon,Tue,Wed,Thu,Fri,Sat 08:00-18:00' });
});

test('a row can be added and removed', async () => {
  const { form, save } = await openForm({ OnAt: 'Sun 10:00-12:00' });
  fireEvent.click(form.getByRole('button', { name: 'Add a time to Schedule' }));
  fireEvent.click(form.getByRole('button', { name: 'Remove Schedule, time 1' }));
  expect(await save()).toEqual({ OnAt: 'Mon,Tue,Wed,Thu,Fri 08:00-18:00' });
});

test('an incomplete time keeps the row, shows an error, and cannot be saved', async () => {
  const { form, fixture, save } = await openForm({ OnAt: 'Mon 08:00-18:00' });
  span(form, 1).setTime('until', '');
  expect(form.getByText('Enter both times.')).toBeTruthy();
  expect(span(form, 1).time('from').value).toBe('08:00');
  expect(span(form, 1).time('until').getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(form.getByRole('button', { name: 'Save' }));
  expect(fixture.callsTo('EditBackend')).toEqual([]);
  span(form, 1).setTime('until', '20:15');
  expect(form.queryByText('Enter both times.')).toBeNull();
  expect(await save()).toEqual({ OnAt: 'Mon 08:00-20:15' });
});

test('a change made elsewhere is shown if there are no edits here', async () => {
  const { form, fixture } = await openForm({ OnAt: 'Mon 08:00-18:00' });
  act(() => {
    const backend = makeBackend(0, { title: 'Chat', modcount: 1 });
    fixture.change({ ...backend, settings: { ...backend.settings, OnAt: 'Tue 09:00-10:00' } });
  });
  expect(span(form, 1).days()).toEqual(['Tue']);
});

test('an invalid text is edited as a text until it is valid, and nothing of it is lost', async () => {
  const { form, save } = await openForm({ OnAt: 'when the sun shines' });
  const field = form.getByLabelText<HTMLTextAreaElement>('Schedule');
  expect(field.value).toBe('when the sun shines');
  expect(form.getByText(/^This cannot be shown as days and times\./)).toBeTruthy();
  fireEvent.change(field, { target: { value: 'Mon 08:00-18:00' } });
  expect(form.getByLabelText('Schedule')).toBe(field);
  fireEvent.click(form.getByRole('button', { name: 'Choose days and times' }));
  span(form, 1).press('Tuesday');
  expect(await save()).toEqual({ OnAt: 'Mon,Tue 08:00-18:00' });
});
