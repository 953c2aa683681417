/** Watches how long a page blocks its frames, while it is at rest, scrolled or typed into. */
import type { CDPSession, Page } from '@playwright/test';
import { quantile } from '../measure.ts';

/** Milliseconds for which each scene is watched. */
const WATCHED_MS = 5000;
/** No frame should take longer. */
const LIMIT_MS = 50;

/** Milliseconds between frames, and the durations of the tasks that blocked the page for longer than the limit. */
async function watchFrames(page: Page): Promise<{ gaps: number[]; tasks: number[] }> {
  return await page.evaluate(
    ([duration]) =>
      new Promise((resolve) => {
        const gaps: number[] = [];
        const tasks: number[] = [];
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) tasks.push(entry.duration);
        });
        observer.observe({ entryTypes: ['longtask'] });
        const startedAt = performance.now();
        let last = startedAt;
        const next = (now: number) => {
          gaps.push(now - last);
          last = now;
          if (now - startedAt < (duration ?? 0)) requestAnimationFrame(next);
          else {
            observer.disconnect();
            resolve({ gaps, tasks });
          }
        };
        requestAnimationFrame(next);
      }),
    [WATCHED_MS],
  );
}

/** Clicks within the page, because finding an element by its role takes longer than what is measured. */
export const press = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);

/** Seconds for which the main thread of the page has been at work. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

export async function report(page: Page, what: string, meanwhile?: () => Promise<void>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // In time of the processor: other programs on the machine make frames late, and not this longer.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busySeconds(session);
  const watching = watchFrames(page);
  await meanwhile?.();
  const { gaps, tasks } = await watching;
  const busy = (await busySeconds(session)) - before;
  await session.detach();
  gaps.sort((a, b) => a - b);
  const at = (share: number) => (gaps[Math.floor(share * (gaps.length - 1))] ?? 0).toFixed(1);
  // Frames are whole multiples of the screen's own time, told with a rounding error.
  const slow = gaps.filter((gap) => gap > LIMIT_MS + 1).length;
  console.log(
    `${what}: ${gaps.length} frames in ${WATCHED_MS / 1000} s, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ` +
      `${slow} over ${LIMIT_MS} ms; ${tasks.length} tasks of the page over 50 ms; the page was at work for ${busy.toFixed(1)} s`,
  );
}

/** Scrolls the page up and down while it is watched, as a wheel does. */
export async function scrollMeanwhile(page: Page): Promise<void> {
  const end = Date.now() + WATCHED_MS;
  for (let step = 0; Date.now() < end; step++) {
    await page.mouse.wheel(0, step % 40 < 20 ? 500 : -500);
    await page.waitForTimeout(50);
  }
}

/** How long keys wait that are typed into the filter: until they are handled, and until the frame that shows them. */
export async function reportTyping(page: Page, what: string): Promise<void> {
  await page.evaluate(() => {
    const keys: { delay: number; duration: number }[] = [];
    Object.assign(window, { keys });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as PerformanceEventTiming[])
        if (entry.name === 'keydown')
          keys.push({ delay: entry.processingStart - entry.startTime, duration: entry.duration });
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const filter = page.getByRole('combobox', { name: 'Filter backends' });
  await filter.focus();
  let pressed = 0;
  for (const text of ['engine 42', 'rack 7', '#rack 3'])
    for (const key of [...text, ...Array.from(text, () => 'Backspace')]) {
      await page.keyboard.press(key);
      pressed += 1;
      await page.waitForTimeout(60);
    }
  const keys = await page.evaluate(
    () => (window as unknown as { keys: { delay: number; duration: number }[] }).keys,
  );
  // Those that are not reported took less than a frame.
  const all = (times: number[]) => [
    ...times,
    ...Array.from({ length: Math.max(0, pressed - times.length) }, () => 0),
  ];
  const spread = (times: number[]) =>
    `median ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms, longest ${quantile(times, 1).toFixed(0)} ms`;
  console.log(
    `${what}, ${pressed} keys typed into the filter: input delay ${spread(all(keys.map(({ delay }) => delay)))}; until the next frame ${spread(all(keys.map(({ duration }) => duration)))}`,
  );
}

/** MiB of JavaScript objects that are in use, after a garbage collection. */
export async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 ** 2;
}
