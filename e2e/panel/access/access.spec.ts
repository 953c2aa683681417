import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { inRepository } from '../../testkit/repository.ts';
import { expect, test } from '../fixtures.ts';

const browserOnly = { tag: '@browser' };

test(
  'without the link, the panel asks for the token and shows nothing',
  browserOnly,
  async ({ page, httpHost }) => {
    await httpHost.call('AddNewBackend', { type_id: 'fake', title: 'Private' });
    await page.goto(httpHost.url);
    await expect(page.getByText('Open the address that Switchyard printed')).toBeVisible();
    await expect(page.getByRole('article')).toHaveCount(0);
    await page.getByLabel('Or paste the token').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(
      page.getByText('This is neither the token nor an API key of this Switchyard.'),
    ).toBeVisible();
    await page.getByLabel('Or paste the token').fill(httpHost.token ?? '');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('article', { name: 'Backend 0: Private' })).toBeVisible();
  },
);

test('the printed link signs one browser in, once', browserOnly, async ({ page, httpHost, browser }) => {
  await page.goto(httpHost.signInLink);
  await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
  const other = await browser.newContext();
  const second = await other.newPage();
  await second.goto(httpHost.signInLink);
  await expect(second.getByLabel('Or paste the token')).toBeVisible();
  await other.close();
});

test('source maps of the panel are made, but neither named nor served', browserOnly, async ({ httpHost }) => {
  const page = await (await httpHost.request('/')).text();
  const scripts = [...page.matchAll(/(?:src|href)="\.(\/assets\/[^"]+\.js)"/g)].map(
    ([, script = '']) => script,
  );
  const sources: string[] = [];
  for (const script of scripts) {
    const map = await readFile(
      inRepository(`dist-test/maps/renderer/assets/${basename(script)}.map`),
      'utf8',
    );
    sources.push(...(JSON.parse(map) as { sources: string[] }).sources);
    expect(await (await httpHost.request(script)).text()).not.toContain('sourceMappingURL=');
    expect((await httpHost.request(`${script}.map`)).status).toBe(404);
  }
  expect(sources.some((source) => source.endsWith('renderer/app.tsx'))).toBe(true);
});
