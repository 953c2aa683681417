import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { makePreferences } from '../fixtures/preferences.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

const STORAGE_KEY = 'mantine-color-scheme-value';

beforeEach(() => window.localStorage.clear());

const scheme = () => document.documentElement.getAttribute('data-mantine-color-scheme');

async function openMore() {
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  await screen.findByRole('menuitemradio', { name: 'Dark' });
}

// The menu has other choices as well.
const colours = () => within(screen.getByRole('group', { name: /^Colours/ }));
const chosen = () => colours().getByRole('menuitemradio', { checked: true }).textContent;

test('a browser keeps its own colours and sends nothing to the host', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0)], host: { theme: 'light' } });
  await openMore();
  expect(chosen()).toBe('Same as system');
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Dark' }));
  await waitFor(() => expect(scheme()).toBe('dark'));
  expect(window.localStorage.getItem(STORAGE_KEY)).toBe('dark');
  expect(fixture.callsTo('EditPreferences')).toEqual([]);
});

test('in its own window the host keeps the colours, and the page uses those of the system', async () => {
  window.localStorage.setItem(STORAGE_KEY, 'dark');
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    shownIn: 'window',
    preferences: makePreferences({ values: { Theme: 'light' } }),
  });
  expect(scheme()).toBe('light');
  await openMore();
  expect(chosen()).toBe('Light');
  fireEvent.click(colours().getByRole('menuitemradio', { name: 'Same as system' }));
  await waitFor(() =>
    expect(fixture.callsTo('EditPreferences')).toEqual([{ settings: { Theme: 'system' } }]),
  );
  await openMore();
  await waitFor(() => expect(chosen()).toBe('Same as system'));
  expect(window.localStorage.getItem(STORAGE_KEY)).toBe('dark');
});

test('if the host refuses to change the colours, the reason is shown', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    shownIn: 'window',
    preferences: makePreferences(),
  });
  fixture.fail('EditPreferences', 'The change could not be saved: the disk is full.');
  await openMore();
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Dark' }));
  expect((await screen.findByRole('alert')).textContent).toContain(
    'Could not change the colours. The change could not be saved: the disk is full.',
  );
});

test('while settings are locked, the colours of the host are locked too', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    shownIn: 'window',
    preferences: makePreferences({ values: { LockSettings: true } }),
  });
  await openMore();
  expect(screen.getByText('Colours: Settings are locked.')).toBeTruthy();
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'Dark' }));
  expect(fixture.callsTo('EditPreferences')).toEqual([]);
});
