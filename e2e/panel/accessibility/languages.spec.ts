/**
 * Every view of the panel in a language that is longer than English, from left to right. With `SWITCHYARD_VIEWS=long`, those of
 * sixty backends and from right to left too. With `SHOTS=folder`, a picture of each, for whoever looks at all of them.
 */
import type { Page } from '@playwright/test';
import { findCutTexts } from '../../pages/cut-texts.ts';
import { openGallery, showScene, speak } from '../../pages/gallery.ts';
import { dialogViews, menuViews, pageViews, programViews, sixtyViews } from '../../pages/gallery-views.ts';
import { expect, test } from '../fixtures.ts';

test.use({ locale: 'en-US', timezoneId: 'UTC', actionTimeout: 30_000 });

const shots = process.env.SHOTS;
const isLong = process.env.SWITCHYARD_VIEWS === 'long';
const sizes = {
  wide: { width: 1400, height: 900 },
  phone: { width: 390, height: 844 },
};
const chapters = {
  page: pageViews,
  menus: menuViews,
  dialogs: dialogViews,
  program: programViews,
  // Their parts are those of the page.
  ...(isLong ? { sixty: sixtyViews } : {}),
};

/** How often a view is measured until nothing is cut off: what is placed beside something, such as a menu, follows a new size late. */
const LOOKS = 40;

async function findLastingCuts(page: Page): Promise<string[]> {
  let found = await findCutTexts(page);
  for (let look = 1; look < LOOKS && found.length > 0; look++) found = await findCutTexts(page);
  return found;
}

for (const lang of isLong ? ['pseudo', 'rtl'] : ['pseudo'])
  for (const [chapter, views] of Object.entries(chapters))
    test(`${chapter} in “${lang}”: no text is cut off, and nothing is scrolled sideways`, {
      tag: '@browser',
    }, async ({ page }) => {
      await page.clock.setFixedTime('2026-03-02T12:00:00Z');
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await openGallery(page);
      await speak(page, lang);
      const found: string[] = [];
      for (const [name, view] of Object.entries(views)) {
        await page.setViewportSize(sizes.wide);
        await showScene(page, view.scene);
        await view.open?.(page);
        for (const [size, pixels] of Object.entries(sizes)) {
          await page.setViewportSize(pixels);
          for (const one of await findLastingCuts(page)) found.push(`${name}, ${size}: ${one}`);
          if (shots) await page.screenshot({ path: `${shots}/${chapter}-${name}-${size}-${lang}.png` });
        }
      }
      expect(found).toEqual([]);
    });
