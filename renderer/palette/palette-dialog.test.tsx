import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { permissionsOfRole } from '../../shared/roles.ts';
import { makeBackend } from '../fixtures/backends.ts';
import { makePreferences } from '../fixtures/preferences.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';
import { fuzzyScore } from './fuzzy.ts';

beforeEach(() => window.localStorage.clear());

const three = () => ['Chat', 'Pictures', 'Speech'].map((title, id) => makeBackend(id, { title }));
const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Search commands' });
const options = () => within(screen.getByRole('listbox', { name: 'Commands' })).queryAllByRole('option');
const press = (key: string) => fireEvent.keyDown(field(), { key, code: key });

async function openPalette(): Promise<void> {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'k', ctrlKey: true });
  await screen.findByRole('dialog', { name: 'Commands' });
}

/** Searches, and runs the first match. */
async function run(query: string): Promise<void> {
  await openPalette();
  fireEvent.change(field(), { target: { value: query } });
  await waitFor(() => expect(options()[0]?.hasAttribute('data-combobox-selected')).toBe(true));
  press('Enter');
}

test('a few letters of a backend and of an operation do it, and the palette closes', async () => {
  const { fixture } = await renderPanel({ backends: three() });
  await run('pic rest');
  await waitFor(() => expect(fixture.callsTo('RestartBackends')).toEqual([{ backend: 1 }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a command that opens a dialog opens it, and its end gives the focus back to where it was before both', async () => {
  await renderPanel({ backends: three() });
  const origin = card(1).getByRole('button', { name: 'Log' });
  origin.focus();
  await run('speech log');
  const log = await screen.findByRole('dialog', { name: 'Log of Speech' });
  await waitFor(() => expect(log.contains(document.activeElement)).toBe(true));
  fireEvent.keyDown(document.activeElement ?? log, { key: 'Escape' });
  await waitFor(() => expect(document.activeElement).toBe(origin));
});

test('the address of a backend and that of the gateway are copied', async () => {
  const copied: string[] = [];
  vi.stubGlobal('navigator', {
    ...window.navigator,
    userAgent: window.navigator.userAgent,
    clipboard: { writeText: async (text: string) => void copied.push(text) },
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  await renderPanel({ backends: [makeBackend(1, { title: 'Pictures', address: 'http://127.0.0.1:7801' })] });
  await run('pict copy address');
  expect(await screen.findByText('Copied http://127.0.0.1:7801')).toBeTruthy();
  await run('copy gateway');
  await waitFor(() => expect(copied).toEqual(['http://127.0.0.1:7801', 'http://127.0.0.1:7803/v1']));
});

test('what was chosen lately comes first the next time', async () => {
  await renderPanel({ backends: three() });
  await openPalette();
  expect(options()[0]?.textContent).toContain('Add backend');
  press('Escape');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await run('usage pict');
  fireEvent.click(await screen.findByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await openPalette();
  expect(options()[0]?.textContent).toContain('Usage…Pictures #1');
});

test('what is done to several at once, the density and the colours are commands too', async () => {
  const error = { code: 'crashed', message: 'It has ended.', hint: '' } as const;
  const { fixture, services } = await renderPanel({
    backends: [
      ...three(),
      makeBackend(3, { phase: 'errored', error }),
      makeBackend(4, { phase: 'errored', error }),
    ],
  });
  await run('restart failed');
  await waitFor(() => expect(fixture.callsTo('RestartBackends')).toEqual([{ backend: 3 }, { backend: 4 }]));
  act(() => services.selection.selectAll([0, 1], true));
  await run('off selected');
  expect(services.view.getState().dialog).toEqual({ kind: 'bulk', action: 'off', ids: [0, 1] });
  act(() => services.open(null));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await run('show table');
  await waitFor(() => expect(Object.values(services.list.getState().densities)).toEqual(['table']));
  await run('colours dark');
  await waitFor(() =>
    expect(document.documentElement.getAttribute('data-mantine-color-scheme')).toBe('dark'),
  );
});

test('each preference is a command that opens the form there', async () => {
  await renderPanel({ backends: three(), preferences: makePreferences() });
  await openPalette();
  fireEvent.change(field(), { target: { value: 'lock settings' } });
  fireEvent.click(await screen.findByRole('option', { name: /^Preference: .*[Ll]ock/ }));
  const form = await screen.findByRole('dialog', { name: 'Preferences' });
  await waitFor(() => expect(document.activeElement?.closest('[data-setting]')).not.toBeNull());
  expect(form.contains(document.activeElement)).toBe(true);
});

test('what cannot be done says why and does nothing; what may never be done is not offered', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { title: 'Chat', phase: 'disabled' })],
    permissions: permissionsOfRole('operate'),
  });
  await openPalette();
  fireEvent.change(field(), { target: { value: 'chat restart' } });
  const option = await screen.findByRole('option', { name: /Restart.*Chat #0.*It is off/ });
  fireEvent.click(option);
  expect(fixture.callsTo('RestartBackends')).toEqual([]);
  fireEvent.change(field(), { target: { value: 'delete chat' } });
  await screen.findByText('No command matches. Try fewer letters.');
});

test('unsaved edits are asked for before the palette takes their place', async () => {
  const { services } = await renderPanel({ backends: three() });
  act(() => services.open({ kind: 'edit', id: 0 }));
  fireEvent.change(await screen.findByLabelText('Title'), { target: { value: 'Half' } });
  fireEvent.keyDown(screen.getByLabelText('Title'), { key: 'k', ctrlKey: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  expect(await screen.findByRole('dialog', { name: 'Commands' })).toBeTruthy();
});

test.each([
  ['restart', 'Restart Chat', 'Show its presets and artists'],
  ['pic log', 'Open log Pictures', 'Open log Topic logger list'],
  ['rc', 'Restart Chat', 'Overclock'],
])('%j means %j rather than %j', (query, better, worse) => {
  expect(fuzzyScore(query, better)).toBeGreaterThan(fuzzyScore(query, worse) ?? Number.NEGATIVE_INFINITY);
});

test('a letter that is not there is no match', () => {
  expect(fuzzyScore('xyz', 'Restart')).toBeNull();
  expect(fuzzyScore('', 'Restart')).not.toBeNull();
});
