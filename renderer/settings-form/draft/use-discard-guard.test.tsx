import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { makePreferences } from '../../fixtures/preferences.ts';
import { renderPanel } from '../../fixtures/render-panel.tsx';
import type { Dialog } from '../../state/view-state.ts';

/** Whether closing the page or the window asks first. */
function asksBeforeLeaving(): boolean {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}

test.each<[string, Dialog, 'window' | 'browser']>([
  ['Title', { kind: 'edit', id: 0 }, 'browser'],
  ['Title', { kind: 'edit', id: 0 }, 'window'],
  ['Log kept for', { kind: 'preferences' }, 'window'],
])('an unsaved %s in %j is asked about before the %s is closed', async (label, dialog, shownIn) => {
  const { services } = await renderPanel({
    backends: [makeBackend(0, { title: '1' })],
    preferences: makePreferences({ values: { LogDays: 1 } }),
    shownIn,
  });
  act(() => services.open(dialog));
  const form = within(await screen.findByRole('dialog'));
  const field = await form.findByLabelText(label);
  expect(asksBeforeLeaving()).toBe(false);
  fireEvent.change(field, { target: { value: '12' } });
  expect(asksBeforeLeaving()).toBe(true);
  fireEvent.change(field, { target: { value: '1' } });
  expect(asksBeforeLeaving()).toBe(false);
});

test('once the edits are discarded, nothing is asked any more', async () => {
  const { services } = await renderPanel({ backends: [makeBackend(0)] });
  act(() => services.open({ kind: 'edit', id: 0 }));
  const form = within(await screen.findByRole('dialog'));
  fireEvent.change(form.getByLabelText('Title'), { target: { value: 'Half typed' } });
  fireEvent.click(form.getByRole('button', { name: 'Cancel' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Discard changes' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asksBeforeLeaving()).toBe(false);
});
