import { startHost } from '../../launch/headless/start-host.ts';
import { findViolationsIn } from '../../pages/axe.ts';
import { expect, test } from '../fixtures.ts';

test('the children of a parent are on its card, and their memory is freed from there', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  const far = await startHost();
  try {
    await far.call('AddNewBackend', { type_id: 'fake', title: 'Far away' });
    await host.call('AddNewBackend', {
      type_id: 'swarmswarmbackend',
      title: 'Attic',
      settings: { Address: far.url, AuthorizationHeader: `Bearer ${far.token}` },
    });
    await panel.card(0).waitForStatus('running');
    const there = page.getByRole('region', { name: 'Its backends' });
    await expect(there.getByText('Far away')).toBeVisible();
    await expect(there.getByText('Ready · Fake engine · fake-model')).toBeVisible();
    const look = async () => expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);
    await look();
    await there.getByRole('button', { name: 'Show by computer…' }).click();
    const fleet = page.getByRole('dialog', { name: 'Fleet' });
    await expect(fleet.getByRole('region', { name: 'This computer' })).toContainText('Far away');
    await look();
    await page.keyboard.press('Escape');
    await expect(fleet).toBeHidden();
    await there.getByRole('button', { name: 'Free VRAM of Far away' }).click();
    await expect(page.getByRole('article').getByText('Freed what there was.')).toBeVisible();
  } finally {
    await far.stop();
  }
  await panel.card(0).waitForStatus('errored');
  await expect(page.getByRole('region', { name: 'Its backends' })).toContainText('Failed');
});
