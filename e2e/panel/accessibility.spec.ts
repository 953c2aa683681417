import { violations } from '../pages/axe.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

/** Both hosts show the same panel. The fields that only the desktop app has are checked in one scheme and width. */
const tag = (colorScheme: string, width: number) =>
  colorScheme === 'light' && width === 1400 ? onBothHosts : { tag: '@browser' };

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [400, 1400])
    test(
      `every view is free of what axe finds, ${colorScheme}, ${width} px wide`,
      tag(colorScheme, width),
      async ({ panel, host }) => {
        const { page } = panel;
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height: 900 });
        await expect(panel.trySample).toBeVisible();
        expect(await violations(page)).toEqual([]);

        await host.call('AddNewBackend', { type_id: 'fake', settings: { ApiKey: 'x' } });
        await host.call('AddNewBackend', { type_id: 'command', settings: { Command: '/no/such' } });
        await panel.card(0).reaches('running');
        await panel.card(1).reaches('errored');
        expect(await violations(page)).toEqual([]);

        await panel.card(0).choose('Edit');
        await expect(panel.settings.field('Title')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.card(0).choose('Open log');
        await expect(panel.log.lines).toContainText('Ready after');
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.openPreferences();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.chooseMore('About Switchyard');
        await panel.dialog.getByRole('button', { name: 'Licences of what it is made of' }).click();
        await expect(panel.dialog.getByRole('region', { name: /Licences/ })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');

        await panel.button('Add backend').click();
        await expect(panel.dialog).toBeVisible();
        expect(await violations(page)).toEqual([]);
      },
    );
