/** How densely the list shows its backends, its groups, and what is selected. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel, statusOf } from '../../fixtures/render-panel.tsx';
import { GiB, makeGpu, makeResources } from '../../fixtures/resources.ts';
import { createListStore, densityKey, densityOf } from '../../state/list-state.ts';
import { GROUPING_KEY } from '../../state/view-state.ts';

beforeEach(() => window.localStorage.clear());

// Other files of tests have the same storage.
afterAll(() => window.localStorage.clear());

const many = (count: number) => Array.from({ length: count }, (_, id) => makeBackend(id));
const rows = () => document.querySelectorAll('.sy-row');
const density = () =>
  within(screen.getByRole('radiogroup', { name: 'Show backends as' }))
    .getByRole('radio', { checked: true })
    .getAttribute('aria-label');
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));
const selectBox = (id: number) =>
  card(id).getByRole<HTMLInputElement>('checkbox', { name: `Select Backend ${id}` });
const selected = () =>
  [...document.querySelectorAll('article')]
    .filter((one) => within(one).queryByRole('checkbox', { name: /^Select/, checked: true }))
    .map((one) => Number(one.dataset.backendId));

function setWindow(width: number): void {
  const set = (to: number) => {
    Object.defineProperty(window, 'innerWidth', { value: to, configurable: true, writable: true });
    act(() => void window.dispatchEvent(new Event('resize')));
  };
  const before = window.innerWidth;
  set(width);
  onTestFinished(() => set(before));
}

test.each([
  { size: 'small', cards: 3 },
  { size: 'medium', cards: 12 },
  { size: 'large', cards: 24 },
] as const)(
  'a $size window begins with cards for $cards backends, and with rows for more',
  ({ size, cards }) => {
    expect(densityOf({ densities: {} }, size, cards)).toBe('cards');
    expect(densityOf({ densities: {} }, size, cards + 1)).toBe('rows');
    expect(densityOf({ densities: { [size]: 'rows' } }, size, cards)).toBe('rows');
  },
);

test('the density is remembered for windows of one size, and does not change by itself while backends are added', async () => {
  setWindow(390);
  const { fixture } = await renderPanel({ backends: many(3) });
  act(() => fixture.change(makeBackend(3)));
  expect(density()).toBe('Cards');
  choose('Rows');
  expect(rows()).toHaveLength(4);
  setWindow(1400);
  await waitFor(() => expect(density()).toBe('Cards'));
  expect(window.localStorage.getItem(densityKey('small'))).toBe('rows');
  expect(window.localStorage.getItem(densityKey('large'))).toBeNull();
  expect(createListStore().getState().densities).toEqual({ small: 'rows' });
});

test('a row says what a glance needs: status, title, model or why it failed, cards with memory, last use', async () => {
  setWindow(390);
  await renderPanel({
    backends: [
      makeBackend(0, {
        title: 'Chat',
        current_model: 'qwen3',
        gpu: ['0', '1'],
        vram_bytes: 3 * 1024 ** 3,
        last_used_at: new Date(Date.now() - 5 * 60_000).toISOString(),
      }),
      makeBackend(1, {
        phase: 'errored',
        status: 'errored',
        error: { code: 'crashed', message: 'It ended with exit code 1.', hint: 'Look into its log.' },
      }),
      makeBackend(2, { phase: 'disabled' }),
      makeBackend(3),
    ],
  });
  for (const text of ['qwen3', 'GPU 0, 1 · 3.0 GiB', '5 min ago'])
    expect(card(0).getByText(text)).toBeTruthy();
  expect(card(1).getByText('It ended with exit code 1.')).toBeTruthy();
  expect(statusOf(1)).toBe('Failed');
  expect(card(1).getByTestId('status').title).toBe('Failed');
  expect(card(2).getByRole('switch', { name: 'Enabled' })).toBeTruthy();
  expect(card(2).getByRole('button', { name: 'More actions' })).toBeTruthy();
});

test('a row unfolds to its card and folds again, and the focus stays there', async () => {
  setWindow(390);
  await renderPanel({ backends: many(4) });
  fireEvent.click(card(2).getByRole('button', { name: /^Backend 2/ }));
  expect(rows()).toHaveLength(3);
  const fold = card(2).getByRole('button', { name: 'Show as a row' });
  await waitFor(() => expect(document.activeElement).toBe(fold));
  fireEvent.click(fold);
  expect(rows()).toHaveLength(4);
  await waitFor(() =>
    expect(document.activeElement).toBe(card(2).getByRole('button', { name: /^Backend 2/ })),
  );
});

test('a group tells its totals and folds; whoever is led to one of its backends sees it unfolded', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'type');
  const { fixture } = await renderPanel({
    backends: [
      makeBackend(0, { vram_bytes: 2 * 1024 ** 3 }),
      makeBackend(1, { vram_bytes: 1024 ** 3, phase: 'errored' }),
      makeBackend(2, { type: 'command', phase: 'disabled' }),
    ],
  });
  const local = screen.getByRole('button', { name: 'Local language model 2' });
  expect(screen.getByText('1 needs attention · 1 ready · 3.0 GiB VRAM')).toBeTruthy();
  fireEvent.click(local);
  expect(local.getAttribute('aria-expanded')).toBe('false');
  expect(screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Backend 2: Backend 2',
  ]);
  act(() => fixture.navigate({ kind: 'backend', backend_id: 1 }));
  expect(await screen.findByRole('article', { name: 'Backend 1: Backend 1' })).toBeTruthy();
});

test('grouped by GPU, a heading names the card and tells how full it is, whether it was chosen by number or by UUID', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'gpu');
  const other = makeGpu(1, { name: 'NVIDIA GeForce RTX 3060' });
  await renderPanel({
    backends: ['0', makeGpu(0).uuid, '0,1'].map((GPU_ID, id) => makeBackend(id, { settings: { GPU_ID } })),
    resources: makeResources({ gpus: [makeGpu(0, { used_memory: 6 * GiB }), other] }),
  });
  await waitFor(() =>
    expect(screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent)).toEqual([
      'GPU 0 · RTX 4090 2',
      'GPU 0 · RTX 4090; GPU 1 · RTX 3060 1',
    ]),
  );
  expect(screen.getByText('2 ready · 6.0 of 24.0 GiB in use on the GPU')).toBeTruthy();
  expect(screen.getByText('1 ready')).toBeTruthy();
});

test('grouped by machine, a remote stands under the host of its address', async () => {
  window.localStorage.setItem(GROUPING_KEY, 'machine');
  const { services } = await renderPanel({
    backends: [
      makeBackend(0),
      makeBackend(1, { type: 'remote', settings: { Address: 'http://box.lan:8188' } }),
      makeBackend(2, { type: 'remote', settings: { Address: 'http://127.0.0.1:8188' } }),
    ],
  });
  const [type] = services.store.getState().types?.values() ?? [];
  const [setting] = type?.settings ?? [];
  if (!type || !setting) throw new Error('The fixture has types.');
  const address = { ...setting, name: 'Address', format: 'url' as const, required: true };
  act(() =>
    services.store.setState(({ types }) => ({
      types: new Map([...(types ?? []), ['remote', { ...type, id: 'remote', settings: [address] }]]),
    })),
  );
  const groups = screen.getAllByRole('heading', { level: 2 }).map((one) => one.textContent);
  expect(groups).toEqual(['This computer 2', 'box.lan 1']);
});

test('of a thousand backends only those near the window are rendered; a change is seen at once, and its group soon', async () => {
  setWindow(1400);
  window.localStorage.setItem(GROUPING_KEY, 'state');
  const { fixture } = await renderPanel({ backends: many(1000) });
  expect(rows().length).toBeGreaterThan(5);
  expect(rows().length).toBeLessThan(80);
  expect(screen.getByText('1,000 backends')).toBeTruthy();
  act(() => fixture.patch(0, { phase: 'errored', status: 'errored' }));
  expect(statusOf(0)).toBe('Failed');
  expect(await screen.findByRole('button', { name: 'Needs attention 1' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Ready 999' })).toBeTruthy();
});

test('backends are selected one by one, up to one with Shift, and all that are shown', async () => {
  await renderPanel({ backends: many(8) });
  fireEvent.click(selectBox(1));
  fireEvent.click(selectBox(4), { shiftKey: true });
  expect(selected()).toEqual([1, 2, 3, 4]);
  fireEvent.click(selectBox(2));
  expect(selected()).toEqual([1, 3, 4]);
  fireEvent.change(screen.getByRole('combobox', { name: 'Filter backends' }), { target: { value: '#7' } });
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 1' }));
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(selected()).toEqual([1, 3, 4, 7]);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 8' }));
  expect(selected()).toHaveLength(8);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Select all 8' }));
  expect(selected()).toEqual([]);
});

test('as cards, those that need attention are rows as soon as they are too many for one window, and cards elsewhere', async () => {
  const failed = (id: number) => makeBackend(id, { phase: 'errored', status: 'errored' });
  const { services, fixture } = await renderPanel({
    backends: [...[0, 1, 2, 3].map(failed), makeBackend(4), makeBackend(5)],
  });
  choose('Cards');
  expect(rows()).toHaveLength(0);
  act(() => services.view.setState({ filterGroup: 'attention' }));
  expect(rows()).toHaveLength(4);
  expect(density()).toBe('Cards');
  fireEvent.click(card(1).getByRole('button', { name: /^Backend 1/ }));
  expect(rows()).toHaveLength(3);
  act(() => fixture.change(makeBackend(3)));
  expect(rows()).toHaveLength(0);

  act(() => fixture.change(failed(3)));
  act(() => services.view.setState({ filterGroup: null, grouping: 'state' }));
  expect(rows()).toHaveLength(3);
  expect(document.querySelectorAll('.sy-card')).toHaveLength(3);
});
