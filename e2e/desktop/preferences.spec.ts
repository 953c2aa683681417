import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';
import { dataDirWith } from '../testkit/data-dir.ts';
import { freePort } from '../testkit/net/free-port.ts';

const request = (url: string, token: string) =>
  fetch(`${url}/API/GetNewSession`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: '{}',
  });

/** Calls an operation in a session of its own. */
async function callOverHttp(url: string, token: string, operation: string): Promise<unknown> {
  const { session_id } = (await (await request(url, token)).json()) as { session_id: string };
  const reply = await fetch(`${url}/API/${operation}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ session_id, settings: {} }),
  });
  return await reply.json();
}

test('the HTTP API is off by default, needs the token that Preferences shows, and ends when it is switched off', async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const form = await panel.openPreferences();
  await expect(form.field('Port')).toHaveCount(0);
  await form.clickSwitch('HTTP API');
  await form.fill('Port', String(port));
  await form.button('Save').click();
  await expect(form.root).toContainText(url);
  const { api } = (await desktop.call('GetPreferences')) as { api: { url: string; token: string } };
  expect(api.url).toBe(url);
  expect((await request(url, 'wrong')).status).toBe(401);
  expect((await request(url, api.token)).status).toBe(200);

  // A browser that has read the token would keep its access after it was signed out.
  for (const operation of ['GetPreferences', 'EditPreferences', 'SignOutEverywhere', 'RenewApiToken'])
    expect(await callOverHttp(url, api.token, operation)).toMatchObject({ api: { url, token: null } });
  expect((await request(url, api.token)).status).toBe(401);
  await desktop.call('EditPreferences', { settings: { HttpApi: false } });
  await expect(request(url, api.token)).rejects.toThrow();
});

test('a port that is in use is refused with a message, and nothing is stored', async ({ desktop }) => {
  await desktop.window();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  expect(
    await desktop.call('EditPreferences', { settings: { HttpApi: true, HttpPort: port } }),
  ).toMatchObject({
    error: expect.stringContaining(`another program already uses port ${port}`),
  });
  expect(await desktop.call('GetPreferences')).toMatchObject({ values: { HttpApi: false } });
  other.close();
});

test('the colour scheme is that of the system until the user chooses one', { tag: '@stand-in' }, async ({
  desktop,
}) => {
  const page = await desktop.window();
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await desktop.controls.setSystemScheme('dark');
  await expect.poll(isDark).toBe(true);
  await desktop.call('EditPreferences', { settings: { Theme: 'light' } });
  await expect.poll(isDark).toBe(false);
  expect((await desktop.controls.theme()).source).toBe('light');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
});

test('secrets are encrypted on disk, and Preferences says by what', { tag: '@stand-in' }, async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake', settings: { ApiKey: 'open sesame' } });
  await panel.card(0).waitForStatus('running');
  const file = await readFile(join(desktop.dataDir, 'backends.json'), 'utf8');
  expect(file).not.toContain('open sesame');
  expect(file).toContain('sealed:v1:');
  const environment = await (await fetch(`${await panel.card(0).address()}/env`)).json();
  expect(environment).toMatchObject({ FAKE_API_KEY: 'open sesame' });
  const form = await panel.openPreferences();
  await expect(form.root).toContainText('encrypts API keys and passwords');
});

test('without a keyring, Preferences says that secrets are not encrypted', {
  tag: '@stand-in',
}, async ({ browser }) => {
  const desktop = await startDesktop({ browser, env: { ELECTRON_STAND_IN_KEYRING: 'none' } });
  const panel = new PanelPage(await desktop.window());
  const form = await panel.openPreferences();
  await expect(form.root).toContainText('This system has no keyring');
  await desktop.stop();
});

test('the login entry is created from Preferences, and removed from the tray', async ({ desktop }) => {
  test.skip(process.platform !== 'linux', 'The entry is a file on Linux alone.');
  await desktop.window();
  const entry = join(desktop.dataDir, 'xdg-config', 'autostart', 'switchyard.desktop');
  await desktop.call('EditPreferences', { settings: { StartAtLogin: true } });
  expect(await readFile(entry, 'utf8')).toContain('--hidden');
  const tray = new TrayMenu(desktop);
  const isTicked = async () => (await tray.items()).find(({ label }) => label === 'Start at login')?.checked;
  await expect.poll(isTicked).toBe(true);
  await tray.choose('Start at login');
  // A native menu changes the check mark by itself, so the file counts, and the mark has to agree with it.
  await expect.poll(() => existsSync(entry)).toBe(false);
  await expect.poll(isTicked).toBe(false);
});

test('locked settings lock the tray and the menu as well', async ({ desktop }) => {
  await desktop.window();
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  const tray = new TrayMenu(desktop);
  await tray.waitForBackends('✓ Flux: Ready');
  await desktop.call('EditPreferences', { settings: { LockSettings: true } });
  await expect.poll(async () => (await tray.items())[0]?.label).toBe('Settings are locked');
  const menu = (await desktop.controls.menu()) ?? [];
  const add = menu.flatMap(({ submenu }) => submenu ?? []).find(({ label }) => label === 'Add backend…');
  expect(add?.enabled).toBe(false);
});

test('another data directory gets a copy of everything at the next start', async ({ browser }) => {
  const { dataDir: home, remove } = await dataDirWith(0);
  const elsewhere = await dataDirWith(0);
  await elsewhere.remove();
  const env = { XDG_DATA_HOME: home };
  const first = await startDesktop({ browser, dataDir: home, atDefaultLocation: true, env });
  await first.window();
  await first.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await first.call('EditPreferences', { settings: { DataDirectory: elsewhere.dataDir } });
  await first.stop();
  const second = await startDesktop({ browser, dataDir: home, atDefaultLocation: true, env });
  await second.window();
  await new TrayMenu(second).waitForBackends('✓ Flux: Ready');
  expect(await second.call('GetPreferences')).toMatchObject({
    values: { DataDirectory: elsewhere.dataDir },
  });
  expect(await readFile(join(elsewhere.dataDir, 'backends.json'), 'utf8')).toContain('Flux');
  await second.stop();
  await remove();
  await elsewhere.remove();
});
