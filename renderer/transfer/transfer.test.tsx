import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import type { Resources } from '../../shared/resources.ts';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { currentLanguage, setCurrentLanguage } from '../../shared/words/words.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';
import { makeGpu, makeResources } from '../fixtures/resources.ts';
import type { Preview } from './transfer.ts';

const row = (entry: number, facts: Partial<Preview['list'][number]> = {}): Preview['list'][number] => ({
  entry,
  action: 'add',
  id: entry,
  type: 'comfyui_api',
  type_name: 'ComfyUI API',
  known_type: true,
  title: `Card ${entry}`,
  enabled: true,
  about: 'http://localhost:8188',
  words: [],
  ...facts,
});
const plan = (facts: Partial<Preview> = {}): Preview => ({
  source: 'swarmui',
  secrets: 'none',
  needs_folder: false,
  list: [row(0), row(1, { id: 7, words: ['The number 1 is taken here, so it becomes 7.'] })],
  ...facts,
});

async function openFromMenu(item: string, resources?: Resources) {
  const rendered = await renderPanel({
    backends: [makeBackend(0)],
    ...(resources === undefined ? {} : { resources }),
  });
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
  return { ...rendered, dialog: within(await screen.findByRole('dialog')) };
}

/** With the mark that says so. */
function utf16(text: string): Uint8Array<ArrayBuffer> {
  const units = Uint16Array.from(`\uFEFF${text}`, (letter) => letter.charCodeAt(0));
  return new Uint8Array(units.buffer);
}

async function openPlan(preview: Preview, content: BlobPart = '0:\n', resources?: Resources) {
  const opened = await openFromMenu('Import…', resources);
  opened.fixture.answer('PreviewImport', () => preview);
  opened.fixture.answer('ImportBackends', () => ({
    added: 1,
    already_here: 1,
    list: [
      {
        entry: 1,
        id: 7,
        type: 'comfyui_api',
        type_name: 'ComfyUI API',
        title: 'Card 1',
        words: ['“API key” is not in the file. Enter it after the import.'],
      },
    ],
  }));
  const file = new File([content], 'Backends.fds');
  fireEvent.change(opened.dialog.getByLabelText('File to import'), { target: { files: [file] } });
  await opened.dialog.findByText('Backends.fds');
  return opened;
}

