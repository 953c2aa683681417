import type { TestDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { expect, test } from '../panel/fixtures.ts';

/** Titles of the notifications that the system shows now, oldest first. */
const shown = async (desktop: TestDesktop): Promise<string[]> =>
  (await desktop.controls.notifications()).filter(({ isClosed }) => !isClosed).map(({ title }) => title);

test('a crash is reported, a click shows the backend, and the recovery replaces the crash', async ({
  desktop,
}) => {
  const page = await desktop.window();
  const panel = new PanelPage(page);
  await desktop.call('AddNewBackend', {
    type_id: 'fake',
    title: 'Flux',
    settings: { Flags: '--load-ms 1500' },
  });
  await panel.card(0).waitForStatus('running');
  await desktop.controls.blurWindow();
  process.kill(await panel.card(0).pid(), 'SIGKILL');
  await expect.poll(() => shown(desktop)).toEqual(['Flux has crashed']);
  await desktop.controls.clickNotification(0);
  await expect(panel.card(0).root).toBeFocused();
  expect(await desktop.controls.windows()).toMatchObject([{ isFocused: true }]);

  await desktop.controls.blurWindow();
  await panel.card(0).waitForStatus('running');
  process.kill(await panel.card(0).pid(), 'SIGKILL');
  await expect.poll(() => shown(desktop)).toEqual(['Flux is ready again']);
});

test('a backend that is given up is reported with the window closed, and a click opens the window at the backend', async ({
  desktop,
}) => {
  await desktop.window();
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Quiet' });
  await desktop.call('AddNewBackend', {
    type_id: 'fake',
    title: 'Flux',
    settings: { Flags: '--load-ms 300 --exit-before-ready 3' },
  });
  await desktop.controls.closeWindow();
  await expect.poll(() => shown(desktop)).toContain('Flux has failed and needs you');
  const all = await desktop.controls.notifications();
  const { number } = all.find(({ title }) => title === 'Flux has failed and needs you') ?? {};
  await desktop.controls.clickNotification(number ?? -1);
  const panel = new PanelPage(await desktop.window());
  await expect(panel.card(1).root).toBeFocused();
});

test('nothing is reported while somebody looks at the panel, nor for what the user did', async ({
  desktop,
}) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  const pid = await panel.card(0).pid();
  await desktop.controls.focusWindow();
  process.kill(pid, 'SIGKILL');
  await panel.card(0).waitForRestart(pid);
  await desktop.controls.blurWindow();
  await desktop.call('ToggleBackend', { backend_id: 0, enabled: false });
  await desktop.call('ToggleBackend', { backend_id: 0, enabled: true });
  await panel.card(0).waitForStatus('running');
  await desktop.call('DeleteBackend', { backend_id: 0 });
  expect(await desktop.controls.notifications()).toEqual([]);
});

test('each kind can be switched off in Preferences', async ({ desktop }) => {
  const panel = new PanelPage(await desktop.window());
  await desktop.call('EditPreferences', {
    settings: { NotifyCrash: false, NotifyGivingUp: false, NotifyRecovery: true },
  });
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await panel.card(0).waitForStatus('running');
  await desktop.controls.blurWindow();
  process.kill(await panel.card(0).pid(), 'SIGKILL');
  await expect.poll(() => shown(desktop)).toEqual(['Flux is ready again']);
  expect((await desktop.controls.notifications()).map(({ title }) => title)).toEqual(['Flux is ready again']);
});
