/**
 * `npm run bench:frames [-- --minutes N]`: how long the panel blocks its page while it shows a large machine, in a real Chromium.
 * First 8 GPUs, 50 backends, 15 minutes of history, a sample every half second, with the strip alone and with charts open. Then
 * 1,000 backends of which 50 change their status each second: at rest, scrolled, grouped and filtered, with the delay of what is
 * typed, and the memory of the page before and after N minutes (1 where it is left out).
 */
import { type CDPSession, chromium, type Page, type WebSocketRoute } from '@playwright/test';
import { findBrowser } from '../build/find-programs/find-browser.mjs';
import { startHost } from '../e2e/launch/headless/start-host.ts';
import type { FullBackend } from '../shared/backend.ts';
import type { ResourceHistory, Resources } from '../shared/resources.ts';

const GIB = 1024 ** 3;
const GPUS = 8;
const BACKENDS = 50;
const SAMPLE_MS = 500;
/** In the second part. */
const MANY_BACKENDS = 1000;
const CHANGES_PER_SECOND = 50;
/** Milliseconds for which each scene is watched. */
const WATCHED_MS = 10_000;
const LIMIT_MS = 50;

const wave = (index: number, at: number) => (Math.sin(at / 20_000 + index) + 1) / 2;
const uuidOf = (gpu: number) => `GPU-${gpu}`;

function resourcesAt(at: number): Resources {
  const vram = (id: number) => Math.round((2 + 6 * wave(id, at)) * GIB);
  return {
    at: new Date(at).toISOString(),
    cpu: { usage: wave(0, at), cores: 64 },
    system_ram: { total: 512 * GIB, used: Math.round(300 * GIB * wave(1, at)), free: 100 * GIB },
    gpus: Array.from({ length: GPUS }, (_, id) => {
      const holders = Array.from({ length: BACKENDS }, (_, backend) => backend).filter(
        (backend) => backend % GPUS === id,
      );
      const used = holders.reduce((sum, backend) => sum + vram(backend), GIB);
      return {
        id,
        uuid: uuidOf(id),
        name: 'NVIDIA H100 80GB HBM3',
        vendor: 'nvidia',
        temperature: 40 + Math.round(30 * wave(id, at)),
        utilization_gpu: Math.round(100 * wave(id, at)),
        total_memory: 80 * GIB,
        used_memory: used,
        free_memory: 80 * GIB - used,
        power_watts: Math.round(600 * wave(id, at)),
        backends: holders.map((backend) => ({ id: backend, vram_bytes: vram(backend) })),
      };
    }),
    backends: Array.from({ length: BACKENDS }, (_, id) => ({
      id,
      vram_bytes: vram(id),
      ram_bytes: Math.round(4 * GIB * wave(id, at)),
      cpu_percent: Math.round(100 * wave(id, at)),
    })),
  };
}

const started = Date.now();
const usedAt = (id: number) => started - 10_000 * id;

function backendAt(id: number, at: number): FullBackend {
  const { vram_bytes = 0, ram_bytes = 0, cpu_percent = 0 } = resourcesAt(at).backends[id] ?? {};
  return {
    id,
    type: 'fake',
    status: 'running',
    phase: 'running',
    settings: {},
    modcount: 0,
    features: ['txt2img', 'img2img', 'upscale'],
    enabled: true,
    title: `Engine ${id}`,
    can_load_models: true,
    max_usages: 1,
    // The host computes it for each event.
    seconds_since_used: Math.floor((at - usedAt(id)) / 1000),
    time_since_used: 'A while ago',
    last_used_at: new Date(usedAt(id)).toISOString(),
    started_at: new Date(started - id * 60_000).toISOString(),
    address: `http://127.0.0.1:${7860 + id}`,
    port: 7860 + id,
    current_model: 'a-model',
    restarts: 0,
    pid: 1000 + id,
    gpu: [String(id % GPUS)],
    vram_bytes,
    vram_source: 'driver',
    ram_bytes,
    cpu_percent,
  };
}

