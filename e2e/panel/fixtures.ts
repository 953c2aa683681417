/**
 * The fixtures of the panel specs: each test has a host of its own and a panel that shows it. The panel is a page of a browser
 * that is signed in to the headless host, or the window of the desktop app. Only this file knows which.
 */
import { test as base } from '@playwright/test';
import type { WellKnownLocations } from '../../electron/core/discovery/well-known-locations.ts';
import { startDesktop, type TestDesktop } from '../launch/desktop/start-desktop.ts';
import { startHost, type TestHost } from '../launch/headless/start-host.ts';
import { type GpuStandIn, type GpuState, installGpuStandIn } from '../launch/stand-ins/install-gpus.ts';
import { PanelPage } from '../pages/panel-page.ts';
import { locationsEnvironment } from '../testkit/backend-types/test-locations.ts';

export interface Surface {
  /** Where the panel is shown. Each project of the configuration sets one. */
  surface: 'browser' | 'desktop';
}

/** The tag of a spec that `npm test` runs on the desktop host as well, because that does something in its own way. */
export const onBothHosts = { tag: '@desktop' };

interface Fixtures {
  /** The well-known locations in which the host searches for engines. By default there are none. */
  locations: Partial<WellKnownLocations>;
  /** The GPUs that the stand-in of nvidia-smi reports; null: there is no nvidia-smi. */
  gpuState: Partial<GpuState> | null;
  /** The stand-in of nvidia-smi. */
  gpus: GpuStandIn | null;
  /** The headless host, for tests about HTTP, which have the tag @browser. */
  httpHost: TestHost;
  /** The desktop app, for the tests of e2e/desktop. */
  desktop: TestDesktop;
  host: Pick<TestHost, 'call' | 'dataDir' | 'stop' | 'kill'>;
  panel: PanelPage;
}

interface WorkerFixtures {
  /** Fails the running test at once when its browser ends, instead of after a time-out. */
  failWithoutBrowser: undefined;
}

export const test = base.extend<Fixtures & Surface, WorkerFixtures>({
  failWithoutBrowser: [
    async ({ browser }, use) => {
      const fail = () => {
        throw new Error('The browser has ended: it was killed or has crashed.');
      };
      browser.on('disconnected', fail);
      await use(undefined);
      browser.off('disconnected', fail);
    },
    { scope: 'worker', auto: true },
  ],
  surface: ['browser', { option: true }],
  locations: [{}, { option: true }],
  gpuState: [null, { option: true }],
  gpus: async ({ gpuState }, use) => {
    const standIn = gpuState === null ? null : await installGpuStandIn(gpuState);
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
    if (faults.length > 0) throw new Error(`Faults in the window: ${faults.join('; ')}`);
  },
  // One fixture for both hosts, because Playwright starts every fixture that the parameters of a test name.
  host: async ({ surface, browser, viewport, locations, gpus }, use) => {
    const env = { ...locationsEnvironment(locations), ...gpus?.environment };
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
      if (faults.length > 0) throw new Error(`Faults in the window: ${faults.join('; ')}`);
      return;
    }
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto((host as TestHost).signInLink);
    await use(new PanelPage(page));
    if (faults.length > 0) throw new Error(`Faults in the page: ${faults.join('; ')}`);
  },
});

export { expect } from '@playwright/test';
