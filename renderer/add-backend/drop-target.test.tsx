import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';
import type { Finding } from '../state/view-state.ts';

const overlay = () => screen.queryByText(/^Drop a GGUF model/);

function drag(type: 'dragOver' | 'drop', name: string, { bytes = 0, isFolder = false } = {}) {
  const file = new File([], name);
  Object.defineProperty(file, 'size', { value: bytes });
  const dataTransfer = {
    types: ['Files'],
    files: [file],
    items: [{ webkitGetAsEntry: () => ({ isDirectory: isFolder }) }],
  };
  fireEvent[type](window, { dataTransfer });
}

const comfyui: Finding = {
  type_id: 'comfyui_selfstart',
  title: 'ComfyUI',
  settings: { StartScript: '/home/me/ComfyUI/main.py' },
  found: 'ComfyUI in /home/me/ComfyUI',
};

async function openPanel() {
  const rendered = await renderPanel({ backends: [makeBackend(0)] });
  rendered.fixture.answer('DiscoverModels', () => ({
    list: [
      {
        type_id: 'localllama',
        title: 'qwen',
        settings: { Model: '/home/me/models/qwen.gguf' },
        path: '/home/me/models/qwen.gguf',
        folder: '/home/me/models',
        source: 'models',
        bytes: 500,
        purpose: 'text',
        is_used: false,
      },
    ],
  }));
  rendered.fixture.answer('DiscoverBackends', () => ({
    list: [comfyui],
  }));
  return rendered;
}

test('a model that is dropped opens the form filled with the file of that name and size, and adds nothing', async () => {
  const { fixture } = await openPanel();
  drag('dragOver', 'qwen.gguf');
  expect(overlay()).toBeTruthy();
  drag('drop', 'qwen.gguf', { bytes: 500 });
  expect(overlay()).toBeNull();
  const form = within(await screen.findByRole('dialog', { name: 'Add Local language model' }));
  expect(form.getByLabelText<HTMLInputElement>('Model').value).toBe('/home/me/models/qwen.gguf');
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
});

test('a model in several files opens the form when its first file is dropped', async () => {
  const { fixture } = await openPanel();
  const path = '/home/me/models/big-00001-of-00002.gguf';
  fixture.answer('DiscoverModels', () => ({
    list: [
      {
        type_id: 'localllama',
        title: 'big',
        settings: { Model: path },
        path,
        folder: '/home/me/models',
        source: 'models',
        bytes: 900,
        purpose: 'text',
        is_used: false,
      },
    ],
  }));
  drag('drop', 'big-00001-of-00002.gguf', { bytes: 500 });
  const form = within(await screen.findByRole('dialog', { name: 'Add Local language model' }));
  expect(form.getByLabelText<HTMLInputElement>('Model').value).toBe(path);
});

test('what is typed while the host looks for a drop is not lost unasked', async () => {
  const { fixture, services } = await openPanel();
  const release = fixture.hold('DiscoverBackends');
  drag('drop', 'ComfyUI', { isFolder: true });
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog'));
  fireEvent.change(await form.findByLabelText('Title'), { target: { value: 'Typed' } });
  release();
  expect(await screen.findByRole('dialog', { name: 'Discard your changes?' })).toBeTruthy();
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Typed');
});

test('the folder of an engine opens its form', async () => {
  const { services } = await openPanel();
  drag('drop', 'ComfyUI', { isFolder: true });
  await screen.findByRole('dialog', { name: 'Add ComfyUI, started here' });
  expect(services.view.getState().dialog).toMatchObject({ finding: { title: 'ComfyUI' } });
});

test.each([
  ['other.gguf', {}, /other\.gguf was not found in the usual model folders/],
  ['qwen.gguf', { bytes: 1 }, /qwen\.gguf was not found/],
  ['Nothing', { isFolder: true }, /No engine found in a folder named Nothing/],
  ['photo.png', {}, /photo\.png is neither a GGUF model nor a folder/],
])('of %s %j it is said what became of it', async (name, facts, text) => {
  await openPanel();
  drag('drop', name, facts);
  expect(await screen.findByText(text)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('what is dragged over a dialog, or is no file, is left alone', async () => {
  const { services } = await openPanel();
  fireEvent.dragOver(window, { dataTransfer: { types: ['text/plain'], files: [], items: [] } });
  expect(overlay()).toBeNull();
  act(() => services.open({ kind: 'about' }));
  await screen.findByRole('dialog');
  drag('dragOver', 'qwen.gguf');
  expect(overlay()).toBeNull();
});
