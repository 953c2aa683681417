import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS } from './e2e/launch/browser-arguments.ts';
import type { Surface } from './e2e/panel/fixtures.ts';

/** The desktop app runs on the real Electron; else on the stand-in. */
const isRealElectron = process.env.SWITCHYARD_ELECTRON !== undefined;

/**
 * The panel in a browser, and the desktop app. Each host is a real process. `npm test` names the browser in CHROMIUM_PATH.
 *
 * Tags: `@browser` is about HTTP, its token and its address. `@desktop` is a spec of the panel that differs on the desktop
 * host, such as how events, secrets and downloads get there. `@stand-in` sees or does what only the stand-in allows.
 */
export default defineConfig<Surface>({
  testDir: 'e2e',
  globalSetup: './e2e/panel/global-setup.ts',
  // Each test has a host and a page of its own, and waits for them more than half of its time.
  workers: 3,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  outputDir: 'test-results',
  // The trees that e2e/panel/accessibility/views.spec.ts keeps.
  snapshotPathTemplate: '{testDir}/accessibility-tree/{arg}{ext}',
  projects: [
    { name: 'browser', testDir: 'e2e/panel', use: { surface: 'browser' } },
    {
      name: 'desktop',
      testDir: 'e2e/desktop',
      ...(isRealElectron ? { grepInvert: /@stand-in/ } : {}),
      use: { surface: 'desktop' },
    },
    {
      name: 'desktop-panel',
      testDir: 'e2e/panel',
      // On the real Electron, all that does not need a browser.
      ...(isRealElectron ? { grepInvert: /@browser/ } : { grep: /@desktop/ }),
      use: { surface: 'desktop' },
    },
  ],
  use: {
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: BROWSER_ARGUMENTS,
    },
    screenshot: 'only-on-failure',
    viewport: { width: 1400, height: 900 },
  },
});
