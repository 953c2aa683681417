import { findViolations } from '../pages/axe.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

/** Both hosts show the same panel. The fields of the desktop app are checked with one scheme and width only. */
const tag = (colorScheme: string, width: number) =>
  colorScheme === 'light' && width === 1400 ? onBothHosts : { tag: '@browser' };

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [400, 1400])
    test(
      `axe finds no violation in any view, ${colorScheme}, ${width} px wide`,
      tag(colorScheme, width),
      async ({ panel, host }) => {
        const { page } = panel;
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await expect(panel.sampleButton).toBeVisible();
        expect(await findViolations(page)).toEqual([]);

        await host.call('AddNewBackend', { type_id: 'fake', settings: { ApiKey: 'x' } });
        await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such' } });
        await panel.card(0).waitForStatus('running');
        await panel.card(1).waitForStatus('errored');
        expect(await findViolations(page)).toEqual([]);

        await panel.card(0).chooseFromMenu('Edit');
        await expect(panel.settings.field('Title')).toBeVisible();
        expect(await findViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.card(0).chooseFromMenu('Open log');
        await expect(panel.log.lines).toContainText('Ready after');
        expect(await findViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.openPreferences();
        expect(await findViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.chooseFromMoreMenu('About Switchyard');
        await panel.dialog.getByRole('button', { name: 'Licences of what it is made of' }).click();
        await expect(panel.dialog.getByRole('region', { name: /Licences/ })).toBeVisible();
        expect(await findViolations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.button('Add backend').click();
        await expect(panel.dialog).toBeVisible();
        expect(await findViolations(page)).toEqual([]);
      },
    );
