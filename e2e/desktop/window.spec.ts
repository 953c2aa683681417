import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';
import { dataDirWith } from '../testkit/data-dir.ts';
import { isRunning } from '../testkit/processes.ts';

const HINT = 'Switchyard keeps running';

test('closing the window keeps the backends running and says so once, and the tray opens the window again', async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  const tray = new TrayMenu(desktop);
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await panel.card(0).waitForStatus('running');
  const pid = await panel.card(0).pid();

  await desktop.controls.closeWindow();
  await expect.poll(() => desktop.controls.windows()).toEqual([]);
  expect(desktop.pages()).toEqual([]);
  expect(isRunning(pid)).toBe(true);
  const hints = async () =>
    (await desktop.controls.notifications()).filter(({ title }) => title === HINT).length;
  expect(await hints()).toBe(1);

  await tray.choose('Open Switchyard');
  const again = new PanelPage(await desktop.window());
  await again.card(0).waitForStatus('running');
  expect(await again.card(0).pid()).toBe(pid);
  await desktop.controls.closeWindow();
  await expect.poll(() => desktop.controls.windows()).toEqual([]);
  expect(await hints()).toBe(1);
});

test('without the tray, closing the window quits, and no process is left', async ({ desktop }) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('EditPreferences', { settings: { CloseToTray: false } });
  await desktop.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  const pid = await panel.card(0).pid();
  await desktop.controls.closeWindow();
  expect(await desktop.exited).toEqual({ code: 0, signal: null });
  expect(isRunning(pid)).toBe(false);
});

test('a second start shows the window of the first and ends', async ({ desktop }) => {
  await desktop.window();
  await desktop.controls.closeWindow();
  await expect.poll(() => desktop.controls.windows()).toEqual([]);
  expect(await desktop.startAgain()).toEqual({ code: 0, signal: null });
  await desktop.window();
  await desktop.controls.minimizeWindow();
  await desktop.startAgain();
  await expect
    .poll(() => desktop.controls.windows())
    .toMatchObject([{ isVisible: true, isMinimized: false, isFocused: true }]);
});

test('a second start with --quit, as an installer makes it, ends the first with its workers', async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  const pid = await panel.card(0).pid();
  expect(await desktop.startAgain('--quit')).toEqual({ code: 0, signal: null });
  expect(await desktop.exited).toEqual({ code: 0, signal: null });
  expect(isRunning(pid)).toBe(false);
});

test('a link shows its backend, with the window closed or open', { tag: '@stand-in' }, async ({
  browser,
}) => {
  // With a link, other arguments such as a data directory are ignored.
  const desktop = await startDesktop({ browser, atDefaultLocation: true });
  await desktop.window();
  for (let id = 0; id < 3; id++)
    await desktop.call('AddNewBackend', { type_id: 'fake', title: `Worker ${id}` });
  await desktop.controls.closeWindow();
  await expect.poll(() => desktop.controls.windows()).toEqual([]);
  await desktop.startAgain('switchyard://backend/2/log');
  const page = await desktop.window();
  await expect(page.getByRole('dialog', { name: 'Log of Worker 2' })).toBeVisible();
  await desktop.controls.openUrl('switchyard://backend/1');
  await expect(new PanelPage(page).card(1).root).toBeFocused();
  // A web page can contain any link: an invalid one only shows the window.
  await desktop.controls.openUrl('switchyard://delete/1');
  await desktop.controls.openUrl('switchyard://backend/1/../../2');
  await expect(new PanelPage(page).cards).toHaveCount(3);
  expect((await desktop.controls.system()).protocolClients).toContain('switchyard');
  await desktop.stop();
});

test('a page that crashes is loaded again, and the backends keep running', async ({ desktop }) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  const pid = await panel.card(0).pid();
  await desktop.controls.crashWindow();
  const again = new PanelPage(await desktop.window());
  await again.card(0).waitForStatus('running');
  expect(await again.card(0).pid()).toBe(pid);
});

test('the position of the window is remembered, and corrected when its monitor is gone', {
  tag: '@stand-in',
}, async ({ browser }) => {
  const { dataDir, remove } = await dataDirWith(1);
  const bounds = { x: 2000, y: 100, width: 900, height: 700 };
  const two = [
    { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
    { id: 2, bounds: { x: 1920, y: 0, width: 1920, height: 1080 } },
  ];
  const desktop = await startDesktop({ browser, dataDir });
  const tray = new TrayMenu(desktop);
  await desktop.window();
  await desktop.controls.setMonitors(two);
  await desktop.controls.moveWindow(bounds);
  const reopen = async () => {
    await desktop.controls.closeWindow();
    await expect.poll(() => desktop.controls.windows()).toEqual([]);
    await tray.choose('Open Switchyard');
    await desktop.window();
    return (await desktop.controls.windows())[0]?.bounds;
  };
  expect(await reopen()).toEqual(bounds);
  await desktop.controls.setMonitors(two.slice(0, 1));
  const corrected = await reopen();
  expect((corrected?.x ?? 0) + (corrected?.width ?? 0)).toBeLessThanOrEqual(1920);
  expect(corrected).toMatchObject({ width: 900, height: 700 });
  await desktop.stop();
  await remove();
});

test('started at login, the app stays in the tray if the user prefers that', async ({ browser }) => {
  const { dataDir, remove } = await dataDirWith(1);
  const hidden = await startDesktop({ browser, dataDir, args: ['--hidden'] });
  await new TrayMenu(hidden).waitForBackends('Worker 0: Off');
  expect(await hidden.controls.windows()).toEqual([]);
  await new TrayMenu(hidden).choose('Open Switchyard');
  await hidden.window();
  await hidden.call('EditPreferences', { settings: { StartHidden: false } });
  await hidden.stop();
  const shown = await startDesktop({ browser, dataDir, args: ['--hidden'] });
  await shown.window();
  await shown.stop();
  await remove();
});

test('before the window closes, the user is asked about unsaved changes in a form', async ({ desktop }) => {
  const page = await desktop.window();
  const panel = new PanelPage(page);
  await desktop.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Settings');
  await panel.settings.fill('Title', 'Half typed');
  await desktop.controls.prepareAnswer({ button: 'Keep editing' });
  await desktop.controls.closeWindow();
  await expect.poll(async () => (await desktop.controls.dialogs()).length).toBe(1);
  await expect(panel.settings.field('Title')).toHaveValue('Half typed');
  await desktop.controls.prepareAnswer({ button: 'Discard changes' });
  await desktop.controls.closeWindow();
  await expect.poll(() => desktop.controls.windows()).toEqual([]);
});
