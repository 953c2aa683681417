import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { currentLanguage, setCurrentLanguage } from '../../shared/words/words.ts';
import { commandType, makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

const comfy = {
  type_id: 'comfyui_selfstart',
  title: 'ComfyUI',
  settings: { StartScript: '/home/me/ComfyUI/main.py' },
  found: 'ComfyUI in /home/me/ComfyUI',
};
const model = {
  type_id: 'localllama',
  title: 'Chat',
  settings: { Model: '/models/a.gguf' },
  found: 'A model in /models',
};
const preset = commandType.presets[1];

type Rendered = Awaited<ReturnType<typeof renderPanel>>;

const find = (fixture: Rendered['fixture'], list: object[] = [comfy, model]) =>
  fixture.answer('DiscoverBackends', () => ({ list }));

async function openAdd(list?: object[]) {
  const rendered = await renderPanel({ backends: [makeBackend(0)] });
  find(rendered.fixture, list);
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  const dialog = within(await screen.findByRole('dialog'));
  return { ...rendered, dialog };
}

/** The form that is filled with a finding. */
async function chooseFound(text: string) {
  const row = (await screen.findByText(text)).closest('li');
  if (row === null) throw new Error(`“${text}” is in no list.`);
  fireEvent.click(within(row).getByRole('button', { name: 'Add…' }));
  return within(await screen.findByRole('dialog', { name: /^Add / }));
}

const section = () => screen.findByRole('region', { name: 'Found on this computer' });

test('the add dialog searches the machine when it opens, and not before', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  find(fixture);
  expect(fixture.callsTo('DiscoverBackends')).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  const text = within(await section())
    .getAllByRole('listitem')
    .map((item) => item.textContent);
  expect(text).toEqual([`${comfy.found}Add…`, `${model.found}Add…`]);
  expect(fixture.callsTo('DiscoverBackends')).toHaveLength(1);
});

test('in another language, a finding is said in that language, or in English where that has no such text', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  setCurrentLanguage(await loadLanguage('fr', []));
  const values = { name: 'ComfyUI', folder: '/home/me/ComfyUI' };
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  find(fixture, [
    { ...comfy, phrases: { found: { key: 'discovery.engineIn', values } } },
    {
      ...model,
      title: 'llama.cpp server',
      phrases: {
        title: { key: 'settings.type_llamaserver' },
        found: { key: 'discovery.ofNewerHost' },
      },
    },
  ]);
  act(() => services.open({ kind: 'add' }));
  expect(await screen.findByText('ComfyUI dans /home/me/ComfyUI')).toBeTruthy();
  const row = screen.getByText('A model in /models').closest('li');
  if (row === null) throw new Error('The finding is in no list.');
  fireEvent.click(within(row).getByRole('button', { name: 'Ajouter…' }));
  expect(await screen.findByDisplayValue('Serveur llama.cpp')).toBeTruthy();
});

test('a finding fills in the form of its type, and only submitting the form adds it', async () => {
  const { fixture } = await openAdd();
  const form = await chooseFound(model.found);
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('Chat');
  expect(form.getByLabelText<HTMLInputElement>('Model').value).toBe('/models/a.gguf');
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
  fireEvent.click(form.getByRole('button', { name: 'Add' }));
  await waitFor(() =>
    expect(fixture.callsTo('AddNewBackend')).toEqual([
      { type_id: 'localllama', title: 'Chat', settings: { Model: '/models/a.gguf' } },
    ]),
  );
});

test('leaving an unchanged form asks nothing, leaving a changed one does', async () => {
  const { dialog } = await openAdd();
  expect(dialog).toBeTruthy();
  let form = await chooseFound(model.found);
  fireEvent.click(form.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  form = await chooseFound(model.found);
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Mine' } });
  fireEvent.click(form.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByRole('dialog', { name: 'Discard your changes?' })).toBeTruthy();
});

test('the form of a finding leads back to the types', async () => {
  await openAdd();
  const form = await chooseFound(model.found);
  fireEvent.click(form.getByRole('button', { name: 'Other type' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Add backend' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Local language model' }));
  const empty = within(await screen.findByRole('dialog', { name: 'Add Local language model' }));
  expect(empty.getByLabelText<HTMLInputElement>('Model').value).toBe('');
});

test('a finding with the settings of a preset shows that preset, and another can be chosen', async () => {
  const found = { type_id: 'command', title: preset?.name, settings: preset?.settings, found: 'It answers' };
  await openAdd([found]);
  const form = await chooseFound('It answers');
  const pressed = (name: string) => form.getByRole('button', { name }).getAttribute('aria-pressed');
  expect(pressed(preset?.name ?? '')).toBe('true');
  fireEvent.click(form.getByRole('button', { name: 'vLLM' }));
  expect(pressed('vLLM')).toBe('true');
  expect(form.getByLabelText<HTMLInputElement>('Command').value).toBe('vllm');
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('vLLM');
});

test('nothing is shown if nothing was found, if the search fails, and for unknown types', async () => {
  const { fixture } = await openAdd([{ ...comfy, type_id: 'of_tomorrow' }]);
  await waitFor(() => expect(fixture.callsTo('DiscoverBackends')).toHaveLength(1));
  expect(screen.queryByText('Found on this computer')).toBeNull();
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  fixture.fail('DiscoverBackends', 'It may not be asked.');
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  await waitFor(() => expect(fixture.callsTo('DiscoverBackends')).toHaveLength(2));
  expect(within(await screen.findByRole('dialog')).queryByRole('alert')).toBeNull();
  expect(screen.queryByText('Found on this computer')).toBeNull();
});

test('the empty panel offers a finding and opens its form', async () => {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  find(fixture);
  fixture.remove(0);
  await screen.findByText('No backends yet');
  expect(await section()).toBeTruthy();
  const form = await chooseFound(comfy.found);
  expect(form.getByLabelText<HTMLInputElement>('Title').value).toBe('ComfyUI');
  expect(services.view.getState().dialog).toMatchObject({ kind: 'add', finding: comfy });
  expect(fixture.callsTo('AddNewBackend')).toEqual([]);
});

test('while settings are locked, the reason is shown instead of adding', async () => {
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)], host: { locked: true } });
  find(fixture);
  services.open({ kind: 'add' });
  const button = within(await section()).getAllByRole('button', { name: 'Add…' })[0];
  expect(button?.getAttribute('aria-description')).toBe('Settings are locked.');
  fireEvent.click(button as HTMLElement);
  expect(screen.queryByRole('dialog', { name: /^Add ComfyUI/ })).toBeNull();
});
