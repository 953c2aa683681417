import { expect, test } from './fixtures.ts';

test('without the link, the panel asks for the token and shows nothing', async ({ page, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Private' });
  await page.goto(host.url);
  await expect(page.getByText('Open the address that the program printed')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(0);
  await page.getByLabel('Or paste the token').fill('wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('This is not the token of this Switchyard.')).toBeVisible();
  await page.getByLabel('Or paste the token').fill(host.token ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('article', { name: 'Backend 0: Private' })).toBeVisible();
});

test('the printed link signs one browser in, once', async ({ panel, host, browser }) => {
  await expect(panel.page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
  const other = await browser.newContext();
  const page = await other.newPage();
  await page.goto(host.signInLink);
  await expect(page.getByLabel('Or paste the token')).toBeVisible();
  await other.close();
});
