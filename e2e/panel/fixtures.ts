/** A host of its own for each test, and a page that is signed in to it. */
import { test as base } from '@playwright/test';
import { PanelPage } from '../pages/panel-page.ts';
import { startHost, type TestHost } from '../test-host/start-host.ts';

export const test = base.extend<{ host: TestHost; panel: PanelPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  host: async ({}, use) => {
    const host = await startHost();
    await use(host);
    await host.stop();
  },
  panel: async ({ host, page }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(host.signInLink);
    await use(new PanelPage(page));
    if (faults.length > 0) throw new Error(`The page met faults of its own: ${faults.join('; ')}`);
  },
});

export { expect } from '@playwright/test';
