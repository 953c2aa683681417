import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { TestHost } from '../launch/headless/start-host.ts';
import { eventually } from '../testkit/eventually.ts';
import { expect, test } from './fixtures.ts';

const browserOnly = { tag: '@browser' };
const SECRET = 'sk-a-secret-of-a-backend';

/** A line of the program log. */
interface LogEntry {
  msg: string;
  source?: string;
  message?: string;
  stack?: string;
  component_stack?: string;
  address?: string;
}

/** The fault that a panel has reported from one source, as it is in the program log of the host. */
async function loggedFault({ dataDir }: TestHost, source: string): Promise<LogEntry> {
  return await eventually(`a fault of the source ${source} is in the log`, async () => {
    const text = await readFile(join(dataDir, 'logs', 'switchyard.log'), 'utf8');
    const entries = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogEntry);
    return entries.find((entry) => entry.msg === 'fault in the panel' && entry.source === source);
  });
}

/** Opens the panel of a host that has a backend with a secret. */
async function openPanel(page: Page, host: TestHost): Promise<void> {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Keeper', settings: { ApiKey: SECRET } });
  await page.goto(host.signInLink);
  await expect(page.getByRole('article', { name: 'Backend 0: Keeper' })).toBeVisible();
}

test(
  'a fault of the page is in the log of the host, without the secrets of backends',
  browserOnly,
  async ({ page, httpHost }) => {
    await openPanel(page, httpHost);
    await page.evaluate((secret) => {
      setTimeout(() => {
        throw new TypeError(`The key ${secret} is no function`);
      });
      void Promise.reject(new Error(`No answer for ${secret}`));
    }, SECRET);
    const thrown = await loggedFault(httpHost, 'error');
    expect(thrown.message).toMatch(/^TypeError: The key \S+ is no function$/);
    expect(thrown.stack).toMatch(/^TypeError: The key \S+ is no function\n {4}at /);
    expect(thrown.address).toBe(`${httpHost.url}/`);
    const rejected = await loggedFault(httpHost, 'unhandled_rejection');
    expect(rejected.message).toMatch(/^Error: No answer for \S+$/);
    expect(JSON.stringify([thrown, rejected])).not.toContain(SECRET);
  },
);

test(
  'a component that fails leaves a page that says so, and that can be loaded again',
  browserOnly,
  async ({ page, httpHost }) => {
    let isBroken = true;
    await page.routeWebSocket('**/API/events', (socket) => {
      const host = socket.connectToServer();
      host.onMessage((message) => {
        // No host sends such a thing: it makes the panel's own components fail.
        const text = String(message);
        socket.send(isBroken ? text.replace(/"notices":\[.*?\]/, '"notices":0') : text);
      });
    });
    await page.goto(httpHost.signInLink);
    await expect(page.getByRole('heading', { name: 'The panel has stopped' })).toBeVisible();
    await expect(page.getByText('It is in the program log.')).toBeVisible();
    const { message, component_stack } = await loggedFault(httpHost, 'render');
    await expect(page.getByText(message ?? '')).toBeVisible();
    expect(component_stack).toMatch(/^\s+at \w+/);
    isBroken = false;
    await page.getByRole('button', { name: 'Reload' }).click();
    await expect(page.getByRole('heading', { name: 'No backends yet' })).toBeVisible();
  },
);
