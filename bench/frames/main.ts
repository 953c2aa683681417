/**
 * `npm run bench:frames [-- PART… --minutes N]`: how long the panel blocks its page while it shows a large machine, in a real
 * Chromium. Without the name of a part: all but `memory`.
 *
 * - `floor`: an empty page, for comparison.
 * - `strip`: 8 GPUs, 50 backends, 15 minutes of history, a sample every half second, with the strip alone and with charts open.
 * - `rows`, `cards`, `table`, `lanes`: 1,000 backends of which 50 change their status each second, at rest and scrolled.
 * - `scrolled`: as many cards as a page of plain HTML, scrolled in the same way: what the browser itself needs here.
 * - `grouped`, `typing`: the same backends in groups, so that each change moves a row; and what is typed into the filter.
 * - `paint`: the first paint of the panel, and that of an empty React page.
 * - `memory`: the heap of the page after each of N minutes (10 where it is left out).
 */
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../build/find-programs/find-browser.mjs';
import { startHost } from '../../e2e/launch/headless/start-host.ts';
import { BACKENDS, backendAt, MANY_BACKENDS, resourcesAt } from './machine.ts';
import { reportFirstPaint } from './paint.ts';
import { CHANGES_PER_SECOND, playEvents, playManyChanges, SAMPLE_MS } from './play.ts';
import { heapOf, press, report, reportTyping, scrollMeanwhile } from './watch.ts';

const SIZE = { viewport: { width: 1400, height: 900 } };
const what = `${MANY_BACKENDS} backends, ${CHANGES_PER_SECOND} changes a second`;

interface Scene {
  browser: Browser;
  context: BrowserContext;
  /** Of the panel. */
  address: string;
  minutes: number;
}

/** While this program makes its events as it does later. */
async function reportFloor({ context }: Scene): Promise<void> {
  const page = await context.newPage();
  const timer = setInterval(() => {
    const now = Date.now();
    JSON.stringify([resourcesAt(now), Array.from({ length: BACKENDS }, (_, id) => backendAt(id, now))]);
  }, SAMPLE_MS);
  await page.setContent('<p>Nothing</p>');
  await report(page, 'An empty page, for comparison');
  clearInterval(timer);
  await page.close();
}

async function reportStrip({ context, address }: Scene): Promise<void> {
  const page = await context.newPage();
  const end = await playEvents(page);
  await page.goto(address);
  await page.locator('[data-gpu="7"]').waitFor();
  // Fifty begin as rows; cards show more.
  await page.getByRole('radio', { name: 'Cards' }).click();
  await page
    .locator('article')
    .nth(BACKENDS - 1)
    .waitFor();
  // The first rendering is not measured.
  await page.waitForTimeout(2000);
  await report(page, 'Strip and cards');
  await report(page, 'Opening the history of a card, and what follows', () =>
    press(page, '[data-gpu="0"] button'),
  );
  await page.locator('[role=dialog] canvas').first().waitFor();
  await report(page, 'Its 24 hours', () => press(page, '[role=dialog] input[value="day"]'));
  await page.keyboard.press('Escape');
  await page.getByRole('article').first().getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Usage…' }).click();
  await page.locator('[role=dialog] canvas').first().waitFor();
  await page.waitForTimeout(1000);
  await report(page, 'Usage of a backend');
  end();
  await page.close();
}

/** Opens a page that shows the many, and acts on it. */
async function withMany({ context, address }: Scene, act: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  const end = await playManyChanges(page);
  await page.goto(address);
  await page.locator('[data-backend-id]').nth(10).waitFor();
  // The first rendering is not measured.
  await page.waitForTimeout(2000);
  await act(page);
  end();
  await page.close();
}

const reportDensity = (name: 'Cards' | 'Rows' | 'Table' | 'GPUs') => (scene: Scene) =>
  withMany(scene, async (page) => {
    await page.getByRole('radio', { name }).click();
    await page.waitForTimeout(1000);
    await report(page, `${what}, as ${name.toLowerCase()}`);
    await report(page, 'The same, scrolled', () => scrollMeanwhile(page));
  });

/** The cards that are rendered, so often that there are as many, as a page without any program. */
const reportPlainCards = (scene: Scene) =>
  withMany(scene, async (page) => {
    await page.getByRole('radio', { name: 'Cards' }).click();
    await page.waitForTimeout(1000);
    const html = await page.evaluate((count) => {
      const styles = [...document.styleSheets].map((sheet) =>
        [...sheet.cssRules].map(({ cssText }) => cssText).join('\n'),
      );
      const cards = [...document.querySelectorAll('article')].map(({ outerHTML }) => outerHTML);
      const all = Array.from({ length: count }, (_, index) => cards[index % cards.length]).join('');
      const { attributes } = document.documentElement;
      const shown = [...attributes].map(({ name, value }) => `${name}="${value}"`).join(' ');
      return `<!doctype html><html ${shown}><style>${styles.join('\n')}</style><div class="sy-grid" style="grid-template-columns:repeat(4,minmax(0,1fr))">${all}</div></html>`;
    }, MANY_BACKENDS);
    const plain = await scene.context.newPage();
    await plain.setContent(html);
    await report(plain, `${MANY_BACKENDS} cards as plain HTML, scrolled`, () => scrollMeanwhile(plain));
    await plain.close();
  });

const reportGrouped = (scene: Scene) =>
  withMany(scene, async (page) => {
    await page.getByRole('button', { name: /^Group by/ }).click();
    await page.getByRole('menuitemradio', { name: 'State' }).click();
    await report(page, `${what}, grouped by state, so that each change moves a row`);
  });

const reportMemory = (scene: Scene) =>
  withMany(scene, async (page) => {
    const heaps = [await heapOf(page)];
    for (let minute = 0; minute < scene.minutes; minute += 1) {
      await page.waitForTimeout(60_000);
      heaps.push(await heapOf(page));
      console.log(
        `${what}: heap of the page by the minute: ${heaps.map((mib) => mib.toFixed(1)).join(', ')} MiB`,
      );
    }
  });

const parts: Record<string, (scene: Scene) => Promise<void>> = {
  floor: reportFloor,
  strip: reportStrip,
  rows: reportDensity('Rows'),
  cards: reportDensity('Cards'),
  table: reportDensity('Table'),
  lanes: reportDensity('GPUs'),
  scrolled: reportPlainCards,
  grouped: reportGrouped,
  typing: (scene) => withMany(scene, (page) => reportTyping(page, what)),
  paint: ({ browser, context, address }) => reportFirstPaint(browser, context, address),
  memory: reportMemory,
};

const args = process.argv.slice(2);
const minutes = Number(/--minutes[ =](\S+)/.exec(args.join(' '))?.[1] ?? 10);
const chosen = Object.keys(parts).filter((name) => args.includes(name));
const host = await startHost();
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
try {
  // All pages are signed in by the one link.
  const context = await browser.newContext(SIZE);
  const page = await context.newPage();
  await page.goto(host.signInLink);
  await page.getByText('No backends yet').waitFor();
  await page.close();
  const scene = { browser, context, address: new URL(host.signInLink).origin, minutes };
  const wanted = chosen.length > 0 ? chosen : Object.keys(parts).filter((name) => name !== 'memory');
  for (const name of wanted) await parts[name]?.(scene);
} finally {
  await browser.close();
  await host.stop();
}
