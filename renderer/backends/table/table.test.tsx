/** The backends as a table. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { renderPanel } from '../../fixtures/render-panel.tsx';
import { densityKey, windowSizes } from '../../state/list-state.ts';
import { readTable, TABLE_KEY } from '../../state/table-state.ts';
import { GROUPING_KEY } from '../../state/view-state.ts';

beforeEach(() => {
  window.localStorage.clear();
  for (const size of windowSizes) window.localStorage.setItem(densityKey(size), 'table');
});

// Other files of tests have the same storage.
afterAll(() => window.localStorage.clear());

const GIB = 1024 ** 3;
const three = () => [
  makeBackend(0, { title: 'Beta', vram_bytes: 2 * GIB, current_model: 'qwen3' }),
  makeBackend(1, { title: 'alpha 10', vram_bytes: 9 * GIB }),
  makeBackend(2, { title: 'alpha 9', phase: 'disabled' }),
];
const table = () => within(screen.getByRole('table', { name: 'Backends' }));
const order = () =>
  [...document.querySelectorAll<HTMLElement>('[data-backend-id]')].map((row) =>
    Number(row.dataset.backendId),
  );
const header = (name: string) => table().getByRole('columnheader', { name: new RegExp(`^${name}`) });
const headers = () =>
  table()
    .getAllByRole('columnheader')
    .map((one) => one.textContent);
const sortBy = (name: string) => fireEvent.click(within(header(name)).getByRole('button'));

async function renderTable(backends = three()) {
  const panel = await renderPanel({ backends });
  await screen.findByRole('table');
  return panel;
}

test('each backend is a row with its columns, its switch and its menu, and unfolds to its card', async () => {
  await renderTable();
  expect(headers()).toEqual([
    'Selected',
    'Status',
    'Title',
    'Type',
    'Model',
    'GPU',
    'VRAM',
    'Last used',
    'Switch',
    'Actions',
  ]);
  const row = within(table().getByRole('row', { name: 'Backend 0: Beta' }));
  for (const text of ['Ready', 'Local language model', 'qwen3', '2.0 GiB'])
    expect(row.getByText(text)).toBeTruthy();
  expect(row.getByRole('switch', { name: 'Enabled' })).toBeTruthy();
  expect(row.getByRole('button', { name: 'More actions' })).toBeTruthy();
  fireEvent.click(row.getByRole('button', { name: /^Beta/ }));
  expect(screen.getByRole('article', { name: 'Backend 0: Beta' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show as a row' }));
  expect(screen.queryByRole('article')).toBeNull();
});

test('a column sorts up, down, and back to the order of the list; what is not known is last', async () => {
  const { fixture } = await renderTable();
  sortBy('Title');
  expect(order()).toEqual([2, 1, 0]);
  expect(header('Title').getAttribute('aria-sort')).toBe('ascending');
  sortBy('Title');
  expect(order()).toEqual([0, 1, 2]);
  sortBy('Title');
  expect(order()).toEqual([0, 1, 2]);
  expect(header('Title').getAttribute('aria-sort')).toBe('none');
  sortBy('VRAM');
  expect(order()).toEqual([0, 1, 2]);
  sortBy('VRAM');
  expect(order()).toEqual([1, 0, 2]);
  act(() => fixture.patch(0, { vram_bytes: 20 * GIB }));
  expect(order()).toEqual([0, 1, 2]);
  expect(readTable().sort).toEqual({ column: 'vram', isDescending: true });
});

test('a range of the selection is what lies between its ends in the sorted table', async () => {
  const { services } = await renderTable([
    makeBackend(0, { title: 'C' }),
    makeBackend(1, { title: 'A' }),
    makeBackend(2, { title: 'B' }),
  ]);
  sortBy('Title');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select A' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select B' }), { shiftKey: true });
  expect([...services.list.getState().selected]).toEqual([1, 2]);
});

test('columns are chosen and resized, and the browser keeps both', async () => {
  await renderTable();
  fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
  fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Tags' }));
  fireEvent.click(screen.getByRole('menuitemcheckbox', { name: 'Model' }));
  await waitFor(() =>
    expect(headers()).toEqual([
      'Selected',
      'Status',
      'Title',
      'Type',
      'GPU',
      'VRAM',
      'Last used',
      'Tags',
      'Switch',
      'Actions',
    ]),
  );
  const handle = screen.getByRole('separator', { name: 'Width of Title' });
  fireEvent.keyDown(handle, { key: 'ArrowRight' });
  fireEvent.keyDown(handle, { key: 'ArrowRight' });
  expect(handle.getAttribute('aria-valuenow')).toBe('252');
  expect(readTable()).toEqual({
    shown: ['status', 'title', 'type', 'gpu', 'vram', 'used', 'tags'],
    widths: { title: 252 },
    sort: null,
  });
});

test('groups are rows of the table', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'state');
  await renderTable();
  expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual([
    'Ready 2',
    'Off 1',
  ]);
  fireEvent.click(screen.getByRole('button', { name: 'Ready 2' }));
  expect(order()).toEqual([2]);
});

test.each([
  '{"shown":["nonsense","title"],"widths":{"title":1e9,"no":3},"sort":{"column":"no"}}',
  'no JSON',
  '7',
  'null',
  '{"shown":[],"widths":[1],"sort":"title"}',
])('what the browser keeps is left out where it is not understood: %s', (stored) => {
  window.localStorage.setItem(TABLE_KEY, stored);
  const { shown, widths, sort } = readTable();
  expect(shown).toContain('title');
  expect(shown).not.toContain('nonsense');
  expect({ widths, sort }).toEqual({ widths: {}, sort: null });
});
