import type { Browser } from '@playwright/test';
import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning, processesOf } from '../testkit/processes.ts';

const ENDED = { code: 0, signal: null };

/** The app with two workers, one of which has child processes, and the PIDs of all of them. */
async function startWithWorkers(browser: Browser) {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--grandchildren 2' } });
  await desktop.call('AddNewBackend', { type_id: 'localllama', title: 'Chat' });
  await panel.card(0).waitForStatus('running');
  await panel.card(1).waitForStatus('running');
  const pids = processesOf(desktop.dataDir);
  expect(pids.length).toBeGreaterThan(3);
  return { desktop, pids };
}

test('quitting ends every worker with its child processes, and does not ask where none is busy', async ({
  browser,
}) => {
  const { desktop, pids } = await startWithWorkers(browser);
  await new TrayMenu(desktop).choose('Quit Switchyard');
  expect(await desktop.exited).toEqual(ENDED);
  expect(pids.filter(isRunning)).toEqual([]);
  expect(desktop.pages()).toEqual([]);
});

test('with a busy worker it asks first: one answer keeps everything running, the other ends everything', async ({
  browser,
}) => {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  const tray = new TrayMenu(desktop);
  // A loading worker counts as busy, even on a machine so loaded that the worker hardly computes.
  const flags = '--load-ms 3000000';
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Painter', settings: { Flags: flags } });
  await panel.card(0).waitForStatus('loading');
  const { pid } = await new Backends(desktop).until(
    0,
    'has a process',
    (backend) => backend.pid !== undefined,
  );
  const question = (count: number) =>
    eventually('the question', async () => {
      const asked = (await desktop.controls.dialogs()).filter(({ kind }) => kind === 'message');
      return asked.length === count && asked.at(-1);
    });

  await tray.choose('Quit Switchyard');
  expect(await question(1)).toMatchObject({
    message: 'A backend is busy. Quit anyway?',
    detail: expect.stringContaining('Painter'),
    buttons: ['Keep running', 'Quit'],
  });
  await desktop.controls.answerDialog({ button: 'Keep running' });
  await tray.waitForBackends('✓ Painter: Starting…');
  expect(isRunning(pid as number)).toBe(true);

  // Electron's own quit leads to the same question as the menu.
  await desktop.controls.quit();
  await question(2);
  await desktop.controls.answerDialog({ button: 'Quit' });
  expect(await desktop.exited).toEqual(ENDED);
  expect(isRunning(pid as number)).toBe(false);
});

test('at a signal of the system the app ends without asking, and leaves no process', async ({ browser }) => {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--busy' } });
  await panel.card(0).waitForStatus('running');
  const pids = processesOf(desktop.dataDir);
  expect(await desktop.stop()).toEqual(ENDED);
  expect(pids.length).toBeGreaterThan(0);
  expect(pids.filter(isRunning)).toEqual([]);
});

test('when the app is killed, its workers end too', async ({ browser }) => {
  const { desktop, pids } = await startWithWorkers(browser);
  await desktop.kill();
  await eventually('all of them are gone', () => pids.every((pid) => !isRunning(pid)));
});
