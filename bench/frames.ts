/**
 * `npm run bench:frames`: how long the panel blocks its page while it shows a large machine, in a real Chromium: 8 GPUs, 50
 * backends, 15 minutes of history, a sample every half second, with the strip alone and with charts open.
 */
import { chromium, type Page, type WebSocketRoute } from '@playwright/test';
import { findBrowser } from '../build/find-programs/find-browser.mjs';
import { startHost } from '../e2e/launch/headless/start-host.ts';
import type { FullBackend } from '../shared/backend.ts';
import type { ResourceHistory, Resources } from '../shared/resources.ts';

const GIB = 1024 ** 3;
const GPUS = 8;
const BACKENDS = 50;
const SAMPLE_MS = 500;
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

async function report(page: Page, what: string, meanwhile?: () => Promise<void>): Promise<void> {
  const watching = watchFrames(page);
  await meanwhile?.();
  const { gaps, tasks } = await watching;
  gaps.sort((a, b) => a - b);
  const at = (share: number) => (gaps[Math.floor(share * (gaps.length - 1))] ?? 0).toFixed(1);
  // Frames are whole multiples of the screen's own time, told with a rounding error.
  const slow = gaps.filter((gap) => gap > LIMIT_MS + 1).length;
  console.log(
    `${what}: ${gaps.length} frames in ${WATCHED_MS / 1000} s, median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; ` +
      `${slow} over ${LIMIT_MS} ms; ${tasks.length} tasks of the page over 50 ms`,
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

const host = await startHost();
const browser = await chromium.launch({
  executablePath: findBrowser() ?? '/usr/bin/chromium',
  args: ['--disable-dev-shm-usage'],
});
try {
  const size = { viewport: { width: 1400, height: 900 } };
  await reportFloor(await browser.newPage(size));
  const page = await browser.newPage(size);
  const end = await playEvents(page);
  await page.goto(host.signInLink);
  await page.locator('[data-gpu="7"]').waitFor();
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
} finally {
  await browser.close();
  await host.stop();
}
