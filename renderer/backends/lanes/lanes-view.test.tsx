/** The lanes on the page: who holds what of each card, and how a backend is pinned to one. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { FullBackend } from '../../../shared/backend.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GiB, makeGpu, makeResources } from '../../fixtures/resources.ts';
import { densityKey, windowSizes } from '../../state/list-state.ts';

beforeEach(() => {
  window.localStorage.clear();
  for (const size of windowSizes) window.localStorage.setItem(densityKey(size), 'lanes');
});

// Other files of tests have the same storage.
afterAll(() => window.localStorage.clear());

const gpus = [
  makeGpu(0, { used_memory: 15 * GiB, backends: [{ id: 0, vram_bytes: 13 * GiB }] }),
  makeGpu(1, { name: 'AMD Radeon RX 7900 XTX', vendor: 'amd' }),
];

const pinned = (id: number, GPU_ID: string, facts: Partial<FullBackend> = {}) =>
  makeBackend(id, { ...facts, settings: { ...makeBackend(id).settings, GPU_ID, StopTimeout: 10 } });

async function renderLanes(
  backends: FullBackend[],
  resources: Parameters<typeof makeResources>[0] | null = { gpus },
) {
  const panel = await renderPanel({
    backends,
    ...(resources ? { resources: makeResources(resources) } : {}),
  });
  if (resources?.gpus) await waitFor(() => lane('gpu:0'));
  return panel;
}

function lane(key: string) {
  const element = document.querySelector<HTMLElement>(`[data-lane="${key}"]`);
  if (element === null) throw new Error(`There is no lane "${key}".`);
  return { element, ...within(element) };
}
const idsIn = (key: string) =>
  [...lane(key).element.querySelectorAll<HTMLElement>('[data-backend-id]')].map(({ dataset }) =>
    Number(dataset.backendId),
  );

test('a card tells what is free and who holds the rest; its backends stand under it, and the strip above is gone', async () => {
  await renderLanes([pinned(0, '0', { title: 'Alpha' }), pinned(1, '1', { phase: 'disabled' })]);
  expect(lane('gpu:0').getByText('9.0 of 24.0 GiB free')).toBeTruthy();
  const labels = lane('gpu:0')
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(labels).toEqual(['Alpha 13.0 GiB', 'others 2.0 GiB', 'free 9.0 GiB']);
  expect(idsIn('gpu:0')).toEqual([0]);
  expect(idsIn('gpu:1')).toEqual([1]);
  expect(card(0).getByText('13.0 GiB')).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'GPUs and memory' })).toBeNull();
});

test('one that is off is pinned at once, its entry moves with the focus, and Undo puts it back', async () => {
  const { fixture } = await renderLanes([
    pinned(0, '0', { title: 'Alpha', phase: 'disabled' }),
    pinned(1, '1'),
  ]);
  act(() => card(0).element.focus());
  fireEvent.keyDown(card(0).element, { key: 'ArrowRight', altKey: true });
  await waitFor(() => expect(idsIn('gpu:1')).toEqual([1, 0]));
  expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, settings: { GPU_ID: '1' } }]);
  expect(await screen.findByText('Alpha is pinned to GPU 1.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(idsIn('gpu:0')).toEqual([0]));
  expect(fixture.callsTo('EditBackend').at(-1)).toEqual({ backend_id: 0, settings: { GPU_ID: '0' } });
});

test('before a worker with requests is restarted a question says so, as the form does', async () => {
  const { fixture } = await renderLanes([pinned(0, '0', { title: 'Alpha', requests_in_flight: 2 })]);
  fireEvent.keyDown(card(0).element, { key: 'ArrowRight', altKey: true });
  const question = within(await screen.findByRole('dialog', { name: 'Pin Alpha to GPU 1?' }));
  expect(
    question.getByText(/^Saving restarts this backend\. 2 requests are in flight and have up to 10 s/),
  ).toBeTruthy();
  expect(question.getByText(/GPU 1 · AMD Radeon RX 7900 XTX has 23\.0 GiB free\./)).toBeTruthy();
  expect(fixture.callsTo('EditBackend')).toEqual([]);
  fireEvent.click(question.getByRole('button', { name: 'Pin and restart' }));
  await waitFor(() => expect(idsIn('gpu:1')).toEqual([0]));
});

test('the menu of a backend offers each card that workers get, with what is free, but not the present one', async () => {
  const { fixture } = await renderLanes([pinned(0, '1', { phase: 'disabled' })], {
    gpus: [...gpus, makeGpu(2, { excluded: true })],
  });
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  expect(await screen.findByText('Pin to GPU 0')).toBeTruthy();
  const items = [...document.querySelectorAll('[role="menuitem"]')].map(({ textContent }) => textContent);
  expect(items.filter((text) => /GPU/.test(text))).toEqual([
    'Pin to GPU 0 (9.0 GiB free)',
    'Let it use any GPU',
  ]);
  fireEvent.click(screen.getByText('Let it use any GPU'));
  await waitFor(() => expect(idsIn('any')).toEqual([0]));
  expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, settings: { GPU_ID: '' } }]);
});

test('of many cards one is chosen in a dialog', async () => {
  const four = [...gpus, makeGpu(2), makeGpu(3, { used_memory: 4 * GiB })];
  await renderLanes([pinned(0, '1', { title: 'Alpha', phase: 'disabled' })], { gpus: four });
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByText('Pin to a GPU…'));
  const dialog = within(await screen.findByRole('dialog', { name: 'Pin Alpha to a GPU' }));
  expect(dialog.getByRole('button', { name: 'Pin' }).getAttribute('aria-description')).toBe(
    'Choose a GPU first.',
  );
  fireEvent.click(dialog.getByRole('radio', { name: 'GPU 3 · NVIDIA GeForce RTX 4090, 20.0 GiB free' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Pin' }));
  await waitFor(() => expect(idsIn('gpu:3')).toEqual([0]));
});

test('of one that would not fit the entry says what would have to go, and asks the host again when memory changes', async () => {
  const { fixture } = await renderPanel({
    backends: [
      pinned(0, '0', { title: 'Alpha' }),
      makeBackend(1, {
        phase: 'disabled',
        settings: { ...makeBackend(1).settings, GPU_ID: '0', VramNeedGB: 13.7 },
      }),
      pinned(2, '0', { phase: 'disabled' }),
    ],
    resources: makeResources({ gpus }),
  });
  fixture.answer('PreviewStarts', () => ({
    list: [
      {
        id: 1,
        message: 'It needs 13.7 GiB of VRAM, and 9.0 GiB are free.',
        steps: [{ id: 0, how: 'stop', vram_bytes: 13 * GiB }],
        enough: true,
        asks: true,
      },
    ],
  }));
  act(() => fixture.sample(makeResources({ gpus: [makeGpu(0, { used_memory: 16 * GiB })] })));
  expect(
    await card(1).findByText(
      'It needs 13.7 GiB of VRAM, and 9.0 GiB are free. To start it: switch off Alpha (13.0 GiB).',
    ),
  ).toBeTruthy();
  // Those that declare no need are not asked about.
  expect(fixture.callsTo('PreviewStarts')).toEqual([{ backends: [1] }, { backends: [1] }]);
  fixture.answer('PreviewStarts', () => ({ list: [] }));
  act(() => fixture.sample(makeResources({ gpus: [makeGpu(0)] })));
  await waitFor(() => expect(card(1).queryByText(/^It needs/)).toBeNull());
});

test('in another language, a shortage is said in that language', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const messages = {
    happened: { couldNotFree: '{backend} ist zu groß.' },
    lanes: { nothingToFree: 'Nichts zu tun.' },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  await renderLanes([
    pinned(0, '0', {
      phase: 'waiting',
      status: 'waiting',
      next_step: {
        kind: 'make_room',
        message: 'Alpha is too large.',
        phrases: { message: { key: 'happened.couldNotFree', values: { backend: 'Alpha' } } },
        steps: [],
        enough: false,
        asks: true,
      },
    }),
  ]);
  expect(card(0).getByText('Alpha ist zu groß. Nichts zu tun.')).toBeTruthy();
});

test('a refused pin is told at the entry, which stays', async () => {
  const { fixture } = await renderLanes([pinned(0, '0', { phase: 'disabled' })]);
  fixture.fail('EditBackend', 'The change could not be saved: the disk is full.', 'Free some space.');
  fireEvent.keyDown(card(0).element, { key: 'ArrowRight', altKey: true });
  expect(await card(0).findByText(/the disk is full/)).toBeTruthy();
  expect(idsIn('gpu:0')).toEqual([0]);
});

test('without graphics cards the page says so; while nothing is measured it says that, too', async () => {
  const { fixture } = await renderLanes([pinned(0, '')], null);
  expect(screen.getByText('Reading the GPUs…')).toBeTruthy();
  act(() => fixture.sample(makeResources()));
  expect(screen.getByText(/^No GPU was found on this computer/)).toBeTruthy();
  expect(idsIn('any')).toEqual([0]);
});

test('of a card whose driver reports nothing no figure is invented', async () => {
  const { id, uuid, name, vendor } = makeGpu(0);
  await renderLanes([pinned(0, '0')], { gpus: [{ id, uuid, name, vendor, backends: [] }] });
  expect(lane('gpu:0').getByText('Its free VRAM is not known')).toBeTruthy();
  expect(lane('gpu:0').element.querySelector('.sy-memory-bar')).toBeNull();
});

test('lanes are in the address and are shown by it', async () => {
  await renderLanes([pinned(0, '0'), pinned(1, '0')]);
  await waitFor(() => expect(window.location.hash).toBe('#/?as=lanes'));
  fireEvent.click(screen.getByRole('radio', { name: 'Rows' }));
  await waitFor(() => expect(window.location.hash).toBe(''));
  act(() => {
    window.location.hash = '#/?as=lanes';
  });
  await waitFor(() => expect(idsIn('gpu:0')).toEqual([0, 1]));
});

test('of a thousand backends a lane renders some, and the one that somebody is led to', async () => {
  const many = Array.from({ length: 1000 }, (_, id) => pinned(id, '0', { phase: 'disabled' }));
  const { fixture } = await renderLanes(many);
  await waitFor(() => expect(idsIn('gpu:0')).toHaveLength(40));
  act(() => fixture.navigate({ kind: 'backend', backend_id: 43 }));
  await waitFor(() => expect(document.activeElement).toBe(card(43).element));
  expect(idsIn('gpu:0')).toHaveLength(44);
  fireEvent.click(screen.getByText('Show 956 more backends'));
  expect(idsIn('gpu:0')).toHaveLength(84);
});
