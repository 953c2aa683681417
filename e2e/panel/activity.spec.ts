import { expect, onBothHosts, test } from './fixtures.ts';

test(
  'what happened is told with who caused it, and an edit and a deletion are undone with the keyboard alone',
  onBothHosts,
  async ({ panel, host, surface }) => {
    const { page, dialog } = panel;
    await host.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
    await panel.card(0).waitForStatus('running');
    await panel.card(0).clickToggle();
    await panel.card(0).waitForStatus('disabled');
    await host.call('EditBackend', { backend_id: 0, title: 'Flux 2', settings: { Count: 3 } });

    await panel.button('Activity…').focus();
    await page.keyboard.press('Enter');
    const list = dialog.getByRole('region', { name: 'Activity' });
    const asked = surface === 'browser' ? 'In a browser.' : 'In the window.';
    await expect(list).toContainText(`Switched off. ${asked}`);
    await expect(list).toContainText('Ready after');

    await dialog.getByRole('button', { name: 'Undo the change to Flux 2: Title and Count' }).focus();
    await page.keyboard.press('Enter');
    await expect(list).toContainText('Undone.');
    await expect(panel.card(0).root).toContainText('Flux');
    const backends = await host.call('ListBackends');
    expect(backends).toMatchObject({ 0: { title: 'Flux', settings: { Count: 1 } } });

    await host.call('DeleteBackend', { backend_id: 0 });
    await dialog.getByRole('button', { name: 'Undo: restore Flux' }).focus();
    await page.keyboard.press('Enter');
    await expect(list).toContainText('Restored.');
    await page.keyboard.press('Escape');
    await panel.card(0).waitForStatus('disabled');
  },
);
