import { defineConfig } from '@playwright/test';

/** The panel in a real browser, against the real host as a process. `npm test` names the browser in CHROMIUM_PATH. */
export default defineConfig({
  testDir: 'e2e/panel',
  globalSetup: './e2e/panel/global-setup.ts',
  // Each test has a host and a browser page of its own; two at once is what a small machine bears.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  outputDir: 'test-results',
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--disable-dev-shm-usage'],
    },
    screenshot: 'only-on-failure',
    viewport: { width: 1400, height: 900 },
  },
});
