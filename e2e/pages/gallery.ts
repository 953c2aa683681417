/** The gallery of the panel: its views over data of their own, one after another in one page, without a host. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Page } from '@playwright/test';
import { inRepository } from '../testkit/repository.ts';

/** Nothing listens there: what is asked for is read from the folder that e2e/launch/headless/build.mjs makes. */
const ORIGIN = 'http://gallery.test';
const BUILT = inRepository('dist-test/gallery');

const contentTypes: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** What renderer/fixtures/gallery.tsx offers. */
interface GalleryWindow {
  gallery: { show(name: string): Promise<void>; speak(lang: string): Promise<void> };
}

export async function openGallery(page: Page): Promise<void> {
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = await readFile(`${BUILT}${pathname}`);
    await route.fulfill({ body, contentType: contentTypes[extname(pathname)] ?? 'application/octet-stream' });
  });
  await page.goto(`${ORIGIN}/fixtures/gallery.html?scene=`);
  await page.waitForFunction(() => 'gallery' in window);
}

/** Shows a scene of the gallery in place of the present one. */
export const showScene = (page: Page, scene: string): Promise<void> =>
  page.evaluate((name) => (window as unknown as GalleryWindow).gallery.show(name), scene);

/** Shows the page in another language, with what is open in it. @param lang the code of a language, `pseudo` or `rtl` */
export const speak = (page: Page, lang: string): Promise<void> =>
  page.evaluate((code) => (window as unknown as GalleryWindow).gallery.speak(code), lang);
