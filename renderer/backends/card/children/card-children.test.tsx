import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import type { ChildBackend } from '../../../../shared/backend.ts';
import { loadLanguage } from '../../../../shared/words/languages/load-language.ts';
import { currentLanguage, setCurrentLanguage } from '../../../../shared/words/words.ts';
import { makeBackend } from '../../../fixtures/backends.ts';
import { makeChild as child } from '../../../fixtures/fleet.ts';
import { card, renderPanel } from '../../../fixtures/render-panel.tsx';

const withChildren = (...children: ChildBackend[]) =>
  renderPanel({ backends: [makeBackend(0, { title: 'Attic', type: 'swarmswarmbackend', children })] });
const there = () => within(card(0).getByRole('region', { name: 'Its backends' }));

test('children are listed on the card of their parent, and counted nowhere', async () => {
  await withChildren(child(-1), child(-2, { status: 'errored', title: '' }));
  expect(screen.getAllByRole('article')).toHaveLength(1);
  const [first, second] = there().getAllByRole('listitem');
  expect(first?.textContent).toContain('Far 1');
  expect(first?.textContent).toContain('Ready · comfyui_api · flux.safetensors');
  expect(second?.textContent).toContain('comfyui_apiFailed');
  expect(screen.getByRole('group', { name: 'Backends by state' }).textContent).not.toContain('attention');
});

test('an instance is named in the language of the page, and a backend as people have named it', async () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  setCurrentLanguage(await loadLanguage('de', []));
  const values = { number: 2, place: 'box:7801' };
  const phrases = { title: { key: 'loadStatus.instance_titleAt', values } };
  await withChildren(child(-1, { title: 'Instance 2 at box:7801', phrases }), child(-2));
  const [first, second] = within(card(0).element).getAllByRole('listitem');
  expect(first?.textContent).toContain('Instanz 2 unter box:7801');
  expect(second?.textContent).toContain('Far 2');
});

test('a child can be asked here to free its memory', async () => {
  const { fixture } = await withChildren(child(-1), child(-2, { status: 'loading' }));
  fixture.answer('FreeBackendMemory', () => ({
    result: true,
    count: 1,
    freed: [{ id: -1, ok: true, message: 'Unloaded.', vram_bytes: 1_073_741_824 }],
  }));
  fireEvent.click(there().getByRole('button', { name: 'Free VRAM of Far 2' }));
  fireEvent.click(there().getByRole('button', { name: 'Free VRAM of Far 1' }));
  expect(await card(0).findByText(/^Freed 1(\.0)? GiB of VRAM\.$/)).toBeTruthy();
  expect(fixture.callsTo('FreeBackendMemory')).toEqual([{ backend: -1, system_ram: false }]);
});

test('a child can be switched and restarted here; what its instance refuses is on the card of its parent', async () => {
  const { fixture } = await withChildren(child(-1), child(-2, { enabled: false, status: 'disabled' }));
  fixture.answer('ToggleBackend', () => ({ result: 'Success.' }));
  fixture.fail('RestartBackends', 'The instance there says: Settings are locked.');
  fireEvent.click(there().getByRole('button', { name: 'Switch off Far 1' }));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toHaveLength(1));
  fireEvent.click(there().getByRole('button', { name: 'Switch on Far 2' }));
  await waitFor(() => expect(fixture.callsTo('ToggleBackend')).toHaveLength(2));
  expect(there().queryByRole('button', { name: 'Restart Far 2' })).toBeNull();
  fireEvent.click(there().getByRole('button', { name: 'Restart Far 1' }));
  expect(await card(0).findByText(/The instance there says: Settings are locked\./)).toBeTruthy();
  expect(fixture.callsTo('ToggleBackend')).toEqual([
    { backend_id: -1, enabled: false },
    { backend_id: -2, enabled: true },
  ]);
  expect(fixture.callsTo('RestartBackends')).toEqual([{ backend: -1 }]);
});

test('the result of freeing a parent has a line for each child', async () => {
  const { fixture, services } = await withChildren(child(-1), child(-2));
  fixture.answer('FreeBackendMemory', () => ({
    result: true,
    count: 1,
    freed: [
      { id: -1, ok: true, message: 'Unloaded.' },
      { id: -2, ok: false, message: 'It is in use.' },
    ],
  }));
  await services.actions.freeMemory(0, false);
  expect(await card(0).findByText('Far 1: Unloaded.')).toBeTruthy();
  expect(card(0).getByText('Far 2: It is in use.')).toBeTruthy();
});

test('many children are shown only on request', async () => {
  await withChildren(...Array.from({ length: 9 }, (_, n) => child(-1 - n)));
  expect(there().getAllByRole('listitem')).toHaveLength(6);
  fireEvent.click(there().getByRole('button', { name: 'Show all 9' }));
  expect(there().getAllByRole('listitem')).toHaveLength(9);
});
