/** When a backend is started, as its menu shows and sets it. */
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';

const openMenu = async (id: number) => {
  fireEvent.click(card(id).getByRole('button', { name: 'More actions' }));
  return await screen.findByRole('menuitem', { name: 'Edit' });
};

test('its menu shows whether it is started on demand, and changes that', async () => {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { settings: { StartWhen: 'always' } })],
  });
  await openMenu(0);
  const item = screen.getByRole('menuitemcheckbox', { name: 'Start on demand' });
  expect(item.getAttribute('aria-checked')).toBe('false');
  fireEvent.click(item);
  await waitFor(() =>
    expect(fixture.callsTo('EditBackend')).toEqual([{ backend_id: 0, settings: { StartWhen: 'on demand' } }]),
  );
});

test('one that is not started here has no such choice', async () => {
  await renderPanel({ backends: [makeBackend(0, { settings: {} })] });
  await openMenu(0);
  expect(screen.queryByRole('menuitemcheckbox')).toBeNull();
});
