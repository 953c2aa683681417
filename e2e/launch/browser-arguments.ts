/** The command line of the browser that tests use. */

/** What Playwright 1.65.1 disables. Chromium heeds only the last `--disable-features`, so they have to be named again. */
const DISABLED_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * Pages of the address bar, which Chromium 156 renders for every window, also without a screen. They took half of the CPU time
 * of opening the panel.
 */
const ADDRESS_BAR_PAGES = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * A renderer that Chromium starts for a page that may come. Each test opens a page in a context of its own, which never takes
 * it. It was a third of the renderers, and a tenth of the CPU time of opening the panel.
 */
const SPARE_RENDERER = 'SpareRendererForSitePerProcess';

export const BROWSER_ARGUMENTS: string[] = [
  '--disable-dev-shm-usage',
  // Most machines that run tests have no GPU.
  '--disable-gpu',
  // The name under which proxies serve the panel (e2e/launch/proxies/). It exists nowhere else.
  '--host-resolver-rules=MAP box.example 127.0.0.1',
  `--disable-features=${[...DISABLED_BY_PLAYWRIGHT, ...ADDRESS_BAR_PAGES, SPARE_RENDERER].join(',')}`,
];
