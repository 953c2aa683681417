/**
 * `npm run bench:save`: the milliseconds from the saving of a component to its changed text on the screen, with
 * `npm run dev` and a real Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../build/find-programs/find-browser.mjs';
import { startDev } from '../e2e/launch/development/start-dev.ts';
import { quantile } from './measure.ts';

const ROUNDS = 20;
const COMPONENT = 'renderer/shell/empty-state.tsx';
/** What the title of the component is in each round. In the first one it is what is there. */
const sourceOf = (round: number) => (round === 0 ? "{t('noBackendsYet')}" : textOf(round));
const textOf = (round: number) => `Nothing here yet, ${round}`;

/** Calls `save`. @returns the milliseconds until the frame that shows the text is painted */
async function measure(page: Page, text: string, save: () => Promise<void>): Promise<number> {
  await page.evaluate((text) => {
    const painted = new Promise<number>((resolve) => {
      new MutationObserver((_, observer) => {
        if (!document.body.innerText.includes(text)) return;
        observer.disconnect();
        // The first frame paints the text. When the second one starts, that is done.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    Object.assign(window, { painted });
  }, text);
  const saved = Date.now();
  await save();
  return (await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted)) - saved;
}

const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-dev-'));
const dev = await startDev(dataDir);
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
try {
  const page = await browser.newPage();
  await page.goto(dev.link);
  await page.getByText('No backends yet').waitFor();
  const times: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) {
    // Nobody saves more often, and a file watcher may take two changes at the same moment for one.
    await page.waitForTimeout(500);
    const save = () => dev.edit(COMPONENT, sourceOf(round - 1), sourceOf(round));
    times.push(await measure(page, textOf(round), save));
  }
  console.log(
    `From save to screen: median ${quantile(times, 0.5)} ms, slowest ${Math.max(...times)} ms of ${ROUNDS}.`,
  );
} finally {
  await browser.close();
  await dev.stop();
  await rm(dataDir, { recursive: true, force: true });
}
