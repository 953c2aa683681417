/** A browser for the tests of one Vitest file. */
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { findBrowser } from '../../build/find-programs/find-browser.mjs';
import { BROWSER_ARGUMENTS } from './browser-arguments.ts';

/**
 * Launches a browser before the tests of a file and closes it after them; to be called once on its top level. When the
 * browser vanishes, every later test of the file fails at once.
 * @returns the function that gives the browser to a test or a hook
 */
export function launchBrowser(): () => Browser {
  let browser: Browser | undefined;
  const present = (): Browser => {
    if (!browser?.isConnected()) throw new Error('The browser vanished: it was killed or has crashed.');
    return browser;
  };
  beforeAll(async () => {
    const executablePath = findBrowser();
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: BROWSER_ARGUMENTS,
    });
  });
  beforeEach(() => void present());
  afterAll(() => browser?.close());
  return present;
}
