import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { gpuProblemWords } from '../../../shared/words/en/gpus/problems.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { onWire } from '../../../shared/words/wire-phrases.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';
import { GiB, makeGpu, makeResources } from '../../fixtures/resources.ts';

beforeEach(() => window.localStorage.clear());

const strip = () => screen.getByRole('region', { name: 'GPUs and memory' });

function tile(id: number) {
  const element = document.querySelector<HTMLElement>(`[data-gpu="${id}"]`);
  if (element === null) throw new Error(`There is no tile of GPU ${id}.`);
  return element;
}

/** The texts that a screen reader reads for the bar of a tile. */
const labelsOf = (element: HTMLElement) =>
  within(element)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

const sdxlAndFlux = makeGpu(0, {
  used_memory: Math.round(13.9 * GiB),
  free_memory: Math.round(10.1 * GiB),
  utilization_gpu: 61.6,
  temperature: 71,
  power_watts: 318.4,
  fan_percent: 54,
  backends: [
    { id: 0, vram_bytes: Math.round(9.8 * GiB) },
    { id: 1, vram_bytes: Math.round(3.1 * GiB), by_engine: true },
  ],
});
const backends = [makeBackend(0, { title: 'SDXL' }), makeBackend(1, { title: 'Flux' })];

async function renderStrip(facts: Parameters<typeof makeResources>[0] = {}) {
  const resources = makeResources(facts);
  const { fixture, services } = await renderPanel({ backends, resources });
  await screen.findByRole('region', { name: 'GPUs and memory' });
  return { fixture, services };
}

test('before the first sample nothing is shown and no space is reserved', async () => {
  await renderPanel({ backends });
  expect(screen.queryByRole('region', { name: 'GPUs and memory' })).toBeNull();
});

test('the bar has a part for each backend in its colour and one for others; free memory is empty', async () => {
  await renderStrip({ gpus: [sdxlAndFlux] });
  const parts = [...tile(0).querySelectorAll<HTMLElement>('[data-part]')];
  expect(parts.map(({ dataset }) => dataset.part)).toEqual(['0', '1', 'others']);
  expect(parts.map(({ style }) => Math.round(Number.parseFloat(style.width)))).toEqual([41, 13, 4]);
  expect(parts[0]?.style.background).toBe('var(--sy-backend-0)');
  expect(parts[1]?.style.background).toBe('var(--sy-backend-1)');
  expect(parts[2]?.dataset.others).toBe('true');
});

test('a screen reader reads the same as numbers', async () => {
  await renderStrip({ gpus: [sdxlAndFlux] });
  expect(labelsOf(tile(0))).toEqual([
    'SDXL 9.8 GiB',
    'Flux 3.1 GiB, as the engine reports',
    'others 1.0 GiB',
    'free 10.1 GiB',
  ]);
});

test('a tile shows the name of the GPU, its memory and its other values', async () => {
  await renderStrip({ gpus: [sdxlAndFlux] });
  const { getByText } = within(tile(0));
  expect(getByText('GPU 0 · NVIDIA GeForce RTX 4090')).toBeTruthy();
  expect(getByText('13.9 of 24.0 GiB')).toBeTruthy();
  for (const figure of ['62 % load', '71 °C', '318 W', 'fan 54 %']) expect(getByText(figure)).toBeTruthy();
});

test('an unknown value is left out and not shown as zero', async () => {
  const { id, uuid, name, vendor } = makeGpu(0);
  await renderStrip({ gpus: [{ id, uuid, name, vendor, backends: [] }] });
  expect(tile(0).textContent).toContain('Its memory is not known');
  expect(tile(0).textContent).not.toContain('°C');
  expect(tile(0).querySelector('.sy-memory-bar')).toBeNull();
});

test('pointing at a tile or focusing it shows the numbers', async () => {
  await renderStrip({ gpus: [sdxlAndFlux] });
  fireEvent.mouseEnter(within(tile(0)).getByRole('button'));
  expect((await screen.findByRole('tooltip')).textContent).toContain('SDXL 9.8 GiB');
});

test('an excluded GPU is marked', async () => {
  await renderStrip({ gpus: [makeGpu(0), makeGpu(1, { excluded: true })] });
  expect(within(tile(1)).getByText('Excluded')).toBeTruthy();
  expect(within(tile(0)).queryByText('Excluded')).toBeNull();
});

