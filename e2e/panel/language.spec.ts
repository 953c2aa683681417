import { shellTranslation as german } from '../../shared/words/de/shell.ts';
import { shellWords } from '../../shared/words/en/shell.ts';
import { shellTranslation as japanese } from '../../shared/words/ja/shell.ts';
import { expect, test } from './fixtures.ts';

const english = shellWords.messages;

test.use({ locale: 'de-AT' });

test('the panel has the language of the browser, another one at once when it is chosen, and keeps it', async ({
  panel: { page },
}) => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const html = page.locator('html');
  await expect(button(german.addFirstBackend)).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'de');

  await button(german.more).click();
  await page.getByRole('menuitemradio', { name: '日本語' }).click();
  await expect(button(japanese.addFirstBackend)).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'ja');
  await page.reload();
  await expect(button(japanese.addFirstBackend)).toBeVisible();

  await button(japanese.more).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(button(english.addFirstBackend)).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'en');
});
