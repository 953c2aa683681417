import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';
import { GiB } from '../fixtures/resources.ts';
import type { FoundModel } from '../state/view-state.ts';

const qwen: FoundModel = {
  type_id: 'localllama',
  title: 'Qwen3-8B-Q4_K_M',
  settings: { Model: '/home/me/.lmstudio/models/Qwen3-8B-Q4_K_M.gguf' },
  path: '/home/me/.lmstudio/models/Qwen3-8B-Q4_K_M.gguf',
  folder: '/home/me/.lmstudio/models',
  source: 'LM Studio',
  bytes: 5 * GiB,
  purpose: 'text',
  quantization: 'Q4_K_M',
  context_tokens: 40_960,
  is_used: false,
};
const embedder: FoundModel = {
  ...qwen,
  title: 'nomic-embed:latest',
  path: '/home/me/.ollama/models/blobs/sha256-1',
  folder: '/home/me/.ollama/models/blobs',
  source: 'Ollama',
  bytes: GiB / 4,
  purpose: 'embeddings',
  is_used: true,
};

async function openModels(list: FoundModel[]) {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('DiscoverModels', () => ({ list }));
  act(() => services.open({ kind: 'models' }));
  return { fixture, services, dialog: within(await screen.findByRole('dialog')) };
}

test('each model has its source, size, quantisation, context and whether it fits, and can be searched for', async () => {
  const { dialog } = await openModels([qwen, embedder]);
  const rows = (await dialog.findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(rows[0]).toContain('LM Studio · 5.0 GiB · Q4_K_M · 40,960 tokens of context');
  expect(rows[0]).toContain('Needs about 6.1 GiB');
  expect(rows[1]).toContain('makes embeddings');
  expect(rows[1]).toContain('used by a backend');
  fireEvent.change(dialog.getByLabelText('Find a model'), { target: { value: 'ollama' } });
  expect(dialog.getByText('1 of 2 models')).toBeTruthy();
  expect(dialog.getAllByRole('listitem')).toHaveLength(1);
});

test('a model opens the form filled with it, and adds nothing unasked', async () => {
  const { fixture, dialog } = await openModels([qwen]);
  fireEvent.click(await dialog.findByRole('button', { name: 'Add Qwen3-8B-Q4_K_M…' }));
  const form = within(await screen.findByRole('dialog', { name: 'Add Local language model' }));
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Qwen3-8B-Q4_K_M');
  expect(form.getByLabelText<HTMLInputElement>('Model').value).toBe(qwen.path);
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
});

test('where there is none, the list says where it has looked', async () => {
  const { dialog } = await openModels([]);
  expect(await dialog.findByText(/No GGUF models in the folders of LM Studio/)).toBeTruthy();
});

test('the empty panel says how many models were found, and leads to them', async () => {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('DiscoverModels', () => ({
    list: [qwen, { ...qwen, path: '/b', source: 'Ollama' }, embedder],
  }));
  fixture.remove(0);
  expect(await screen.findByText('2 models in LM Studio and Ollama')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Choose…' }));
  expect(services.view.getState().dialog).toEqual({ kind: 'models' });
});
