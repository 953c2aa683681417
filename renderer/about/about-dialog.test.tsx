import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { renderPanel } from '../fixtures/render-panel.tsx';

async function openAbout() {
  const { fixture } = await renderPanel({
    backends: [makeBackend(0)],
    host: { version: '1.2.3', platform: 'darwin', data_dir: '/Users/you/Switchyard' },
  });
  fireEvent.click(screen.getByRole('button', { name: 'More' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'About Switchyard' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'About Switchyard' }));
  return { fixture, dialog };
}

test('it shows version, platform, data directory and licence', async () => {
  const { dialog } = await openAbout();
  const facts = dialog
    .getAllByRole('term')
    .map((term) => [term.textContent, term.nextElementSibling?.textContent]);
  expect(facts).toEqual([
    ['Version', '1.2.3'],
    ['Platform', 'macOS'],
    ['Data directory', '/Users/you/Switchyard'],
    ['Licence', 'MIT'],
  ]);
  expect(dialog.getByRole('button', { name: 'Copy data directory' })).toBeTruthy();
});

test('the licences are read on request, into a region that scrolls by keyboard', async () => {
  const { fixture, dialog } = await openAbout();
  expect(fixture.callsTo('GetLicences')).toEqual([]);
  fixture.answer('GetLicences', () => ({ text: 'left-pad 1.0.0\nMIT <b>' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Third-party licences' }));
  const region = await dialog.findByRole('region', { name: 'Third-party licences' });
  expect(region.textContent).toBe('left-pad 1.0.0\nMIT <b>');
  await waitFor(() => expect(document.activeElement).toBe(region));
});

test('licences that cannot be read say why, and can be asked for again', async () => {
  const { fixture, dialog } = await openAbout();
  fixture.fail('GetLicences', 'The file is gone.');
  fireEvent.click(dialog.getByRole('button', { name: 'Third-party licences' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('The file is gone.');
  fixture.answer('GetLicences', () => ({ text: 'here' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Third-party licences' }));
  expect(await dialog.findByText('here')).toBeTruthy();
});
