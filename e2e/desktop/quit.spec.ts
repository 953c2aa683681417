import type { Browser } from '@playwright/test';
import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { TrayMenu } from '../pages/tray-menu.ts';
import { expect, test } from '../panel/fixtures.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning, processesOf } from '../testkit/processes.ts';

const GONE = { code: 0, signal: null };

/** The app with two workers, one of which has started others, and the ids of all those processes. */
async function startWithWorkers(browser: Browser) {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--grandchildren 2' } });
  await desktop.call('AddNewBackend', { type_id: 'localllama', title: 'Chat' });
  await panel.card(0).reaches('running');
  await panel.card(1).reaches('running');
  const left = processesOf(desktop.dataDir);
  expect(left.length).toBeGreaterThan(3);
  return { desktop, left };
}

test('quitting ends every worker and what it started, without a question where none is busy', async ({
  browser,
}) => {
  const { desktop, left } = await startWithWorkers(browser);
  await new TrayMenu(desktop).choose('Quit Switchyard');
  expect(await desktop.exited).toEqual(GONE);
  expect(left.filter(isRunning)).toEqual([]);
  expect(desktop.pages()).toEqual([]);
});

test('with a busy worker it asks first: keeping on keeps everything, quitting ends it all', async ({
  browser,
}) => {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  const tray = new TrayMenu(desktop);
  // One that loads counts as busy, however little a loaded machine lets it compute.
  const flags = '--load-ms 3000000';
  await desktop.call('AddNewBackend', { type_id: 'fake', title: 'Painter', settings: { Flags: flags } });
  await panel.card(0).reaches('loading');
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
  await tray.shows('✓ Painter: loading');
  expect(isRunning(pid as number)).toBe(true);

  // The key of the menu and Electron's own way out end at the same question.
  await desktop.controls.quit();
  await question(2);
  await desktop.controls.answerDialog({ button: 'Quit' });
  expect(await desktop.exited).toEqual(GONE);
  expect(isRunning(pid as number)).toBe(false);
});

test('a system that ends it asks nothing, and leaves nothing', async ({ browser }) => {
  const desktop = await startDesktop({ browser });
  const panel = new PanelPage(await desktop.window());
  await desktop.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--busy' } });
  await panel.card(0).reaches('running');
  const left = processesOf(desktop.dataDir);
  expect(await desktop.stop()).toEqual(GONE);
  expect(left.length).toBeGreaterThan(0);
  expect(left.filter(isRunning)).toEqual([]);
});

test('killed, it takes its workers with it', async ({ browser }) => {
  const { desktop, left } = await startWithWorkers(browser);
  await desktop.kill();
  await eventually('all of them are gone', () => left.every((pid) => !isRunning(pid)));
});