test('the machine has its own tile', async () => {
  await renderStrip({ cpu: { usage: 0.256, cores: 16 } });
  const machine = screen.getByTestId('machine');
  expect(machine.textContent).toContain('RAM 20.0 of 64.0 GiB');
  expect(machine.textContent).toContain('CPU 26 % of 16 cores');
  expect(labelsOf(machine)).toEqual(['in use 20.0 GiB', 'free 44.0 GiB']);
});

test('a machine without a GPU is no error', async () => {
  await renderStrip();
  expect(within(strip()).getByText('No GPU found')).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('if the host knows why there are no GPUs, that is shown instead', async () => {
  await renderStrip({ gpu_trouble: 'The driver does not answer.' });
  expect(within(strip()).getByText('The driver does not answer.')).toBeTruthy();
  expect(within(strip()).queryByText('No GPU found')).toBeNull();
});

test('why there are no GPUs is said in the language of the panel; a text that it does not know stays as it came', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const messages = {
    gpuProblems: { unreadable: 'Die GPUs sind unlesbar: {reason}.', amd_noAnswer: 'amdgpu schweigt' },
  };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const say = texts(gpuProblemWords);
  const { fixture } = await renderStrip(
    onWire({ gpu_trouble: say('unreadable', { reason: say('amd_noAnswer') }) }),
  );
  expect(within(strip()).getByText('Die GPUs sind unlesbar: amdgpu schweigt.')).toBeTruthy();
  const newer = { gpu_trouble: 'The moon is full.', phrases: { gpu_trouble: { key: 'gpuProblems.moon' } } };
  act(() => fixture.sample(makeResources(newer)));
  expect(within(strip()).getByText('The moon is full.')).toBeTruthy();
});

test('an error that has passed is no longer shown', async () => {
  const { fixture } = await renderStrip({ gpu_trouble: 'The driver does not answer.' });
  act(() => fixture.sample(makeResources({ gpus: [makeGpu(0)] })));
  expect(within(strip()).queryByText('The driver does not answer.')).toBeNull();
  expect(tile(0)).toBeTruthy();
});

test('many GPUs can be hidden in one line, and this browser keeps the choice', async () => {
  const gpus = Array.from({ length: 8 }, (_, id) => makeGpu(id, { used_memory: 6 * GiB }));
  await renderStrip({ gpus });
  fireEvent.click(screen.getByRole('button', { name: 'Hide GPUs' }));
  expect(document.querySelector('[data-gpu]')).toBeNull();
  expect(strip().textContent).toContain('8 GPUs, 48 of 192 GiB');
  expect(strip().textContent).toContain('RAM 20.0 of 64.0 GiB');
  expect(window.localStorage.getItem('switchyard-graphics-cards')).toBe('hidden');
  fireEvent.click(screen.getByRole('button', { name: 'Show GPUs' }));
  expect(tile(7)).toBeTruthy();
});

test('two GPUs cannot be hidden', async () => {
  window.localStorage.setItem('switchyard-graphics-cards', 'hidden');
  await renderStrip({ gpus: [makeGpu(0), makeGpu(1)] });
  expect(screen.queryByRole('button', { name: /(Show|Hide) GPUs/ })).toBeNull();
  expect(tile(1)).toBeTruthy();
});

test('after a lost connection the values are marked as stale', async () => {
  const { fixture } = await renderStrip({ gpus: [makeGpu(0)] });
  act(() => fixture.connect('lost'));
  expect(strip().dataset.stale).toBe('true');
});

test('the card of a backend names its GPU and has the colour of its part of the bar', async () => {
  const { fixture } = await renderStrip({ gpus: [makeGpu(0)] });
  act(() => fixture.patch(1, { gpu: ['0'], vram_bytes: 3 * GiB, vram_source: 'engine' }));
  expect(card(1).getByText('GPU 0 · RTX 4090')).toBeTruthy();
  const vram = card(1).getByText('3.0 GiB VRAM');
  expect(vram.querySelector<HTMLElement>('.sy-swatch')?.style.background).toBe('var(--sy-backend-1)');
  expect(vram.textContent).toBe('3.0 GiB VRAM as the engine reports');
});
