/**
 * A host of its own for each test, and a panel that shows it: a page of a browser that is signed in to the headless host, or
 * the window of the desktop app. This is the one place that knows which.
 */
import { test as base } from '@playwright/test';
import type { WellKnownLocations } from '../../electron/core/discovery/well-known-locations.ts';
import { startDesktop, type TestDesktop } from '../launch/desktop/start-desktop.ts';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { type GpuStandIn, type GpuState, installGpuStandIn } from '../launch/stand-ins/install-gpus.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { locationsEnvironment } from '../testkit/backend-types/test-locations.ts';

export interface Surface {
  /** What the panel is shown in; each project of the configuration is one. */
  surface: 'browser' | 'desktop';
}

/** Tag of a panel spec that `npm test` runs on the desktop host as well, for what it does is done in another way there. */
export const onBothHosts = { tag: '@desktop' };

interface Fixtures {
  /** Where the host looks for engines; nowhere, unless a test says otherwise. */
  places: Partial<WellKnownLocations>;
  /** The graphics cards that the stand-in of nvidia-smi shows; null: there is none. */
  cards: Partial<GpuState> | null;
  /** That stand-in. */
  gpus: GpuStandIn | null;
  /** The headless host; for tests that are about HTTP, which are tagged @browser. */
  httpHost: TestHost;
  /** The desktop app; for tests that are about it, which are in e2e/desktop. */
  desktop: TestDesktop;
  host: Pick<TestHost, 'call' | 'dataDir' | 'stop' | 'kill'>;
  panel: PanelPage;
}

interface WorkerFixtures {
  /** Fails the running test at once when its browser vanishes, instead of at the end of a time-out. */
  browserIsThere: undefined;
}

export const test = base.extend<Fixtures & Surface, WorkerFixtures>({
  browserIsThere: [
    async ({ browser }, use) => {
      const fail = () => {
        throw new Error('The browser vanished: it was killed or has crashed.');
      };
      browser.on('disconnected', fail);
      await use(undefined);
      browser.off('disconnected', fail);
    },
    { scope: 'worker', auto: true },
  ],
  surface: ['browser', { option: true }],
  places: [{}, { option: true }],
  cards: [null, { option: true }],
  gpus: async ({ cards }, use) => {
    const standIn = cards === null ? null : await installGpuStandIn(cards);
    await use(standIn);
    await standIn?.remove();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  httpHost: async ({}, use) => {
    const host = await startHost();
    await use(host);
    await host.stop();
  },
  desktop: async ({ browser, viewport }, use) => {
    const desktop = await startDesktop({ browser, context: { viewport } });
    await use(desktop);
    await desktop.stop();
    const faults = desktop.faults();
    if (faults.length > 0) throw new Error(`The window met faults of its own: ${faults.join('; ')}`);
  },
  // Only the one that is needed is started: Playwright makes every fixture that a test's parameters name.
  host: async ({ surface, browser, viewport, places, gpus }, use) => {
    const env = { ...locationsEnvironment(places), ...gpus?.environment };
    const host =
      surface === 'browser'
        ? await startHost({ env })
        : await startDesktop({ browser, env, context: { viewport } });
    await use(host);
    await host.stop();
  },
  panel: async ({ host, page, surface }, use) => {
    if (surface === 'desktop') {
      const desktop = host as TestDesktop;
      await use(new PanelPage(await desktop.window()));
      const faults = desktop.faults();
      if (faults.length > 0) throw new Error(`The window met faults of its own: ${faults.join('; ')}`);
      return;
    }
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto((host as TestHost).signInLink);
    await use(new PanelPage(page));
    if (faults.length > 0) throw new Error(`The page met faults of its own: ${faults.join('; ')}`);
  },
});

export { expect } from '@playwright/test';
