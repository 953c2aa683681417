/** Sends events to the page in place of the host, so that only the page is measured. */
import type { Page, WebSocketRoute } from '@playwright/test';
import { BACKENDS, backendAt, histories, MANY_BACKENDS, oneOfMany, resourcesAt } from './machine.ts';

export const SAMPLE_MS = 500;
export const CHANGES_PER_SECOND = 50;

/** Sends the events in place of the host, so that only the page is measured. */
export async function playEvents(page: Page): Promise<() => void> {
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

/** Sends the changes of many backends in place of the host. */
export async function playManyChanges(page: Page): Promise<() => void> {
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
