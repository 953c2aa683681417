/**
 * `npm run screenshots:desktop`: screenshots of the window and the menus of the desktop app, light and dark, into
 * docs/screenshots/. The app is the built one on the stand-in of Electron. Its menus are drawn here, because each system draws
 * menus in its own way.
 */
import { startDesktop } from '../launch/desktop/start-desktop.ts';
import { installGpuStandIn } from '../launch/stand-ins/install-gpus.ts';
import { Backends } from '../testkit/backends.ts';
import { eventually } from '../testkit/eventually.ts';
import { capture, openBrowser, SCHEMES } from './camera.ts';
import { drawMenu } from './draw-menu.ts';

const browser = await openBrowser();
const gpus = await installGpuStandIn();
const desktop = await startDesktop({ browser, env: gpus.environment });
try {
  await takeScreenshots();
} finally {
  await desktop.stop();
  await gpus.remove();
  await browser.close();
}

async function takeScreenshots(): Promise<void> {
  const { controls } = desktop;
  const page = await desktop.window();
  const backends = new Backends(desktop);
  await backends.addRunning({ Flags: '--flood 40 --vram-mib 11200', GPU_ID: '0' }, { title: 'Images' });
  await backends.add({ Flags: '--load-ms 3000000' }, { title: 'Chat' });
  await backends.add({ Flags: '--exit-before-ready 1' }, { title: 'Too big for this GPU' });
  await backends.addResting({ GPU_ID: '1' }, { title: 'Night shift' });
  await eventually('the failing one gives up', async () => (await backends.one(2)).status === 'errored');

  const canvas = await browser.newPage();
  for (const colorScheme of SCHEMES) {
    await controls.setSystemScheme(colorScheme);
    await capture(page, `desktop-window-${colorScheme}`);
    await controls.chooseInMenu('File', 'Preferences…');
    await page.getByRole('dialog').waitFor();
    await capture(page, `desktop-preferences-${colorScheme}`);
    await page.keyboard.press('Escape');

    const menus = { tray: (await controls.tray())?.menu, menu: await controls.menu() };
    for (const [name, items] of Object.entries(menus)) {
      await canvas.setContent(drawMenu(items ?? [], colorScheme));
      await capture(canvas.locator('body > div'), `desktop-${name}-${colorScheme}`);
    }
  }
}
