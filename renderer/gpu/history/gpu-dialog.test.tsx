/** The dialogs about usage. Nothing is drawn in these tests, because there is no canvas, but the texts of the charts are there. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GiB, historyOf, makeGpu, makeResources } from '../../fixtures/resources.ts';

const NOW = Date.parse('2026-08-01T10:00:00.000Z');

/** SDXL and Flux use the first GPU, and only Flux uses the second. */
function sample(seconds: number, used: number) {
  const sdxl = (used - 4) * GiB;
  return makeResources({
    at: new Date(NOW + seconds * 1000).toISOString(),
    gpus: [
      makeGpu(0, {
        used_memory: used * GiB,
        utilization_gpu: 40,
        backends: [
          { id: 0, vram_bytes: sdxl },
          { id: 1, vram_bytes: 3 * GiB, by_engine: true },
        ],
      }),
      makeGpu(1, { backends: [{ id: 1, vram_bytes: 2 * GiB }] }),
    ],
    backends: [
      { id: 0, vram_bytes: sdxl, ram_bytes: 2 * GiB, cpu_percent: 12.4 },
      { id: 1, vram_bytes: 5 * GiB },
    ],
  });
}

async function openGpu() {
  const { fixture, services } = await renderPanel({
    backends: [makeBackend(0, { title: 'SDXL', vram_bytes: 9 * GiB }), makeBackend(1, { title: 'Flux' })],
    resources: sample(0, 12),
    history: {
      quarter: historyOf([sample(-4, 6), sample(-2, 20), sample(0, 12)]),
      day: historyOf([sample(-3600, 5), sample(-60, 23)]),
    },
  });
  fireEvent.click(
    await screen.findByRole('button', { name: 'GPU 0 · NVIDIA GeForce RTX 4090: history and use' }),
  );
  const dialog = within(await screen.findByRole('dialog', { name: 'GPU 0 · NVIDIA GeForce RTX 4090' }));
  return { fixture, services, dialog };
}

const legendOf = (dialog: Awaited<ReturnType<typeof openGpu>>['dialog'], caption: string) =>
  within(dialog.getByRole('figure', { name: caption }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

const memory = 'VRAM of GPU 0 in the last 15 minutes: now 12.0 GiB, lowest 6.0 GiB, highest 20.0 GiB';

test('a tile opens the history of its GPU, which is also described in a sentence', async () => {
  const { dialog } = await openGpu();
  expect(await dialog.findByRole('img', { name: memory })).toBeTruthy();
  expect(
    await dialog.findByRole('img', {
      name: 'Load of GPU 0 in the last 15 minutes: now 40 %, lowest 40 %, highest 40 %',
    }),
  ).toBeTruthy();
});

test('the chart has a line for each backend that uses this GPU alone', async () => {
  const { dialog } = await openGpu();
  await dialog.findByRole('img', { name: memory });
  expect(legendOf(dialog, 'VRAM')).toEqual(['In use 12.0 GiB', 'SDXL 8.0 GiB']);
  expect(dialog.getByText(/^Flux runs on several GPUs\./)).toBeTruthy();
});

test('a new sample is added to the charts', async () => {
  const { dialog, fixture } = await openGpu();
  await dialog.findByRole('img', { name: memory });
  act(() => fixture.sample(sample(2, 22)));
  await waitFor(() => expect(legendOf(dialog, 'VRAM')).toEqual(['In use 22.0 GiB', 'SDXL 18.0 GiB']));
});

test('the day is read when it is chosen, and not before', async () => {
  const { dialog, fixture } = await openGpu();
  await dialog.findByRole('img', { name: memory });
  expect(fixture.callsTo('GetResourceHistory')).not.toContainEqual(expect.objectContaining({ day: true }));
  fireEvent.click(dialog.getByRole('radio', { name: '24 hours' }));
  expect(
    await dialog.findByRole('img', {
      name: 'VRAM of GPU 0 in the last 24 hours: now 23.0 GiB, lowest 5.0 GiB, highest 23.0 GiB',
    }),
  ).toBeTruthy();
  expect(fixture.callsTo('GetResourceHistory').at(-1)).toMatchObject({
    day: true,
    gpus: [expect.any(String)],
  });
});

test('while the day is being read the chart shows the last 15 minutes', async () => {
  const { dialog, fixture } = await openGpu();
  await dialog.findByRole('img', { name: memory });
  const release = fixture.hold('GetResourceHistory');
  fireEvent.click(dialog.getByRole('radio', { name: '24 hours' }));
  await waitFor(() => expect(fixture.callsTo('GetResourceHistory').at(-1)).toMatchObject({ day: true }));
  expect(dialog.getByRole('img', { name: memory })).toBeTruthy();
  expect(dialog.getByRole('figure', { name: 'VRAM' }).dataset.empty).toBe('false');
  release();
  expect(await dialog.findByRole('img', { name: /^VRAM of GPU 0 in the last 24 hours/ })).toBeTruthy();
});

test('if the history cannot be read, the reason is shown, and it can be read again', async () => {
  const { dialog, fixture } = await openGpu();
  await dialog.findByRole('img', { name: memory });
  fixture.fail('GetResourceHistory', 'The disk is gone.');
  fireEvent.click(dialog.getByRole('radio', { name: '24 hours' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('The disk is gone.');
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(fixture.callsTo('GetResourceHistory')).toHaveLength(3);
});

test('the table shows who uses how much, with a button that frees it', async () => {
  const { dialog, fixture } = await openGpu();
  const rows = (await dialog.findAllByRole('row')).map((row) => row.textContent);
  expect(rows.slice(1)).toEqual([
    'SDXL8.0 GiB2.0 GiB12 %Free VRAM',
    'Flux3.0 GiBas the engine reports––Free VRAM',
    'Other programs1.0 GiB',
    'Free12.0 GiB',
  ]);
  fireEvent.click(dialog.getByRole('button', { name: 'Free VRAM of SDXL' }));
  expect(await dialog.findByText('SDXL: Freed 9.0 GiB of VRAM.')).toBeTruthy();
  expect(fixture.callsTo('FreeBackendMemory')).toEqual([{ backend: 0, system_ram: false }]);
});

test('if the GPU disappears while its history is open, the dialog says so', async () => {
  const { fixture } = await openGpu();
  act(() => fixture.sample(makeResources()));
  expect(await screen.findByText('This computer has no such GPU now.')).toBeTruthy();
});

test('the menu of a backend opens its usage over time', async () => {
  const { services } = await openGpu();
  act(() => services.open(null));
  fireEvent.click(card(0).getByRole('button', { name: 'More actions' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Usage…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Usage of SDXL' }));
  expect(
    await dialog.findByRole('img', {
      name: 'VRAM of SDXL in the last 15 minutes: now 8.0 GiB, lowest 2.0 GiB, highest 16.0 GiB',
    }),
  ).toBeTruthy();
  expect(await dialog.findByRole('img', { name: /^CPU of SDXL .* now 12 %/ })).toBeTruthy();
});

test('an unknown usage is said to be unknown', async () => {
  const { services } = await openGpu();
  act(() => services.open({ kind: 'usage', id: 1 }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Usage of Flux' }));
  expect(
    await dialog.findByRole('img', { name: 'RAM of Flux in the last 15 minutes: nothing is known' }),
  ).toBeTruthy();
  expect(dialog.getByRole('figure', { name: 'RAM' }).dataset.empty).toBe('true');
});
