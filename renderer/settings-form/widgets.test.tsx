/** The widgets of all kinds of settings, within the form of a backend. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { SECRET_MASK } from '../../shared/settings.ts';
import { loadLanguage } from '../../shared/words/languages/load-language.ts';
import { currentLanguage, setCurrentLanguage } from '../../shared/words/words.ts';
import { everyKind, makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';
import { widgetKind } from './widget-kinds.ts';
import { stepNumber } from './widgets/number-widget.tsx';
import { widgets } from './widgets.ts';

async function openForm(settings: Record<string, string | number | boolean | string[]> = {}) {
  const backend = makeBackend(0, { title: 'Chat' });
  const { fixture, services } = await renderPanel({
    backends: [{ ...backend, settings: { ...backend.settings, Model: '/models/a.gguf', ...settings } }],
  });
  services.open({ kind: 'edit', id: 0 });
  const form = within(await screen.findByRole('dialog'));
  await form.findByLabelText('Context size');
  const type = (label: string, value: string) =>
    fireEvent.change(form.getByLabelText(label), { target: { value } });
  const save = async () => {
    fireEvent.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(fixture.callsTo('EditBackend')).toHaveLength(1));
    return fixture.callsTo('EditBackend')[0]?.settings;
  };
  return { fixture, services, form, type, save };
}

test('there is a setting of every kind in the fixture, and a widget for each', () => {
  expect(new Set(everyKind.map(widgetKind))).toEqual(new Set(Object.keys(widgets)));
});

test.each([
  ['Model name', 'qwen', { ModelName: 'qwen' }],
  ['Model', '/models/b.gguf', { Model: '/models/b.gguf' }],
  ['Program', '/opt/engine', { Program: '/opt/engine' }],
  ['Working folder', '/srv', { WorkingFolder: '/srv' }],
  ['Context size', '8192', { ContextSize: 8192 }],
  ['Temperature', '1.25', { Temperature: 1.25 }],
  ['GPUs', '0, 1', { GPU_ID: '0,1' }],
  ['Address', 'http://127.0.0.1:{PORT}', { PublicAddress: 'http://127.0.0.1:{PORT}' }],
  ['Extra arguments', '--a "b c"', { ExtraArgs: '--a "b c"' }],
  ['Environment', 'A=1\nB=2', { Environment: 'A=1\nB=2' }],
  ['System prompt', 'Be brief.\nBe kind.', { SystemPrompt: 'Be brief.\nBe kind.' }],
  ['Overrides', '{"a": 1}', { RopeScaling: '{"a": 1}' }],
  ['Precision', 'fp8', { Precision: 'fp8' }],
])('%s: the typed value is saved', async (label, typed, sent) => {
  const { type, save } = await openForm();
  type(label, typed);
  expect(await save()).toEqual(sent);
});

test.each([
  ['Context size', '1.5', 'Context size must be a whole number from 128 to 1048576.'],
  ['Temperature', 'warm', 'Temperature must be a number from 0 to 2.'],
  ['GPUs', '0;1', 'GPUs must be GPU numbers separated by commas, such as 0 or 0,1.'],
  ['Address', 'localhost', 'Address must be a web address that starts with http:// or https://.'],
  ['Extra arguments', '"open', 'Extra arguments must be a complete command line (a " is never closed).'],
  ['Environment', 'A', 'Environment must be lines of the form NAME=value (line 1 is not).'],
  ['Overrides', '{', 'Overrides must be valid JSON.'],
  ['Model', '', 'Model must be filled in: it cannot start without it.'],
])('%s: the error appears while typing and disappears when corrected', async (label, typed, text) => {
  const { form, type } = await openForm();
  const control = form.getByLabelText<HTMLInputElement>(label);
  const before = control.value;
  type(label, typed);
  expect(form.getByText(text)).toBeTruthy();
  expect(control.value).toBe(typed);
  expect(control.getAttribute('aria-invalid')).toBe('true');
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(ids.map((id) => document.getElementById(id)?.textContent)).toContain(text);
  type(label, before);
  expect(form.queryByText(text)).toBeNull();
});

test.each([
  ['Program', 'engine --port 1', 'Only the program belongs here: engine.'],
  ['Extra arguments', '--port 1 && echo', 'No shell is involved: && is handed to the program as it is.'],
  ['Environment', 'DIR=$HOME/x', 'Nothing is expanded: in DIR, $HOME stays as it is.'],
  ['Working folder', '$HOME/x', 'Nothing is expanded: $HOME stays as it is.'],
])('%s: what belongs elsewhere is said while typing, and can be saved', async (label, typed, text) => {
  const { form, type, save } = await openForm();
  type(label, typed);
  const control = form.getByLabelText<HTMLInputElement>(label);
  const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
  const texts = ids.map((id) => document.getElementById(id)?.textContent ?? '');
  expect(texts.some((shown) => shown.includes(text))).toBe(true);
  expect(control.getAttribute('aria-invalid')).not.toBe('true');
  expect(Object.values((await save()) ?? {})).toEqual([typed]);
});

test('arguments that begin with the program of the other field are noticed', async () => {
  const { form, type } = await openForm();
  type('Program', '/opt/engine');
  type('Extra arguments', 'engine --port 1');
  expect(form.getByText(/Leave out engine, which is the program itself/)).toBeTruthy();
});

test('a boolean is a switch', async () => {
  const { form, save } = await openForm();
  fireEvent.click(form.getByRole('switch', { name: 'Restart after a crash' }));
  expect(await save()).toEqual({ AutoRestart: false });
});

test('a dropdown shows names, and a value that is no longer offered', async () => {
  const { form } = await openForm({ Precision: 'int4' });
  const select = form.getByLabelText<HTMLSelectElement>('Precision');
  expect([...select.options].map(({ text }) => text)).toEqual([
    'int4 (no longer available)',
    'Automatic',
    '16 bit',
    '8 bit',
  ]);
});

test('a list has a row for each entry, and pasted lines become entries', async () => {
  const { form, save } = await openForm({ Adapters: ['a'] });
  fireEvent.click(form.getByRole('button', { name: 'Add an entry to Adapters', hidden: true }));
  fireEvent.paste(form.getByLabelText('Adapters, entry 2'), {
    clipboardData: { getData: () => 'b\nc\n' },
  });
  expect(form.getByLabelText<HTMLInputElement>('Adapters, entry 3').value).toBe('c');
  fireEvent.click(form.getByRole('button', { name: 'Remove entry 1 of Adapters', hidden: true }));
  expect(await save()).toEqual({ Adapters: ['b', 'c'] });
});

test('a stored secret is never shown; it can be replaced', async () => {
  const { form, type, save } = await openForm({ ApiKey: SECRET_MASK });
  expect(form.getByText('A value is stored')).toBeTruthy();
  expect(document.body.innerHTML).not.toContain('<secret>');
  expect(document.body.innerHTML).not.toContain('&lt;secret&gt;');
  fireEvent.click(form.getByRole('button', { name: 'Replace API key' }));
  expect(form.getByLabelText<HTMLInputElement>('API key').value).toBe('');
  type('API key', 'hunter2');
  expect(await save()).toEqual({ ApiKey: 'hunter2' });
});

test('replacing a secret and typing nothing keeps it', async () => {
  const { form, type } = await openForm({ ApiKey: SECRET_MASK });
  fireEvent.click(form.getByRole('button', { name: 'Replace API key' }));
  type('API key', 'x');
  type('API key', '');
  expect(form.getByText('No changes')).toBeTruthy();
});

test('a stored secret can be cleared, and clearing can be undone', async () => {
  const { form, save } = await openForm({ ApiKey: SECRET_MASK });
  fireEvent.click(form.getByRole('button', { name: 'Clear API key' }));
  expect(form.getByText('The stored value will be deleted')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Keep API key' }));
  expect(form.getByText('A value is stored')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Clear API key' }));
  expect(await save()).toEqual({ ApiKey: '' });
});

test('a path is checked when typing stops, and a warning does not prevent saving', async () => {
  const { form, fixture, type, save } = await openForm();
  type('Model', '/models/missin');
  type('Model', '/models/missing');
  expect(await form.findByText('There is no file at this path.')).toBeTruthy();
  expect(fixture.callsTo('CheckPath').map(({ path }) => path)).not.toContain('/models/missin');
  expect(await save()).toEqual({ Model: '/models/missing' });
});

test('what a start would find at a path is shown before it is saved, in place of a warning', async () => {
  const { form, fixture, type } = await openForm();
  fixture.answer('CheckPath', ({ path, setting }) => ({
    kind: 'folder',
    ...(setting === 'Model' ? { found: `It is run by ${path}/venv/bin/python3.` } : {}),
  }));
  type('Model', '/srv/ComfyUI');
  expect(await form.findByText('It is run by /srv/ComfyUI/venv/bin/python3.')).toBeTruthy();
  expect(form.queryByText('This is a folder; choose a file.')).toBeNull();
  expect(fixture.callsTo('CheckPath').at(-1)).toMatchObject({ type_id: expect.stringMatching(/./) });
});

test('in another language, what a start would find is said in that language', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const { form, fixture, type } = await openForm();
  setCurrentLanguage(await loadLanguage('de', []));
  fixture.answer('CheckPath', ({ path }) => ({
    kind: 'folder',
    found: `Its Python is ${path}/bin/python3.`,
    phrases: {
      found: { key: 'discovery.environmentPython', values: { python: `${path}/bin/python3` } },
    },
  }));
  type('Model', '/srv/venv');
  expect(await form.findByText('Sein Python ist /srv/venv/bin/python3.')).toBeTruthy();
});

test('a bare name may be a program on the PATH, so it is not checked', async () => {
  const { form, fixture, type } = await openForm();
  const asked = fixture.callsTo('CheckPath').length;
  type('Model', 'vllm');
  // The later check proves that the earlier one did not only come late.
  type('Working folder', '/srv/missing');
  expect(await form.findByText('There is no folder at this path.')).toBeTruthy();
  expect(
    fixture
      .callsTo('CheckPath')
      .slice(asked)
      .map(({ path }) => path),
  ).not.toContain('vllm');
});

test('a path can be chosen by browsing the folders', async () => {
  const { form, fixture, save } = await openForm({ Model: '' });
  fireEvent.click(form.getByRole('button', { name: 'Browse for Model' }));
  const browser = within(await screen.findByRole('dialog', { name: 'Choose a file for Model' }));
  fireEvent.click(await browser.findByRole('button', { name: 'models' }));
  await waitFor(() => expect(browser.getByTestId('browser-path').textContent).toBe('/home/you/models'));
  fireEvent.click(browser.getByRole('button', { name: /^qwen3-8b.gguf/ }));
  expect(fixture.callsTo('BrowseFolder')).toEqual([{ path: '' }, { path: '/home/you/models' }]);
  expect(await save()).toEqual({ Model: '/home/you/models/qwen3-8b.gguf' });
});

test('browsing shows the wanted kind of file, hidden ones on request, and remembers where something was chosen', async () => {
  window.localStorage.removeItem('switchyard-folders');
  onTestFinished(() => window.localStorage.removeItem('switchyard-folders'));
  const { form, fixture } = await openForm({ Model: '' });
  const browse = async () => {
    fireEvent.click(form.getByRole('button', { name: 'Browse for Model' }));
    return within(await screen.findByRole('dialog', { name: 'Choose a file for Model' }));
  };
  let browser = await browse();
  await browser.findByRole('button', { name: /^qwen3-8b.gguf/ });
  expect(browser.queryByRole('button', { name: /^notes.txt/ })).toBeNull();
  fireEvent.click(browser.getByLabelText('Show all files, not only .gguf'));
  expect(browser.getByRole('button', { name: /^notes.txt/ })).toBeTruthy();
  fireEvent.click(browser.getByLabelText('Show hidden folders and files'));
  await waitFor(() => expect(fixture.callsTo('BrowseFolder').at(-1)).toEqual({ path: '', hidden: true }));
  fireEvent.click(browser.getByRole('button', { name: /^qwen3-8b.gguf/ }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Choose a file for Model' })).toBeNull());
  browser = await browse();
  const places = within(browser.getByRole('navigation', { name: 'Places' }));
  expect(places.getByRole('button', { name: 'Home' })).toBeTruthy();
  expect(window.localStorage.getItem('switchyard-folders')).toBe('["/home/you"]');
});

test('a path can be typed while browsing: a folder is opened, a file is chosen, and Enter saves nothing', async () => {
  const { form, fixture } = await openForm({ Model: '' });
  fireEvent.click(form.getByRole('button', { name: 'Browse for Model' }));
  const browser = within(await screen.findByRole('dialog', { name: 'Choose a file for Model' }));
  const field = browser.getByLabelText('Go to path');
  const go = (path: string) => {
    fireEvent.change(field, { target: { value: path } });
    fireEvent.keyDown(field, { key: 'Enter' });
  };
  go('/nowhere');
  expect(await browser.findByText('There is nothing at this path.')).toBeTruthy();
  fixture.answer('CheckPath', ({ path }) => ({ kind: path === '/srv/models' ? 'folder' : 'file' }));
  go('/srv/models');
  await waitFor(() => expect(browser.getByTestId('browser-path').textContent).toBe('/srv/models'));
  go('"/srv/models/a.gguf"');
  await waitFor(() =>
    expect(form.getByLabelText<HTMLInputElement>('Model').value).toBe('/srv/models/a.gguf'),
  );
  expect(fixture.callsTo('EditBackend')).toEqual([]);
});

test('in the root of a drive, the other drives can be opened', async () => {
  const { form, fixture } = await openForm({ Model: 'C:\\a.gguf' });
  fixture.answer('BrowseFolder', ({ path }) => ({
    path,
    parent: null,
    entries: [],
    truncated: false,
    drives: ['C:\\', 'D:\\'],
  }));
  fireEvent.click(form.getByRole('button', { name: 'Browse for Model' }));
  const browser = within(await screen.findByRole('dialog', { name: 'Choose a file for Model' }));
  fireEvent.click(await browser.findByRole('button', { name: 'Drive D:\\' }));
  await waitFor(() => expect(browser.getByTestId('browser-path').textContent).toBe('D:\\'));
  expect(fixture.callsTo('BrowseFolder')).toEqual([{ path: 'C:\\' }, { path: 'D:\\' }]);
  expect(browser.getByRole('button', { name: 'Drive C:\\' })).toBeTruthy();
});

test('if a folder cannot be read, the error is shown in the dialog', async () => {
  const { form, fixture } = await openForm({ Model: '/root/secret/a.gguf' });
  fixture.fail('BrowseFolder', 'The folder /root/secret cannot be read: permission denied.');
  fireEvent.click(form.getByRole('button', { name: 'Browse for Model' }));
  const browser = within(await screen.findByRole('dialog', { name: 'Choose a file for Model' }));
  expect((await browser.findByRole('alert')).textContent).toContain('permission denied');
  expect(browser.getByRole('button', { name: 'Go to the home folder' })).toBeTruthy();
});

test('arguments show how they are split', async () => {
  const { form, type } = await openForm();
  type('Extra arguments', '--name "two words"');
  expect(form.getByText('2 arguments:', { exact: false }).textContent).toBe('2 arguments: --nametwo words');
});

test('the default is shown, and a button resets to it', async () => {
  const { form, save } = await openForm({ ContextSize: 8192 });
  expect(form.getByText('Default: 4096 tokens · 128 to 1048576')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Reset to default: Context size' }));
  expect(form.getByLabelText<HTMLInputElement>('Context size').value).toBe('4096');
  expect(await save()).toEqual({ ContextSize: 4096 });
});

test('arrow keys step a number within its bounds', () => {
  const temperature = everyKind.find(({ name }) => name === 'Temperature');
  if (!temperature) throw new Error('the fixture lacks Temperature');
  expect(stepNumber('0.7', 1, temperature)).toBe('0.75');
  expect(stepNumber('1.99', 1, temperature)).toBe('2');
  expect(stepNumber('0', -1, temperature)).toBe('0');
  expect(stepNumber('warm', 1, temperature)).toBe('warm');
});
