/** What is done to several backends at once. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GROUPING_KEY } from '../../state/view-state.ts';

beforeEach(() => window.localStorage.clear());

// Other files of tests have the same storage.
afterAll(() => window.localStorage.clear());

const failed = (id: number) =>
  makeBackend(id, {
    phase: 'errored',
    status: 'errored',
    error: { code: 'crashed', message: 'It ended with exit code 1.', hint: 'Look into its log.' },
  });
const select = (...ids: number[]) => {
  for (const id of ids) fireEvent.click(card(id).getByRole('checkbox', { name: `Select Backend ${id}` }));
};
const bar = () => within(screen.getByRole('region', { name: 'Selected backends' }));
const order = () => screen.getAllByRole('article').map((one) => Number(one.getAttribute('data-backend-id')));

async function chooseMore(item: string): Promise<void> {
  fireEvent.click(bar().getByRole('button', { name: 'More for the selected backends' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: new RegExp(`^${item}`) }));
}

test('the failed ones are restarted together, without a question, and one line follows them to the end', async () => {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(0), failed(1), failed(2), failed(3)],
  });
  fireEvent.click(screen.getByRole('button', { name: 'Restart 3 failed backends' }));
  expect(await screen.findByText('Restarting 3 backends…')).toBeTruthy();
  expect(fixture.callsTo('RestartBackends')).toEqual([{ backend: 1 }, { backend: 2 }, { backend: 3 }]);
  act(() => fixture.patch(1, { phase: 'running', status: 'running' }));
  expect(await screen.findByText('Restarting 3 backends: 1 done…')).toBeTruthy();
  act(() => fixture.patch(2, { phase: 'running', status: 'running' }));
  act(() => fixture.change(failed(3)));
  expect(await screen.findByText('Restarted 2 of 3 backends.')).toBeTruthy();
  expect(screen.getByText('Backend 3: It ended with exit code 1.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Select the failed backends' }));
  expect([...services.list.getState().selected]).toEqual([3]);
});

test('a start that fails at once as before ends the line too, although no event tells of it', async () => {
  const { fixture } = await renderPanel({ backends: [failed(1), failed(2)] });
  // The host tells only of what differs from what it told last.
  fixture.answer('RestartBackends', () => ({ result: 'Success.', count: 1 }));
  fixture.answer('ListBackends', () => ({ 1: failed(1), 2: failed(2) }));
  fireEvent.click(screen.getByRole('button', { name: 'Restart 2 failed backends' }));
  expect(await screen.findByText('2 backends: It ended with exit code 1.')).toBeTruthy();
  // One answer is enough for both.
  expect(fixture.callsTo('ListBackends')).toHaveLength(1);
});

test('switching off several that are ready asks first; those that are off already are left out', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0), makeBackend(1), makeBackend(2, { phase: 'disabled' })],
  });
  select(0, 1, 2);
  expect(bar().getByText('3')).toBeTruthy();
  fireEvent.click(bar().getByRole('button', { name: 'Switch off' }));
  expect(await screen.findByText(/^All of them are ready/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Switch off 2 backends' }));
  expect(await screen.findByText('Switched off 2 backends.')).toBeTruthy();
  expect(fixture.callsTo('ToggleBackend')).toEqual([
    { backend_id: 0, enabled: false },
    { backend_id: 1, enabled: false },
  ]);
  fireEvent.click(bar().getByRole('button', { name: 'Deselect all' }));
  expect(screen.queryByRole('region', { name: 'Selected backends' })).toBeNull();
});

test('several are deleted without a question, and one Undo brings all of them back', async () => {
  await renderPanel({ backends: [0, 1, 2, 3].map((id) => makeBackend(id)) });
  select(1, 2);
  await chooseMore('Delete');
  const undo = await screen.findByRole('button', { name: 'Undo' });
  expect(order()).toEqual([0, 3]);
  // The bar is gone, with what had the focus.
  await waitFor(() => expect(document.activeElement).toBe(undo));
  fireEvent.click(undo);
  await waitFor(() => expect(order()).toEqual([0, 1, 2, 3]));
  await waitFor(() => expect(screen.queryByText('Deleted 2 backends.')).toBeNull());
});

test('several are moved to the top in one call, and exported as one file', async () => {
  const { fixture } = await renderPanel({ backends: [0, 1, 2, 3].map((id) => makeBackend(id)) });
  select(3, 2);
  await chooseMore('Move to top');
  expect(order()).toEqual([2, 3, 0, 1]);
  await waitFor(() => expect(fixture.callsTo('ArrangeBackends')).toEqual([{ order: [2, 3, 0, 1] }]));
  await chooseMore('Export');
  fireEvent.click(await screen.findByRole('button', { name: 'Export' }));
  await waitFor(() => expect(fixture.callsTo('ExportBackends')).toEqual([{ backends: [2, 3] }]));
});

test('a tag is added to several and another taken away; the other tags of each stay', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { tags: ['image', 'old'] }), makeBackend(1, { tags: ['old'] }), makeBackend(2)],
  });
  select(0, 1);
  fireEvent.click(bar().getByRole('button', { name: 'Tags…' }));
  const type = (name: string, value: string) => {
    const input = screen.getByRole('combobox', { name });
    act(() => input.focus());
    fireEvent.change(input, { target: { value } });
    fireEvent.blur(input);
  };
  await screen.findByText('Tags of 2 backends');
  type('Add', 'prod');
  type('Remove', 'old');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(fixture.callsTo('TagBackend')).toEqual([
      { backend_id: 0, tags: ['image', 'prod'] },
      { backend_id: 1, tags: ['prod'] },
    ]),
  );
});

test('a group has the same actions, and so has what the filter has left', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'tag');
  const { fixture } = await renderPanel({
    backends: [
      makeBackend(0, { tags: ['prod'] }),
      makeBackend(1, { tags: ['prod'], phase: 'disabled' }),
      makeBackend(2, { phase: 'disabled' }),
    ],
  });
  fireEvent.click(screen.getByRole('button', { name: 'Actions for prod' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Switch on 1' }));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toEqual([{ backend_id: 1, enabled: true }]));
  fireEvent.click(screen.getByRole('button', { name: '1 off' }));
  fireEvent.click(screen.getByRole('button', { name: 'Actions for all 1' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Switch on 1' }));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toHaveLength(2));
});

test('a call that is refused is told with its reason, once for all that have the same', async () => {
  const { fixture } = await renderPanel({ backends: [0, 1, 2].map((id) => makeBackend(id)) });
  fixture.fail('DuplicateBackend', 'The disk is full.');
  select(0, 1, 2);
  await chooseMore('Duplicate');
  expect(await screen.findByText('Duplicated 0 of 3 backends.')).toBeTruthy();
  expect(screen.getByText('3 backends: The disk is full.')).toBeTruthy();
});
