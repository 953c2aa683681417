/** `npm run dev`: the panel with hot reload, over a host that restarts when its code changes. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DevSession, startDev } from '../launch/development/start-dev.ts';
import { launchBrowser } from '../launch/launch-browser.ts';
import { eventually } from '../testkit/eventually.ts';
import { processesOf } from '../testkit/processes.ts';

let dataDir: string;
let dev: DevSession;
let page: Page;
let url: string;

const browser = launchBrowser();
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'switchyard-dev-'));
  dev = await startDev(dataDir);
  url = new URL(dev.link).origin;
  page = await browser().newPage();
});
afterAll(async () => {
  await dev.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const health = async (headers: Record<string, string> = {}) => await fetch(`${url}/healthz`, { headers });

describe('the development loop', () => {
  it('shows the panel, signed in, by the link it prints', async () => {
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(dev.link);
    await page.getByText('No backends yet').waitFor();
    expect(faults).toEqual([]);
  });

  it('puts a changed component on the screen and keeps the state of the page', async () => {
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    await dev.edit('renderer/shell/empty-state.tsx', "{t('noBackendsYet')}", 'Nothing here yet');
    await page.getByText('Nothing here yet').waitFor();
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });

  it('restarts the host when its code changes, and the panel stays signed in', async () => {
    await dev.edit('electron/http/routes/information-routes.ts', "status: 'ok'", "status: 'changed'");
    await eventually(
      'the changed host answers',
      async () =>
        ((await (await health()).json().catch(() => ({}))) as { status?: string }).status === 'changed',
    );
    await page.reload();
    await page.getByText('Nothing here yet').waitFor();
  });

  it('leaves the rules of the host in force: pages of other sites and other names are refused', async () => {
    expect((await health({ Origin: url })).status).toBe(200);
    expect((await health({ Origin: 'http://elsewhere.example' })).status).toBe(403);
    expect((await fetch(`${url}/API/ListBackends`, { method: 'POST' })).status).toBe(401);
  });

  it('ends with its host and leaves no process', async () => {
    const [, hostUrl] = /host listens on (\S+);/.exec(dev.output()) ?? [];
    expect(hostUrl).toBeDefined();
    expect(await dev.stop('SIGINT')).toBe(0);
    expect(processesOf(dataDir)).toEqual([]);
    await expect(fetch(`${hostUrl}/healthz`)).rejects.toThrow();
    await expect(health()).rejects.toThrow();
  });
});
