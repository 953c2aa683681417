import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';
import { dataDirWith } from '../testkit/data-dir.ts';
import { isRunning } from '../testkit/processes.ts';

test('a click in the tray menu switches a backend, and the menu and the card show its state', async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  const tray = new TrayMenu(desktop);
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await tray.waitForBackends('✓ Flux: Ready');
  expect(await tray.iconName()).toBe('tray-running');
  const pid = await panel.card(0).pid();

  await tray.choose('Flux: Ready');
  await tray.waitForBackends('Flux: Off');
  await panel.card(0).waitForStatus('disabled');
  expect(isRunning(pid)).toBe(false);
  expect(await tray.iconName()).toBe('tray-off');

  await tray.choose('Flux: Off');
  await tray.waitForBackends('✓ Flux: Ready');
  await panel.card(0).waitForStatus('running');
});

test('with locked settings a backend cannot be clicked, and its check mark stays', async ({ desktop }) => {
  const tray = new TrayMenu(desktop);
  await desktop.window();
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await tray.waitForBackends('✓ Flux: Ready');
  await desktop.call('EditPreferences', { settings: { LockSettings: true } });
  await expect
    .poll(async () => (await tray.items()).find(({ label }) => label.startsWith('Flux'))?.enabled)
    .toBe(false);
  await expect(tray.choose('Flux: Ready')).rejects.toThrow('greyed out');
  expect(await tray.backends()).toEqual(['✓ Flux: Ready']);
});

test('from the menu each backend can be restarted, its memory freed, and its log, address and card opened', async ({
  desktop,
}) => {
  const page = await desktop.window();
  const panel = new PanelPage(page);
  const tray = new TrayMenu(desktop);
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await tray.waitForBackends('✓ Flux: Ready');
  const pid = await panel.card(0).pid();
  await tray.choose('Manage', 'Flux', 'Restart');
  await panel.card(0).waitForRestart(pid);
  await tray.waitForBackends('✓ Flux: Ready');

  const address = await panel.card(0).address();
  await tray.choose('Manage', 'Flux', 'Open its address');
  expect(await desktop.controls.opened()).toEqual([{ method: 'openExternal', target: address }]);

  await tray.choose('Manage', 'Flux', 'Open log');
  const log = page.getByRole('dialog', { name: 'Log of Flux' });
  await expect(log).toBeVisible();
  await log.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Show file in folder' }).click();
  await expect
    .poll(async () => (await desktop.controls.opened()).at(-1))
    .toEqual({ method: 'showItemInFolder', target: expect.stringMatching(/logs.[0-9a-f]{12}\.log$/) });
  await tray.choose('Manage', 'Flux', 'Show in panel');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(panel.card(0).root).toBeFocused();
  await tray.choose('Manage', 'Flux', 'Free VRAM and RAM');
  expect(await desktop.controls.notifications()).toEqual([]);
});

test('an error shows in the icon until its cause is gone', async ({ desktop }) => {
  const tray = new TrayMenu(desktop);
  await desktop.window();
  await desktop.call('AddNewBackend', {
    type_id: 'command',
    title: 'Wrong',
    settings: { Command: '/no/such' },
  });
  await tray.waitForBackends('✓ Wrong: Failed');
  expect(await tray.iconName()).toBe('tray-error');
  expect((await desktop.controls.tray())?.toolTip).toContain('1');
  await desktop.call('EditBackend', { backend_id: 0, settings: { Command: 'sleep', Arguments: '1000' } });
  await expect.poll(() => tray.iconName()).not.toBe('tray-error');
});

test('with no backend the menu offers to add one', async ({ desktop }) => {
  const page = await desktop.window();
  const tray = new TrayMenu(desktop);
  expect((await tray.items()).slice(0, 2)).toMatchObject([
    { label: 'No backends yet', enabled: false },
    { label: 'Add backend…', enabled: true },
  ]);
  await tray.choose('Add backend…');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('all of fifty backends can be reached: a few at the top, the others in submenus', async ({
  browser,
}) => {
  const { dataDir, remove } = await dataDirWith(50);
  const desktop = await startDesktop({ browser, dataDir });
  const tray = new TrayMenu(desktop);
  await desktop.window();
  const items = await tray.items();
  expect(items.length).toBeLessThan(25);
  const everywhere = (some: typeof items): string[] =>
    some.flatMap(({ label, type, submenu }) => [
      ...(type === 'checkbox' && label !== 'Start at login' ? [label] : []),
      ...everywhere(submenu ?? []),
    ]);
  expect(new Set(everywhere(items)).size).toBe(50);
  await desktop.stop();
  await remove();
});

test('an unchanged menu is not handed to the system again', async ({ desktop }) => {
  await desktop.window();
  const tray = new TrayMenu(desktop);
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux', settings: { Flags: '--flood 50' } });
  await tray.waitForBackends('✓ Flux: Ready');
  const before = await desktop.controls.tray();
  // Measurements of a running worker change all the time, but the menu does not show them.
  await desktop.call('EditBackend', { backend_id: 0, settings: { Notes: 'none of the menu either' } });
  await expect
    .poll(async () => (await desktop.call('ListBackends'))['0'])
    .toMatchObject({ settings: { Notes: 'none of the menu either' } });
  const after = await desktop.controls.tray();
  expect(after?.menusSet).toBe(before?.menusSet);
  expect(after?.imagesSet).toBe(before?.imagesSet);
});

test('the tray has the address of the gateway, which answers there, and copies it', {
  tag: '@stand-in',
}, async ({ desktop }) => {
  await desktop.window();
  const tray = new TrayMenu(desktop);
  const labels = async () => (await tray.items()).map(({ label }) => label);
  await expect.poll(labels).toContainEqual(expect.stringMatching(/^Gateway: http:\/\/127\.0\.0\.1:\d+$/));
  await tray.choose('Copy gateway address');
  await expect.poll(() => desktop.controls.copied()).toMatch(/^http:/);
  const url = await desktop.controls.copied();
  expect(await labels()).toContain(`Gateway: ${url}`);
  expect(await (await fetch(`${url}/v1/models`)).json()).toMatchObject({ object: 'list' });

  await desktop.call('EditPreferences', { settings: { Gateway: false } });
  await expect.poll(labels).not.toContain('Copy gateway address');
  await expect(fetch(`${url}/v1/models`)).rejects.toThrow();
});
