import { desktopWords } from '../../shared/words/en/desktop.ts';
import { desktopTranslation as french } from '../../shared/words/fr/desktop.ts';
import { shellTranslation } from '../../shared/words/fr/shell.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';

test('the window, the tray and the menus change their language together, at once and for the next start', async ({
  desktop,
}) => {
  const page = await desktop.window();
  const tray = new TrayMenu(desktop);
  const labels = async () => (await tray.items()).map(({ label }) => label);
  await expect.poll(labels).toContain(desktopWords.messages.openSwitchyard);

  await desktop.call('EditPreferences', { settings: { Language: 'fr' } });
  await expect.poll(labels).toContain(french.openSwitchyard);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(
    page.getByRole('button', { name: shellTranslation.addFirstBackend, exact: true }),
  ).toBeVisible();
  expect(await desktop.call('GetPreferences')).toMatchObject({ values: { Language: 'fr' } });

  await desktop.call('EditPreferences', { settings: { Language: 'system' } });
  await expect.poll(labels).toContain(desktopWords.messages.openSwitchyard);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});
