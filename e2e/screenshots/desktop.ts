/**
 * `npm run screenshots:desktop`: the desktop app's window and its menus, light and dark, into docs/screenshots/. The program
 * is the built one on the stand-in of Electron. Its menus are drawn here from what it handed to the system: each system
 * draws them in its own way.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { Backends, type Callable } from '../backends.ts';
import { eventually } from '../eventually.ts';
import type { SeenItem } from '../stand-ins/electron/menu-items.ts';
import { startProgram } from '../stand-ins/electron/start-program.ts';
import { drawMenu } from './draw-menu.ts';

const OUT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist-test/desktop/main.js', import.meta.url));
const FAKE_WORKER = fileURLToPath(new URL('../../e2e/fake-worker/fake-worker.mjs', import.meta.url));

const SCHEMES = ['light', 'dark'] as const;
/** Milliseconds that animations and fonts get; it is a picture, not a test. */
const SETTLE = 600;

await mkdir(OUT, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-screenshots-'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
const program = await startProgram({
  main: MAIN,
  args: ['--data-dir', dataDir],
  env: { SWITCHYARD_FAKE_WORKER: FAKE_WORKER },
  browser,
});
try {
  await takeScreenshots();
} finally {
  program.signal('SIGTERM');
  await program.exited;
  await browser.close();
  await rm(dataDir, { recursive: true, force: true });
}

async function takeScreenshots(): Promise<void> {
  const { controls } = program;
  const page = await program.window();
  const backends = new Backends(overBridge(page));
  await backends.addRunning({ Flags: '--flood 40', GPU_ID: '0' }, { title: 'Images' });
  await backends.add({ Flags: '--load-ms 3000000' }, { title: 'Chat' });
  await backends.add({ Flags: '--exit-before-ready 1' }, { title: 'Too big for this GPU' });
  await backends.addResting({ GPU_ID: '1' }, { title: 'Night shift' });
  await eventually('the failing one gives up', async () => (await backends.one(2)).status === 'errored');

  const canvas = await browser.newPage();
  for (const colorScheme of SCHEMES) {
    await controls.setSystemScheme(colorScheme);
    await page.waitForTimeout(SETTLE);
    await page.screenshot({ path: join(OUT, `desktop-window-${colorScheme}.png`) });
    await controls.chooseInMenu('File', 'Preferences…');
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(SETTLE);
    await page.screenshot({ path: join(OUT, `desktop-preferences-${colorScheme}.png`) });
    await page.keyboard.press('Escape');

    const tray = await controls.tray();
    const menu = await controls.menu();
    await shootMenu(canvas, 'tray', tray?.menu ?? [], colorScheme);
    await shootMenu(canvas, 'menu', menu ?? [], colorScheme);
  }
}

async function shootMenu(
  canvas: Page,
  name: string,
  items: readonly SeenItem[],
  scheme: 'light' | 'dark',
): Promise<void> {
  await canvas.setContent(drawMenu(items, scheme));
  await canvas.locator('body > div').screenshot({ path: join(OUT, `desktop-${name}-${scheme}.png`) });
}

/** Calls operations as the panel in the window does. */
function overBridge(page: Page): Callable {
  return {
    call: (operation, input = {}) =>
      page.evaluate(
        async ([name, sent]) => {
          const { switchyard } = window as unknown as {
            switchyard: {
              call(name: string, input: unknown): Promise<{ ok: boolean; value: object; error: object }>;
            };
          };
          const reply = await switchyard.call(name as string, sent);
          return (reply.ok ? reply.value : { error: reply.error }) as Record<string, unknown>;
        },
        [operation, input] as const,
      ),
  };
}