function historyBefore(now: number, count: number, interval: number): ResourceHistory {
  const times = Array.from({ length: count }, (_, index) => now - (count - index) * interval);
  const samples = times.map(resourcesAt);
  return {
    times,
    gpus: Array.from({ length: GPUS }, (_, id) => ({
      uuid: uuidOf(id),
      used_memory: samples.map(({ gpus }) => gpus[id]?.used_memory ?? null),
      utilization_gpu: samples.map(({ gpus }) => gpus[id]?.utilization_gpu ?? null),
    })),
    backends: Array.from({ length: BACKENDS }, (_, id) => ({
      id,
      vram_bytes: samples.map(({ backends }) => backends[id]?.vram_bytes ?? null),
      ram_bytes: samples.map(({ backends }) => backends[id]?.ram_bytes ?? null),
      cpu_percent: samples.map(({ backends }) => backends[id]?.cpu_percent ?? null),
    })),
  };
}

/** Made beforehand, because this program shares the processors with the page. */
const histories = {
  quarter: historyBefore(started, 450, 2000),
  day: historyBefore(started, 1440, 60_000),
};

/** Sends the events in place of the host, so that only the page is measured. */
async function playEvents(page: Page): Promise<() => void> {
  const timers: NodeJS.Timeout[] = [];
  const listen = (socket: WebSocketRoute) => {
    socket.onMessage((text) => {
      const { listen: number, to } = JSON.parse(String(text)) as { listen?: number; to?: { kind: string } };
      if (number === undefined) return;
      const push = (event: object) => socket.send(JSON.stringify({ for: number, event }));
      const ids = Array.from({ length: BACKENDS }, (_, id) => id);
      if (to?.kind === 'state') {
        let sequence = 0;
        const host = { version: '0', locked: false, data_dir: '/', platform: 'linux', surface: 'headless' };
        const now = Date.now();
        push({
          kind: 'snapshot',
          sequence,
          backends: ids.map((id) => backendAt(id, now)),
          notices: [],
          host,
        });
        const pushChanges = () => {
          sequence++;
          push({
            kind: 'changes',
            sequence,
            changed: ids.map((id) => backendAt(id, Date.now())),
            removed: [],
          });
        };
        timers.push(setInterval(pushChanges, SAMPLE_MS));
      }
      if (to?.kind === 'resources')
        timers.push(
          setInterval(() => push({ kind: 'resources', resources: resourcesAt(Date.now()) }), SAMPLE_MS),
        );
    });
  };
  await page.routeWebSocket(/\/API\/events/, listen);
  await page.route('**/API/GetResourceHistory', (route) => {
    const {
      day,
      gpus = [],
      backends = [],
    } = route.request().postDataJSON() as {
      day?: boolean;
      gpus?: string[];
      backends?: number[];
    };
    const { times, ...all } = day ? histories.day : histories.quarter;
    return route.fulfill({
      json: {
        times,
        gpus: all.gpus.filter(({ uuid }) => gpus.includes(uuid)),
        backends: all.backends.filter(({ id }) => backends.includes(id)),
      },
    });
  });
  return () => timers.forEach(clearInterval);
}

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
const press = (page: Page, selector: string): Promise<void> =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);

/** Seconds for which the main thread of the page has been at work. */
async function busySeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

