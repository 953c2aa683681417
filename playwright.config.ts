import { defineConfig } from '@playwright/test';
import type { Surface } from './e2e/panel/fixtures.ts';

/**
 * The same specs over two hosts, each a real process: the panel in a browser, and the desktop app on the stand-in of
 * Electron. `npm test` names the browser in CHROMIUM_PATH.
 */
export default defineConfig<Surface>({
  testDir: 'e2e',
  globalSetup: './e2e/panel/global-setup.ts',
  // Each test has a host and a browser page of its own; two at once is what a small machine bears.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  outputDir: 'test-results',
  projects: [
    { name: 'browser', testDir: 'e2e/panel', use: { surface: 'browser' } },
    {
      name: 'desktop',
      testMatch: ['panel/*.spec.ts', 'desktop/*.spec.ts'],
      // What is about HTTP, its token and its address; and on the real Electron what only a stand-in lets be seen or done.
      grepInvert: process.env.SWITCHYARD_ELECTRON ? /@browser|@stand-in/ : /@browser/,
      use: { surface: 'desktop' },
    },
  ],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: ['--disable-dev-shm-usage'],
    },
    screenshot: 'only-on-failure',
    viewport: { width: 1400, height: 900 },
  },
});
