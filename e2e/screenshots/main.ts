/** `npm run screenshots`: every view of the panel with real backends, light and dark, narrow and wide, into docs/screenshots/. */
import type { Page } from '@playwright/test';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { installGpuStandIn } from '../launch/stand-ins/install-gpus.ts';
import { Backends } from '../testkit/backends.ts';
import { dataDirWith } from '../testkit/data-dir.ts';
import { eventually } from '../testkit/eventually.ts';
import { capture, openBrowser, SCHEMES } from './camera.ts';

const WIDTHS = [400, 1400] as const;
/** Milliseconds that anything may take to be seen. A model answers slowly on a machine that does something else beside it. */
const LIMIT = 300_000;

interface View {
  name: string;
  /** Leads from the opened page to the view. */
  open?: (page: Page) => Promise<void>;
}

async function captureAll(host: TestHost, cookiePage: Page, views: readonly View[]): Promise<void> {
  for (const colorScheme of SCHEMES)
    for (const width of WIDTHS)
      for (const { name, open } of views) {
        await cookiePage.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await cookiePage.setViewportSize({ width, height: width < 800 ? 860 : 900 });
        await cookiePage.goto(host.url);
        await cookiePage.getByRole('button', { name: 'Add backend' }).waitFor();
        await open?.(cookiePage);
        await capture(cookiePage, `${name}-${colorScheme}-${width}`);
      }
}

/** The page is there before its program has signed the browser in, and loads itself again then. */
async function signIn(page: Page, host: TestHost): Promise<void> {
  await page.goto(host.signInLink);
  await page.getByRole('button', { name: 'Add backend' }).waitFor();
}

const openMenu = (item: string) => async (page: Page) => {
  await page
    .getByRole('article', { name: /^Backend 0: / })
    .getByRole('button', { name: 'More actions' })
    .click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

const openUsage = async (page: Page) => {
  await page.getByRole('button', { name: /^GPU 0 .*history/ }).click();
  await page.getByRole('dialog').locator('canvas').first().waitFor();
};

const browser = await openBrowser();

// The sign-in view, then the empty panel, then a backend in each state.
const gpus = await installGpuStandIn();
const host = await startHost({ env: gpus.environment });
const page = await browser.newPage();
page.setDefaultTimeout(LIMIT);
for (const colorScheme of SCHEMES)
  for (const width of WIDTHS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 700 });
    await page.goto(host.url);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await capture(page, `sign-in-${colorScheme}-${width}`);
  }
await signIn(page, host);
await captureAll(host, page, [{ name: 'empty' }]);

const backends = new Backends(host);
await host.call('AddNewBackend', { type_id: 'localllama', title: 'Chat' });
await backends.running(0);
await backends.add({ Flags: '--load-ms 3000000', ApiKey: 'x', StartSeconds: 600 }, { title: 'Slow loader' });
await backends.add(
  { Flags: '--stderr "CUDA error: out of memory" --exit-before-ready 1' },
  { title: 'Too big for this GPU' },
);
await host.call('AddNewBackend', {
  type_id: 'localllama',
  title: 'Moved model',
  settings: { ModelPath: '/mnt/models/qwen3-8b-q4_k_m.gguf' },
});
await backends.addResting({ GPU_ID: '1' }, { title: 'Night shift' });
await backends.addRunning(
  { Flags: '--flood 400 --vram-mib 11200', GPU_ID: '0', Count: 4, Schedule: 'Mon-Fri 08:00-18:00' },
  { title: 'Images' },
);
await backends.addRunning(
  { Flags: '--ignore-term', StopSeconds: 60 },
  { title: 'A worker with a rather long title that somebody typed to tell two of them apart' },
);
await backends.addRunning({ Flags: '--vram-mib 8600', GPU_ID: '0' }, { title: 'Video' });
await backends.add({ GPU_ID: '0', VramNeedGB: 12 }, { title: 'Flux' });
await backends.until(8, 'it asks for room', ({ next_step }) => next_step?.kind === 'make_room');
// The first picture shows what asks for memory before anything else.
await host.call('ArrangeBackends', { order: [8, 0, 1, 2, 3, 4, 5, 6, 7] });
await eventually('the failing one gives up', async () => (await backends.one(2)).status === 'errored');
// It stays in its countdown, which shows a stop in progress.
const stopping = host.call('ToggleBackend', { backend_id: 6, enabled: false });
await captureAll(host, page, [
  { name: 'cards' },
  { name: 'edit', open: openMenu('Settings') },
  { name: 'usage', open: openUsage },
  {
    name: 'chat',
    open: async (opened) => {
      // By its address: a row, with which a phone begins, has no such button.
      await opened.evaluate(() => window.location.assign('#/backend/0/try'));
      const dialog = opened.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Model settings' }).click();
      await dialog.getByLabel('At most').fill('60');
      await dialog.getByRole('textbox', { name: 'Message' }).fill('What can I do with you?');
      await dialog.getByRole('button', { name: 'Send' }).click();
      // The sample ends its answer where it likes, or at the limit.
      await dialog.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
  { name: 'use-in', open: openMenu('Use it in…') },
  {
    name: 'log',
    open: async (opened) => {
      await opened.evaluate(() => window.location.assign('#/backend/5/log'));
      await opened.getByRole('log').getByText('flood').first().waitFor();
    },
  },
  {
    name: 'add',
    open: async (opened) => {
      await opened.getByRole('button', { name: 'Add backend' }).click();
      await opened.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'preferences',
    open: async (opened) => {
      await opened.getByRole('button', { name: 'Preferences…' }).click();
      await opened.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor();
    },
  },
  {
    name: 'about',
    open: async (opened) => {
      await opened.getByRole('button', { name: 'More', exact: true }).click();
      await opened.getByRole('menuitem', { name: 'About Switchyard' }).click();
      await opened.getByRole('dialog').getByRole('button', { name: 'Third-party licences' }).waitFor();
    },
  },
  {
    name: 'add-form',
    open: async (opened) => {
      await opened.getByRole('button', { name: 'Add backend' }).click();
      await opened.getByRole('dialog').getByRole('button', { name: 'Any program' }).click();
      await opened.getByRole('dialog').getByLabel('Title').waitFor();
    },
  },
]);
const { pid } = await backends.full(6);
// Its stop time-out is long for the screenshot, and not needed any more.
if (pid !== undefined) process.kill(pid, 'SIGKILL');
await stopping;
await host.stop();
await gpus.remove();

// Many backends.
const { dataDir, remove } = await dataDirWith(200, (id) => {
  if (id % 3 === 1) return { enabled: true, settings: { Command: '/opt/not/there' } };
  return id % 3 === 0 ? { type: 'localllama' } : {};
});
const many = await startHost({ dataDir });
await signIn(page, many);
await captureAll(many, page, [{ name: 'many' }]);
await many.stop();
await remove();
await browser.close();
