/**
 * `npm run bench:log`: how late the panel reacts to keys while a worker prints a million lines at once and its log is open, or
 * searched for a text of each line, in a real Chromium; and, for comparison, while the log is closed.
 */
import { chromium, type Page } from '@playwright/test';
import { findBrowser } from '../build/find-programs/find-browser.mjs';
import { startHost } from '../e2e/launch/headless/start-host.ts';
import { Backends } from '../e2e/testkit/backends.ts';
import { eventually } from '../e2e/testkit/eventually.ts';
import { quantile } from './measure.ts';

const LINES = 1_000_000;
/** Milliseconds between two keys. */
const KEY_INTERVAL = 30;
const ROUNDS = 3;

interface KeyTimes {
  /** Milliseconds from the key to the beginning of its handling, and to the next frame. */
  delays: number[];
  durations: number[];
}

/** Collects the times of all keys from now on; Chromium reports those that take longer than a frame. */
const startWatching = (page: Page) =>
  page.evaluate(() => {
    const times: KeyTimes = { delays: [], durations: [] };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[]) {
        if (entry.name !== 'keydown') continue;
        times.delays.push(entry.processingStart - entry.startTime);
        times.durations.push(entry.duration);
      }
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { keyTimes: times });
  });

const takeTimes = (page: Page) => page.evaluate(() => (window as unknown as { keyTimes: KeyTimes }).keyTimes);

const host = await startHost();
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
try {
  const backends = new Backends(host);
  const { id } = await backends.addResting({ Flags: `--flood 0 --flood-lines ${LINES}` });
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(host.signInLink);
  await page.locator('article').waitFor();
  const address = page.url().split('#')[0] ?? '';
  for (const scene of ['closed', 'open', 'searched'] as const) {
    const place = scene === 'closed' ? '' : `#/backend/${id}/log`;
    for (let round = 1; round <= ROUNDS; round += 1) {
      await page.goto('about:blank');
      await page.goto(`${address}${place}`);
      await page.locator(place === '' ? 'article' : '[role=log]').waitFor();
      if (scene === 'searched') await page.getByPlaceholder('Search the whole log').fill('flood');
      await page.waitForTimeout(1000);
      await startWatching(page);
      const before = (await backends.log(id)).at(-1)?.seq ?? 0;
      const switching = backends.toggle(id, true);
      let isOver = false;
      const printed = eventually('the last line', async () =>
        (await backends.log(id)).some(({ seq, text }) => seq > before && text === 'FLOOD ENDED'),
      ).then(() => {
        isOver = true;
      });
      let keys = 0;
      while (!isOver) {
        await page.keyboard.press('Shift');
        keys += 1;
        await page.waitForTimeout(KEY_INTERVAL);
      }
      await printed;
      await switching;
      const { delays, durations } = await takeTimes(page);
      // Those that are not reported took less than a frame.
      const all = [...delays, ...Array.from({ length: Math.max(0, keys - delays.length) }, () => 0)];
      const slowest = Math.max(0, ...durations);
      console.log(
        `log ${scene}, round ${round}: ${keys} keys, input delay median ${quantile(all, 0.5).toFixed(0)} ms, p95 ${quantile(all, 0.95).toFixed(0)} ms, longest ${quantile(all, 1).toFixed(0)} ms; until the next frame at most ${slowest.toFixed(0)} ms`,
      );
      await backends.toggle(id, false);
    }
  }
} finally {
  await browser.close();
  await host.stop();
}
