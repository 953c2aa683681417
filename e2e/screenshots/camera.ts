/** The part that the programs share which take screenshots for docs/screenshots/. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from '@playwright/test';
import { inRepository } from '../testkit/repository.ts';

const OUT = inRepository('docs/screenshots');
/** Milliseconds for animations and fonts to finish. */
const SETTLE = 600;

export const SCHEMES = ['light', 'dark'] as const;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--disable-dev-shm-usage'],
  });

/** @param name of the file, without its ending */
export async function capture(of: Page | Locator, name: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  await mkdir(OUT, { recursive: true });
  await of.screenshot({ path: join(OUT, `${name}.png`) });
}
