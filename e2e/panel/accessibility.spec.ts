import { findViolationsIn } from '../pages/axe.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

for (const width of [400, 1400])
  test(
    `axe finds no violation in any view, light and dark, ${width} px wide`,
    width === 1400 ? onBothHosts : { tag: '@browser' },
    async ({ panel, host, surface }) => {
      const { page } = panel;
      // Both hosts show the same panel. The fields of the desktop app are checked with one scheme and width only.
      const check = async () =>
        expect(await findViolationsIn(page, surface === 'browser' ? ['light', 'dark'] : ['light'])).toEqual(
          [],
        );
      await page.setViewportSize({ width, height: 900 });
      await expect(panel.sampleButton).toBeVisible();
      await check();

      await host.call('AddNewBackend', { type_id: 'fake', settings: { ApiKey: 'x' } });
      await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such' } });
      await panel.card(0).waitForStatus('running');
      await panel.card(1).waitForStatus('errored');
      await check();

      await panel.card(0).chooseFromMenu('Edit');
      await expect(panel.settings.field('Title')).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      await panel.card(0).chooseFromMenu('Open log');
      await expect(panel.log.lines).toContainText('Ready after');
      await check();
      await page.keyboard.press('Escape');

      await host.call('EditBackend', { backend_id: 0, title: 'Flux', settings: { Count: 2 } });
      await panel.button('Activity…').click();
      await expect(panel.dialog.getByRole('button', { name: /^Undo the edit/ })).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      await panel.openPreferences();
      await check();
      await page.keyboard.press('Escape');

      await panel.chooseFromMoreMenu('About Switchyard');
      await panel.dialog.getByRole('button', { name: 'Licences of what it is made of' }).click();
      await expect(panel.dialog.getByRole('region', { name: /Licences/ })).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      await panel.button('Add backend').click();
      await expect(panel.dialog).toBeVisible();
      await check();
    },
  );
