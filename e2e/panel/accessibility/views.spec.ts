/**
 * Every view of the panel in its gallery, for people with other eyes and other windows: what axe finds, and the tree that a
 * screen reader reads. The trees are kept in accessibility-tree/. Whoever changes one looks at it as a listener would, and keeps
 * it with `npm run test:e2e -- --project=browser views --update-snapshots`.
 */
import type { Page } from '@playwright/test';
import { findViolations, finishTransitions } from '../../pages/axe.ts';
import { openGallery, showScene } from '../../pages/gallery.ts';
import {
  dialogViews,
  type GalleryView,
  menuViews,
  pageViews,
  programViews,
  sixtyViews,
} from '../../pages/gallery-views.ts';
import { expect, test } from '../fixtures.ts';

test.use({ locale: 'en-US', timezoneId: 'UTC', actionTimeout: 30_000 });

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'more contrast': { colorScheme: 'light', contrast: 'more' },
  'more contrast, dark': { colorScheme: 'dark', contrast: 'more' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const satisfies Record<string, Parameters<Page['emulateMedia']>[0]>;

const wide = { name: '1,400 px', width: 1400, height: 900 };
const sizes = [
  { name: '390 px', width: 390, height: 844 },
  wide,
  // A laptop at 200 % has half of its pixels each way.
  { name: '200 % zoom', width: 640, height: 360 },
  { name: '1,024 px', width: 1024, height: 768 },
] as const;

/** Whether each view is checked in each look and size. Otherwise each is checked in two of the twenty. */
const isLong = process.env.SWITCHYARD_VIEWS === 'long';

/** Those in which a view is checked. All of them come in turn, because their numbers have no common divisor. */
function checksOf(index: number): [size: (typeof sizes)[number], look: keyof typeof looks][] {
  const names = Object.keys(looks) as (keyof typeof looks)[];
  const all = sizes.flatMap((size) => names.map((look) => [size, look] as [typeof size, typeof look]));
  if (isLong) return all;
  return [2 * index, 2 * index + 1].map((turn) => [
    sizes[turn % sizes.length] ?? wide,
    names[turn % names.length] ?? 'light',
  ]);
}

const chapters: Record<string, { views: Record<string, GalleryView>; hasTrees: boolean }> = {
  page: { views: pageViews, hasTrees: true },
  menus: { views: menuViews, hasTrees: true },
  // Their parts are those of the page.
  'sixty backends': { views: sixtyViews, hasTrees: false },
  dialogs: { views: dialogViews, hasTrees: true },
  program: { views: programViews, hasTrees: true },
};

for (const [chapter, { views, hasTrees }] of Object.entries(chapters))
  test(`${chapter}: axe finds nothing in any look, and a screen reader reads what was reviewed`, {
    tag: '@browser',
  }, async ({ page }) => {
    test.setTimeout(isLong ? 3_600_000 : 180_000);
    // Texts such as "3 minutes ago" stay the same.
    await page.clock.setFixedTime('2026-03-02T12:00:00Z');
    await openGallery(page);
    // What is out of sight is checked as it is when somebody scrolls there.
    await page.addStyleTag({ content: '* { content-visibility: visible !important; }' });
    await lookAs(page, 'light');
    const found: string[] = [];
    for (const [index, [name, view]] of Object.entries(views).entries()) {
      await page.setViewportSize(wide);
      await showScene(page, view.scene);
      await view.open?.(page);
      if (hasTrees) expect.soft(await treeOf(page, view)).toMatchSnapshot([chapter, `${name}.yml`]);
      for (const [size, look] of checksOf(index)) {
        await page.setViewportSize(size);
        await lookAs(page, look);
        await finishTransitions(page);
        for (const violation of await findViolations(page))
          found.push(`${name}, ${size.name}, ${look}: ${violation}`);
      }
      await lookAs(page, 'light');
    }
    expect(found).toEqual([]);
  });

test('nine failed ones of sixty are seen without scrolling and repaired by what is in sight, as cards, as rows and in the table', {
  tag: '@browser',
}, async ({ page }) => {
  await openGallery(page);
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
  ] as const)
    for (const scene of ['sixty-cards', 'sixty-rows', 'sixty-table']) {
      await page.setViewportSize({ width, height });
      await showScene(page, scene);
      const attention = page.getByRole('button', { name: '9 need attention' });
      if ((await attention.getAttribute('aria-pressed')) === 'true') await attention.click();
      await attention.click();
      await expect(page.getByRole('button', { name: 'Restart 9 failed backends' })).toBeInViewport({
        ratio: 1,
      });
      const failed = page.locator('[data-backend-id]');
      await expect(failed).toHaveCount(9);
      // Of a table on a phone more columns are to the right.
      for (const one of await failed.all()) {
        await expect(one).toContainText('there is no file');
        const box = await one.boundingBox();
        expect(box && box.y > 0 && box.y + box.height <= height).toBe(true);
      }
    }
});

async function lookAs(page: Page, look: keyof typeof looks): Promise<void> {
  const media = looks[look];
  await page.emulateMedia({ contrast: null, forcedColors: null, reducedMotion: 'reduce', ...media });
  // The panel does so as well, with the next event of the system's.
  await page.evaluate(
    (scheme) => document.documentElement.setAttribute('data-mantine-color-scheme', scheme),
    media.colorScheme,
  );
}

/** The tree, once nothing comes any more: some parts ask the host first. */
async function treeOf(page: Page, { part }: GalleryView): Promise<string> {
  const dialog = page.getByRole('dialog').last();
  const root = part ? part(page) : (await dialog.count()) > 0 ? dialog : page.locator('body');
  let tree = '';
  for (let same = 0; same < 2; await page.waitForTimeout(60)) {
    const next = await root.ariaSnapshot();
    same = next === tree ? same + 1 : 0;
    tree = next;
  }
  return tree;
}
