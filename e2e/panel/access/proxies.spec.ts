/** The panel through proxies and tunnels: nginx where it is on this machine, otherwise what stands in for it. */
import type { Page } from '@playwright/test';
import { startHost, type TestHost } from '../../launch/headless/start-host.ts';
import { openTunnel } from '../../launch/proxies/open-tunnel.ts';
import { findNginx, PUBLIC_NAME } from '../../launch/proxies/start-proxy.ts';
import { PanelPage } from '../../pages/panel-page.ts';
import { eventually } from '../../testkit/eventually.ts';
import { freePort } from '../../testkit/net/free-port.ts';
import { expect, test } from '../fixtures.ts';

const browserOnly = { tag: '@browser' };
test.use({ ignoreHTTPSErrors: true });

/** The link that the host prints for a public URL, after the one for this machine. */
function linkTo(host: TestHost, publicUrl: string): Promise<string> {
  const find = () => host.output().match(/(?<=^open )\S+$/gm) ?? [];
  return eventually('the link is printed', () => find().find((link) => link.startsWith(`${publicUrl}/?#`)));
}

/** Adds a backend, reads its log while it grows, deletes it and takes that back. */
async function operatePanel(page: Page, host: TestHost): Promise<void> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const panel = new PanelPage(page);
  const form = await panel.chooseType('Fake engine', { advanced: true });
  await form.fill('Title', 'Far away');
  await form.add();
  const card = panel.card(0);
  await card.waitForStatus('running');
  await card.chooseFromMenu('Open log');
  await expect(panel.log.lines).toContainText('Ready after');
  await page.keyboard.press('Escape');
  await card.chooseFromMenu('Delete');
  await expect(panel.cards).toHaveCount(0);
  await panel.button('Undo').click();
  await card.waitForStatus('running');
  expect(await host.call('ListBackends')).toMatchObject({ 0: { title: 'Far away' } });
  // The browser is known by its key, also when the page is loaded again.
  await page.reload();
  await card.waitForStatus('running');
  expect(faults).toEqual([]);
}

for (const proxy of findNginx().proxies) {
  test(`the panel works through ${proxy.name}`, browserOnly, async ({ page }) => {
    const [port, hostPort] = [await freePort(), await freePort()];
    const running = await proxy.start({ port, hostPort });
    const publicUrl = `https://${PUBLIC_NAME}:${port}${proxy.path}`;
    const host = await startHost({ port: hostPort, args: ['--public-url', publicUrl] });
    try {
      await page.goto(await linkTo(host, publicUrl));
      await operatePanel(page, host);
      expect(page.url()).toBe(`${publicUrl}/`);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(true);
    } finally {
      await host.stop();
      await running.stop();
    }
  });
}

test(
  'through a proxy whose address is not allowed, the panel says which option allows it',
  browserOnly,
  async ({ page }) => {
    const proxy = findNginx().proxies.find(({ name }) => name.includes('removed, Host replaced'));
    const [port, hostPort] = [await freePort(), await freePort()];
    const running = await proxy?.start({ port, hostPort });
    const publicUrl = `https://${PUBLIC_NAME}:${port}/yard`;
    let host = await startHost({ port: hostPort });
    try {
      await page.goto(`${publicUrl}/`);
      await expect(page.getByRole('heading', { name: 'This address is not allowed yet' })).toBeVisible();
      await expect(page.getByText(`--public-url ${publicUrl}`)).toBeVisible();
      await host.stop();
      host = await startHost({ port: hostPort, args: ['--public-url', publicUrl] });
      // It notices by itself.
      await expect(page.getByLabel('Or paste the token')).toBeVisible();
    } finally {
      await host.stop();
      await running?.stop();
    }
  },
);

test(
  'through a tunnel on another port the page says which option allows it, and then the panel works',
  browserOnly,
  async ({ page }) => {
    const [port, hostPort] = [await freePort(), await freePort()];
    const tunnel = await openTunnel(port, hostPort);
    const publicUrl = `http://localhost:${port}`;
    let host = await startHost({ port: hostPort });
    try {
      await page.goto(publicUrl);
      await expect(
        page.getByRole('heading', { name: `does not answer to the name 'localhost:${port}'` }),
      ).toBeVisible();
      await expect(page.getByText(`--public-url ${publicUrl}`, { exact: true })).toBeVisible();
      await host.stop();
      host = await startHost({ port: hostPort, args: ['--public-url', publicUrl] });
      await page.goto(await linkTo(host, publicUrl));
      await operatePanel(page, host);
    } finally {
      await host.stop();
      tunnel.close();
    }
  },
);

test(
  'over plain HTTP from another machine the panel works, and says what that means where one signs in',
  browserOnly,
  async ({ page }) => {
    const hostPort = await freePort();
    const publicUrl = `http://${PUBLIC_NAME}:${hostPort}`;
    const host = await startHost({ port: hostPort, args: ['--public-url', publicUrl] });
    try {
      await page.goto(`${publicUrl}/`);
      expect(await page.evaluate(() => window.isSecureContext)).toBe(false);
      await expect(page.getByRole('note')).toContainText('Anyone on the network can read your sign-in');
      await page.getByLabel('Or paste the token').fill(host.token ?? '');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
      await page.reload();
      await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
    } finally {
      await host.stop();
    }
  },
);

test('the page without a session has no error of JavaScript', browserOnly, async ({ page, httpHost }) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const reply = await page.goto(`${httpHost.url}/`);
  expect(reply?.status()).toBe(200);
  await expect(page.getByLabel('Or paste the token')).toBeVisible();
  expect(faults).toEqual([]);
});
