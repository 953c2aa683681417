/** Whether a finger, and a hand that trembles, hits what can be pressed in every view. */
import { openGallery, showScene } from '../../pages/gallery.ts';
import { dialogViews, menuViews, pageViews, programViews, sixtyViews } from '../../pages/gallery-views.ts';
import { findSmallTargets } from '../../pages/targets.ts';
import { expect, test } from '../fixtures.ts';

test.use({ actionTimeout: 30_000 });

const views = Object.entries({
  page: pageViews,
  menus: menuViews,
  sixty: sixtyViews,
  dialogs: dialogViews,
  program: programViews,
});

for (const { pointer, least, width, hasTouch } of [
  { pointer: 'a mouse', least: 24, width: 1400, hasTouch: false },
  { pointer: 'a finger', least: 32, width: 390, hasTouch: true },
])
  test.describe(pointer, () => {
    test.use({ hasTouch, viewport: { width, height: 844 } });
    test(`everything that ${pointer} presses is at least ${least} by ${least} pixels, in every view`, {
      tag: '@browser',
    }, async ({ page }) => {
      test.setTimeout(180_000);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await openGallery(page);
      // What is out of sight is measured as well.
      await page.addStyleTag({ content: '* { content-visibility: visible !important; }' });
      expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(hasTouch);
      const found: string[] = [];
      for (const [chapter, all] of views)
        for (const [name, view] of Object.entries(all)) {
          await showScene(page, view.scene);
          await view.open?.(page);
          for (const target of await findSmallTargets(page, least))
            found.push(`${chapter}, ${name}: ${target}`);
        }
      expect(found).toEqual([]);
    });
  });