async function report(page: Page, what: string, meanwhile?: () => Promise<void>): Promise<void> {
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

/** The floor: an empty page, while this program makes its events as it does later. */
async function reportFloor(page: Page): Promise<void> {
  const timer = setInterval(() => {
    const now = Date.now();
    JSON.stringify([resourcesAt(now), Array.from({ length: BACKENDS }, (_, id) => backendAt(id, now))]);
  }, SAMPLE_MS);
  await page.setContent('<p>Nothing</p>');
  await report(page, 'An empty page, for comparison');
  clearInterval(timer);
  await page.close();
}

/** The phases among which the many change. */
const changingPhases = [
  { phase: 'running', status: 'running' },
  { phase: 'idle', status: 'idle' },
  { phase: 'loading', status: 'loading' },
  { phase: 'disabled', status: 'disabled' },
] as const;

/** One of the many, after it has changed so often. */
function oneOfMany(id: number, changes: number): FullBackend {
  const at = Date.now();
  // Those after the first ones are elsewhere: no GPU of this machine has a part of theirs.
  const { vram_bytes: _, vram_source: __, gpu: ___, ...elsewhere } = backendAt(id, at);
  const state = changingPhases[(id + changes) % changingPhases.length] ?? changingPhases[0];
  return { ...(id < BACKENDS ? backendAt(id, at) : elsewhere), ...state, tags: [`rack ${id % 40}`] };
}

/** Sends the changes of many backends in place of the host. */
async function playManyChanges(page: Page): Promise<() => void> {
  const timers: NodeJS.Timeout[] = [];
  await page.routeWebSocket(/\/API\/events/, (socket) => {
    socket.onMessage((text) => {
      const { listen: number, to } = JSON.parse(String(text)) as { listen?: number; to?: { kind: string } };
      if (number === undefined) return;
      const push = (event: object) => socket.send(JSON.stringify({ for: number, event }));
      if (to?.kind === 'state') {
        let sequence = 0;
        const host = { version: '0', locked: false, data_dir: '/', platform: 'linux', surface: 'headless' };
        const backends = Array.from({ length: MANY_BACKENDS }, (_, id) => oneOfMany(id, 0));
        push({ kind: 'snapshot', sequence, backends, notices: [], host });
        const pushChange = () => {
          sequence++;
          const id = (sequence * 7) % MANY_BACKENDS;
          push({ kind: 'changes', sequence, changed: [oneOfMany(id, sequence)], removed: [] });
        };
        timers.push(setInterval(pushChange, 1000 / CHANGES_PER_SECOND));
      }
      if (to?.kind === 'resources')
        timers.push(
          setInterval(() => push({ kind: 'resources', resources: resourcesAt(Date.now()) }), SAMPLE_MS),
        );
    });
  });
  return () => timers.forEach(clearInterval);
}

/** Scrolls the page up and down while it is watched, as a wheel does. */
async function scrollMeanwhile(page: Page): Promise<void> {
  const end = Date.now() + WATCHED_MS;
  for (let step = 0; Date.now() < end; step++) {
    await page.mouse.wheel(0, step % 40 < 20 ? 500 : -500);
    await page.waitForTimeout(50);
  }
}

/** Milliseconds from a key press to the frame that shows it, the longest of some. */
async function reportTyping(page: Page): Promise<void> {
  await page.evaluate(() => {
    const delays: number[] = [];
    Object.assign(window, { delays });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) delays.push(entry.duration);
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
  const filter = page.getByRole('searchbox', { name: 'Filter backends' });
  await filter.focus();
  for (const text of ['engine 42', 'rack 7', '#rack 3'])
    for (const key of [...text, ...Array.from(text, () => 'Backspace')]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(60);
    }
  const delays = await page.evaluate(() => (window as unknown as { delays: number[] }).delays);
  delays.sort((a, b) => a - b);
  console.log(
    `Typing into the filter: ${delays.length} events over 16 ms, longest ${delays.at(-1) ?? 0} ms to the next frame`,
  );
}

/** MiB of JavaScript objects that are in use, after a garbage collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 ** 2;
}

async function reportMany(page: Page, address: string, minutes: number): Promise<void> {
  const end = await playManyChanges(page);
  await page.goto(address);
  await page.locator('[data-backend-id]').nth(10).waitFor();
  await page.waitForTimeout(2000);
  const what = `${MANY_BACKENDS} backends, ${CHANGES_PER_SECOND} changes a second`;
  await report(page, `${what}, as rows`);
  await report(page, 'The same, scrolled', () => scrollMeanwhile(page));
  await page.evaluate(() => window.scrollTo(0, 0));
  await reportTyping(page);
  await page.getByRole('button', { name: /^Group by/ }).click();
  await page.getByRole('menuitemradio', { name: 'State' }).click();
  await report(page, 'Grouped by state, so that each change moves a row');
  await page.getByRole('radio', { name: 'Cards' }).click();
  await report(page, 'As cards, scrolled', () => scrollMeanwhile(page));
  const before = await heapOf(page);
  await page.waitForTimeout(minutes * 60_000);
  const after = await heapOf(page);
  console.log(
    `Memory of the page: ${before.toFixed(1)} MiB, and ${after.toFixed(1)} MiB after ${minutes} more minutes`,
  );
  end();
}

const minutes = Number(/--minutes[ =](\S+)/.exec(process.argv.join(' '))?.[1] ?? 1);
const host = await startHost();
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
try {
  const size = { viewport: { width: 1400, height: 900 } };
  await reportFloor(await browser.newPage(size));
  // Both pages are signed in by the one link.
  const context = await browser.newContext(size);
  const page = await context.newPage();
  const end = await playEvents(page);
  await page.goto(host.signInLink);
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
  await reportMany(await context.newPage(), new URL(host.signInLink).origin, minutes);
} finally {
  await browser.close();
  await host.stop();
}
