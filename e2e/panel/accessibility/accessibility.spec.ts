import { findViolationsIn } from '../../pages/axe.ts';
import { expect, onBothHosts, test } from '../fixtures.ts';

const GIBIBYTE = 1024 ** 3;
/** One that fits, and one that cannot. */
const foundModels = [GIBIBYTE, 9000 * GIBIBYTE].map((bytes, index) => ({
  type_id: 'localllama',
  title: `Model ${index}`,
  settings: { ModelPath: `/models/${index}.gguf` },
  path: `/models/${index}.gguf`,
  folder: '/models',
  source: 'LM Studio',
  bytes,
  purpose: 'text',
  quantization: 'Q4_K_M',
  context_tokens: 40_960,
  is_used: index === 0,
}));

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

      await panel.card(0).chooseFromMenu('Settings');
      await expect(panel.settings.field('Title')).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      await panel.card(0).chooseFromMenu('Open log');
      await expect(panel.log.lines).toContainText('Ready after');
      await check();
      await page.keyboard.press('Escape');

      await host.call('EditBackend', { backend_id: 0, title: 'Flux', settings: { Count: 2 } });
      await panel.button('Activity…').click();
      await expect(panel.dialog.getByRole('button', { name: /^Undo the change/ })).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      await panel.openPreferences();
      await check();
      await page.keyboard.press('Escape');

      await panel.chooseFromMoreMenu('About Switchyard');
      await panel.dialog.getByRole('button', { name: 'Third-party licences' }).click();
      await expect(panel.dialog.getByRole('region', { name: 'Third-party licences' })).toBeVisible();
      await check();
      await page.keyboard.press('Escape');

      if (surface === 'browser') {
        // The host of a test finds no models of this machine.
        await page.route('**/DiscoverModels', (route) => route.fulfill({ json: { list: foundModels } }));
        await panel.chooseFromMoreMenu('Models on this computer…');
        await expect(panel.dialog.getByRole('listitem')).toHaveCount(foundModels.length);
        await check();
        await page.keyboard.press('Escape');
      }

      await panel.button('Add backend').click();
      await expect(panel.dialog).toBeVisible();
      await check();
    },
  );
