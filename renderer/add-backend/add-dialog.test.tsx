import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { allTypes, commandType, llamaType, makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

async function openAdd(types = allTypes) {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('ListBackendTypes', () => ({ list: types }));
  await services.loadTypes();
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  const dialog = within(await screen.findByRole('dialog'));
  return { fixture, dialog };
}

async function choose(name: string) {
  fireEvent.click(screen.getByRole('button', { name }));
  return within(await screen.findByRole('dialog', { name: `Add ${name}` }));
}

test('the types are shown with their descriptions, the advanced ones behind a switch', async () => {
  const { dialog } = await openAdd();
  const names = () =>
    within(dialog.getByRole('list', { name: 'Backend types' }))
      .getAllByRole('button')
      .map((button) => button.textContent);
  expect(names()).toEqual(['Local language model', 'ComfyUI, started here']);
  expect(dialog.getByText(llamaType.description)).toBeTruthy();
  fireEvent.click(dialog.getByRole('switch', { name: 'Show advanced types' }));
  expect(names()).toContain('Any program');
});

test('a type or a program with a preset is found by any of its names, advanced ones too', async () => {
  const { dialog } = await openAdd([
    { ...llamaType, keywords: ['LM Studio', 'Forge'] },
    ...allTypes.slice(1),
  ]);
  const find = (text: string) => {
    fireEvent.change(dialog.getByLabelText('Find a type or program'), { target: { value: text } });
    return within(dialog.getByRole('list', { name: 'Backend types' }))
      .queryAllByRole('button')
      .map((button) => button.textContent);
  };
  expect(find('lm studio')).toEqual(['Local language model']);
  expect(find('vllm')).toEqual(['vLLM']);
  expect(find('nothing like it')).toEqual([]);
  expect(dialog.getByText(/Nothing found\./)).toBeTruthy();
  find('vllm');
  fireEvent.click(dialog.getByRole('button', { name: 'vLLM' }));
  const form = within(await screen.findByRole('dialog', { name: 'Add Any program' }));
  expect(form.getByLabelText<HTMLInputElement>('Command').value).toBe('vllm');
  expect(form.getByRole('button', { name: 'vLLM' }).getAttribute('aria-pressed')).toBe('true');
});

test('a program that has a type of its own is not offered as a preset of another type', async () => {
  const [vllm, server] = commandType.presets;
  const presets = [vllm, { ...server, type_id: llamaType.id }] as typeof commandType.presets;
  const { dialog } = await openAdd([llamaType, { ...commandType, presets }]);
  fireEvent.click(dialog.getByRole('switch', { name: 'Show advanced types' }));
  expect(dialog.queryByRole('button', { name: 'llama.cpp server' })).toBeNull();
  const form = await choose('Any program');
  expect(form.queryByRole('button', { name: 'llama.cpp server' })).toBeNull();
  expect(form.getByRole('button', { name: 'vLLM' })).toBeTruthy();
});

test('without a title it is called by the model that was chosen', async () => {
  const { fixture } = await openAdd();
  const form = await choose('Local language model');
  fireEvent.change(form.getByLabelText('Model'), { target: { value: '/models/qwen3-8b-Q4.gguf' } });
  expect(form.getByText('Name shown in Switchyard. If empty: “qwen3-8b-Q4”.')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(fixture.callsTo('AddNewBackend')).toMatchObject([{ title: 'qwen3-8b-Q4' }]));
});

test('if all types are advanced they are all shown, and there is no switch', async () => {
  const { dialog } = await openAdd(allTypes.map((type) => ({ ...type, is_standard: false })));
  expect(dialog.getByRole('button', { name: 'Local language model' })).toBeTruthy();
  expect(dialog.queryByRole('switch')).toBeNull();
});

test('only settings that differ from the defaults are sent', async () => {
  const { fixture } = await openAdd();
  const form = await choose('Local language model');
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Chat' } });
  fireEvent.change(form.getByLabelText('Model'), { target: { value: '/models/a.gguf' } });
  expect(form.queryByText('needs a restart')).toBeNull();
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(fixture.callsTo('AddNewBackend')).toEqual([
    { type_id: 'localllama', title: 'Chat', settings: { Model: '/models/a.gguf' } },
  ]);
  expect(screen.getByRole('article', { name: 'Backend 1: Chat' })).toBeTruthy();
});

test('a required setting must be filled in, and its error is shown only after an attempt to add', async () => {
  const { fixture } = await openAdd();
  const form = await choose('Local language model');
  const text = 'Model must be filled in: it cannot start without it.';
  expect(form.queryByText(text)).toBeNull();
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  expect(form.getByText(text)).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(form.getByLabelText('Model')));
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
});

test('a preset fills in the form and its title, and adds nothing', async () => {
  const { fixture, dialog } = await openAdd();
  fireEvent.click(dialog.getByRole('switch', { name: 'Show advanced types' }));
  const form = await choose('Any program');
  fireEvent.click(form.getByRole('button', { name: 'vLLM' }));
  expect(form.getByLabelText<HTMLInputElement>('Command').value).toBe('vllm');
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('vLLM');
  fireEvent.click(form.getByRole('button', { name: 'llama.cpp server' }));
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('llama.cpp server');
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  await waitFor(() =>
    expect(fixture.callsTo('AddNewBackend')).toEqual([
      {
        type_id: 'command',
        title: 'llama.cpp server',
        settings: { Command: 'llama-server', Arguments: '-m model.gguf --port {PORT}' },
      },
    ]),
  );
});

test('a refused addition shows its error in the dialog', async () => {
  const { fixture } = await openAdd();
  fixture.fail('AddNewBackend', 'Settings are locked.', 'Unlock them first.');
  const form = await choose('Local language model');
  fireEvent.change(form.getByLabelText('Model'), { target: { value: '/models/a.gguf' } });
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  expect((await form.findByRole('alert')).textContent).toContain(
    'Could not add the backend. Settings are locked.',
  );
});

test('if the types could not be read, the reason is shown, and they can be read again', async () => {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  services.store.setState({ types: null });
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  const dialog = within(await screen.findByRole('dialog'));
  fixture.fail('ListBackendTypes', 'Switchyard is shutting down.');
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('Switchyard is shutting down.');
  fixture.answer('ListBackendTypes', () => ({ list: allTypes }));
  fireEvent.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findByRole('button', { name: 'Local language model' })).toBeTruthy();
});