test('a chosen file is read by the page, and a preview is shown before anything is added', async () => {
  const { fixture, dialog } = await openPlan(plan());
  expect(fixture.callsTo('PreviewImport')).toEqual([{ text: '0:\n' }]);
  expect(dialog.getByText('The number 1 is taken here, so it becomes 7.')).toBeTruthy();
  expect(dialog.getByRole('checkbox', { name: /#0 Card 0/ })).toBeTruthy();
  expect(fixture.callsTo('ImportBackends')).toEqual([]);
});

test('in another language, what becomes of a backend is said in that language, or in English where that has no such text', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  setCurrentLanguage(await loadLanguage('de', []));
  const told = {
    title: '',
    words: ['The number 1 is taken here, so it becomes 7.', 'It was made smaller.'],
    phrases: {
      words_0: { key: 'importNotes.idTaken', values: { number: 1, id: 7 } },
      words_1: { key: 'importNotes.ofNewerHost' },
    },
  };
  const { fixture, services } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('PreviewImport', () => plan({ list: [row(1, { id: 7, ...told })] }));
  const { type, type_name } = row(1);
  fixture.answer('ImportBackends', () => ({
    added: 1,
    already_here: 0,
    list: [{ entry: 1, id: 7, type, type_name, ...told }],
  }));
  act(() => services.open({ kind: 'import', path: '/srv/SwarmUI' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(
    await dialog.findByText('Die Nummer 1 ist hier schon vergeben, das Backend bekommt die 7.'),
  ).toBeTruthy();
  expect(dialog.getByText('It was made smaller.')).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: '1 Backend hinzufügen' }));
  await dialog.findByText('1 Backend hinzugefügt.');
  expect(dialog.getByText('Die Nummer 1 ist hier schon vergeben, das Backend bekommt die 7.')).toBeTruthy();
});

test('a file in UTF-16 is read as what it says, and one in an older encoding is refused in words', async () => {
  const { fixture, dialog } = await openPlan(plan(), utf16('0:\n\ttitle: Büro\n'));
  expect(fixture.callsTo('PreviewImport')).toEqual([{ text: '0:\n\ttitle: Büro\n' }]);
  fireEvent.click(dialog.getByRole('button', { name: 'Choose another file' }));
  const file = new File(
    [Uint8Array.from('0:\n\ttitle: Büro\n', (letter) => letter.charCodeAt(0))],
    'old.fds',
  );
  fireEvent.change(dialog.getByLabelText('File to import'), { target: { files: [file] } });
  expect(await dialog.findByText(/Could not read old\.fds: line 2 is not in UTF-8/)).toBeTruthy();
  expect(fixture.callsTo('PreviewImport')).toHaveLength(1);
});

test('excluded backends are not imported, and the result says what to check', async () => {
  const { fixture, dialog } = await openPlan(plan());
  fireEvent.click(dialog.getByRole('checkbox', { name: /#0 Card 0/ }));
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Add them switched off' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Add 1 backend' }));
  expect(await dialog.findByText('Added 1 backend. 1 was already here.')).toBeTruthy();
  expect(dialog.getByText('“API key” is not in the file. Enter it after the import.')).toBeTruthy();
  expect(fixture.callsTo('ImportBackends')).toEqual([{ text: '0:\n', which: [1], switched_off: true }]);
  fireEvent.click(dialog.getByRole('button', { name: 'Done' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a backend of an unknown type is left out unless it is asked for', async () => {
  const { fixture, dialog } = await openPlan(plan({ list: [row(0), row(1, { known_type: false })] }));
  expect(dialog.getByRole<HTMLInputElement>('checkbox', { name: /#1 Card 1/ }).checked).toBe(false);
  fireEvent.click(dialog.getByRole('button', { name: 'Add 1 backend' }));
  await waitFor(() => expect(fixture.callsTo('ImportBackends')).toMatchObject([{ which: [0] }]));
});

test('each backend can be given other graphics cards than those of the file', async () => {
  const { fixture, dialog } = await openPlan(
    plan({ list: [row(0, { gpus: '3' }), row(1, { gpus: '' }), row(2)] }),
    '0:\n',
    makeResources({ gpus: [makeGpu(0), makeGpu(1)] }),
  );
  const select = dialog.getByLabelText<HTMLSelectElement>('GPUs of Card 0');
  expect([...select.options].map(({ text }) => text)).toEqual([
    'As in the file: 3',
    'All GPUs',
    'GPU 0 · NVIDIA GeForce RTX 4090',
    'GPU 1 · NVIDIA GeForce RTX 4090',
  ]);
  expect(dialog.getByLabelText<HTMLSelectElement>('GPUs of Card 1').value).toBe('');
  expect(dialog.queryByLabelText('GPUs of Card 2')).toBeNull();
  fireEvent.change(select, { target: { value: '1' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Add 3 backends' }));
  await waitFor(() =>
    expect(fixture.callsTo('ImportBackends')).toMatchObject([{ gpus: [{ entry: 0, value: '1' }] }]),
  );
});

test('the empty panel offers the list of a SwarmUI on this machine, and shows what it would add', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)] });
  fixture.answer('DiscoverImports', () => ({
    list: [{ path: '/home/me/SwarmUI', source: 'swarmui', count: 2 }],
  }));
  fixture.answer('PreviewImport', () => plan());
  fixture.remove(0);
  expect(await screen.findByText('SwarmUI in /home/me/SwarmUI has 2 backends')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Import…' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByRole('checkbox', { name: /#0 Card 0/ })).toBeTruthy();
  expect(fixture.callsTo('PreviewImport')).toEqual([{ path: '/home/me/SwarmUI' }]);
  expect(fixture.callsTo('ImportBackends')).toEqual([]);
});

test('encrypted secrets ask for the passphrase, and a wrong one can be typed again', async () => {
  const { fixture, dialog } = await openPlan(plan({ source: 'switchyard', secrets: 'encrypted' }));
  const add = dialog.getByRole('button', { name: 'Add 2 backends' });
  fireEvent.click(add);
  expect(add.getAttribute('aria-description')).toBe('Enter the passphrase, or leave the secrets out.');
  expect(fixture.callsTo('ImportBackends')).toEqual([]);
  fixture.fail('ImportBackends', 'This is not the passphrase that the file was exported with.');
  fireEvent.change(dialog.getByLabelText('Passphrase'), { target: { value: 'wrong horse' } });
  fireEvent.click(add);
  expect((await dialog.findByRole('alert')).textContent).toContain('This is not the passphrase');
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Leave the secrets out' }));
  fireEvent.click(add);
  await waitFor(() => expect(fixture.callsTo('ImportBackends')).toHaveLength(2));
  expect(fixture.callsTo('ImportBackends')[0]).toMatchObject({ passphrase: 'wrong horse' });
  expect(fixture.callsTo('ImportBackends')[1]).toMatchObject({ skip_secrets: true });
  expect(fixture.callsTo('ImportBackends')[1]).not.toHaveProperty('passphrase');
});

test("if paths need SwarmUI's folder, the preview asks for it and is read again", async () => {
  const { fixture, dialog } = await openPlan(plan({ needs_folder: true }));
  fireEvent.change(dialog.getByLabelText('SwarmUI folder'), { target: { value: '/srv/SwarmUI' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Check folder' }));
  await waitFor(() =>
    expect(fixture.callsTo('PreviewImport')).toContainEqual({ text: '0:\n', swarm_folder: '/srv/SwarmUI' }),
  );
});

test('an invalid file is refused with an error in the same dialog', async () => {
  const { fixture, dialog } = await openFromMenu('Import…');
  fixture.fail('PreviewImport', 'The file cannot be imported: it is not valid JSON.');
  fireEvent.change(dialog.getByLabelText(/Or enter a path/), {
    target: { value: '/etc/passwd' },
  });
  fireEvent.click(dialog.getByRole('button', { name: 'Read file' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('it is not valid JSON');
});

test('if all backends are here already, there is nothing to add', async () => {
  const { dialog } = await openPlan(plan({ list: [row(0, { action: 'already_here', id: null })] }));
  expect(dialog.getByRole('status').textContent).toBe(
    'Backends.fds, from SwarmUI: no new backends, 1 is already here.',
  );
  expect(dialog.getByRole('button', { name: 'Add 0 backends' }).getAttribute('aria-disabled')).toBe('true');
});

test('the dialog to add a backend leads to the import', async () => {
  const { services } = await renderPanel({ backends: [makeBackend(0)] });
  await services.loadTypes();
  fireEvent.click(screen.getByRole('button', { name: 'Add backend' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Import backends from SwarmUI…' }));
  expect(await screen.findByRole('dialog', { name: 'Import backends' })).toBeTruthy();
});

test('an export is a file to save, and names what it does not contain', async () => {
  const { fixture, dialog } = await openFromMenu('Export…');
  fixture.answer('ExportBackends', () => ({
    text: '{"format":"switchyard-backends"}',
    count: 1,
    missing: [{ id: 0, backend: 'Backend 0 "Flux"', settings: ['API key'] }],
  }));
  fireEvent.click(dialog.getByRole('button', { name: 'Export' }));
  const link = await dialog.findByRole<HTMLAnchorElement>('link', { name: 'Save file' });
  expect(link.download).toMatch(/^switchyard-backends-\d{4}-\d\d-\d\d\.json$/);
  expect(link.getAttribute('href')).toMatch(/^blob:/);
  expect(dialog.getByText('Backend 0 "Flux": without API key')).toBeTruthy();
  expect(fixture.callsTo('ExportBackends')).toEqual([{}]);
});

test('secrets are exported with a passphrase only', async () => {
  const { fixture, dialog } = await openFromMenu('Export…');
  fixture.answer('ExportBackends', () => ({ text: '{}', count: 1, missing: [] }));
  fireEvent.click(dialog.getByRole('checkbox', { name: 'Include API keys and passwords, encrypted' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Export' }));
  expect(fixture.callsTo('ExportBackends')).toEqual([]);
  fireEvent.change(dialog.getByLabelText('Passphrase'), { target: { value: 'correct horse' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Export' }));
  await dialog.findByRole('link', { name: 'Save file' });
  expect(fixture.callsTo('ExportBackends')).toEqual([{ passphrase: 'correct horse' }]);
});
