/** What only a real browser shows of single parts: how large they get, their colours, and how many stops of Tab they have. */
import type { Page } from '@playwright/test';
import { openGallery, showScene, speak } from '../../pages/gallery.ts';
import { dialogViews, pageViews } from '../../pages/gallery-views.ts';
import { expect, test } from '../fixtures.ts';

test.use({ locale: 'en-US' });

test('a card has few stops of Tab, and a row fewer', { tag: '@browser' }, async ({ page }) => {
  await openGallery(page);
  for (const [scene, most] of [
    ['few', 6],
    ['rows', 4],
    ['table', 4],
  ] as const) {
    await showScene(page, scene);
    const counts = new Map<string, number>();
    await page.getByRole('article').or(page.locator('[role="row"][data-backend-id]')).first().focus();
    for (let presses = 0; presses < 14; presses++) {
      await page.keyboard.press('Tab');
      const id = await page.evaluate(
        () => document.activeElement?.closest<HTMLElement>('[data-backend-id]')?.dataset.backendId,
      );
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    expect(counts.size, scene).toBeGreaterThan(1);
    expect(Math.max(...counts.values()), scene).toBeLessThanOrEqual(most);
  }
});

test('a title with a character that turns the text, and twenty long tags, stay in their place', {
  tag: '@browser',
}, async ({ page }) => {
  await openGallery(page);
  for (const scene of ['odd-cards', 'odd-rows', 'odd-table'])
    for (const width of [1400, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await showScene(page, scene);
      expect(await page.locator('body').innerText()).not.toContain('\u202e');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const backends = page.locator('[data-backend-id]');
      // Of the tags a card shows six, two beside each other; rows have none.
      const part = scene === 'odd-cards' ? page.locator('.sy-tags').first() : backends.first();
      expect((await part.boundingBox())?.height, `${scene}, ${width} px`).toBeLessThan(130);
      await expect(backends.last()).toContainText('photo');
    }
});

test('a button is as high on a phone as in a wide window, and higher where its text has two lines', {
  tag: '@browser',
}, async ({ page }) => {
  await openGallery(page);
  await speak(page, 'pseudo');
  for (const view of [dialogViews['add-form'], pageViews.rows, pageViews.empty]) {
    if (view === undefined) throw new Error('The gallery has no such view.');
    await page.setViewportSize({ width: 1400, height: 844 });
    await showScene(page, view.scene);
    await view.open?.(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const buttons = page.locator('.mantine-Button-root:visible');
    await expect(buttons).not.toHaveCount(0);
    const tooLow = await buttons.evaluateAll((all) =>
      all.flatMap((button) => {
        const { top, bottom, height } = button.getBoundingClientRect();
        const measure = document.createElement('div');
        measure.style.cssText = 'position: absolute; height: var(--button-height)';
        button.append(measure);
        const least = measure.offsetHeight;
        measure.remove();
        const text = button.querySelector('.mantine-Button-label')?.firstChild;
        const range = document.createRange();
        // Where there is only the icon, the text is for screen readers alone.
        if (text?.nodeType === Node.TEXT_NODE) range.selectNode(text);
        const inner = range.getBoundingClientRect();
        const hasRoom = inner.height === 0 || (inner.top - top >= 2 && bottom - inner.bottom >= 2);
        return hasRoom && least > 0 && height >= least
          ? []
          : [`${button.textContent}: ${height} px of ${least}`];
      }),
    );
    expect(tooLow).toEqual([]);
  }
});

test('an address is whole where there is room for it, whatever is said of it', { tag: '@browser' }, async ({
  page,
}) => {
  await page.setViewportSize({ width: 1400, height: 900 });
  await openGallery(page);
  await speak(page, 'pseudo');
  await showScene(page, 'few');
  const address = page.locator('.sy-address:has(.sy-address-note) .sy-clip').first();
  await expect(address).toBeVisible();
  expect(await address.evaluate((it) => it.scrollWidth - it.clientWidth)).toBeLessThanOrEqual(0);
});

/** The perceived lightness of a colour, from 0 to 1. */
const lightness = (page: Page, colour: string) =>
  page.evaluate((name) => {
    const context = document.createElement('canvas').getContext('2d');
    if (context === null) throw new Error('The browser draws nothing.');
    context.fillStyle = name;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return (0.3 * red + 0.59 * green + 0.11 * blue) / 255;
  }, colour);

test('a tooltip is dark in the dark scheme, is in a landmark, and can be read', { tag: '@browser' }, async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await openGallery(page);
  await showScene(page, 'few');
  await page.getByRole('button', { name: 'Copy address' }).first().hover();
  const tooltip = page.locator('main').getByRole('tooltip');
  await expect(tooltip).toBeVisible();
  const { ground, ink } = await tooltip.evaluate((element) => {
    const { backgroundColor, color } = getComputedStyle(element);
    return { ground: backgroundColor, ink: color };
  });
  expect(await lightness(page, ground)).toBeLessThan(0.3);
  expect(await lightness(page, ink)).toBeGreaterThan(0.7);
});

test('in forced colours, which take every ground away, bars and the dots that name their parts are still seen', {
  tag: '@browser',
}, async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openGallery(page);
  for (const [scene, part] of [
    ['two-gpus', '.sy-memory-bar'],
    ['two-gpus', '.sy-memory-part'],
    ['two-gpus', '.sy-lamp'],
    ['two-gpus', '.sy-swatch'],
    ['states', '.mantine-Progress-root'],
    ['states', '.mantine-Progress-section'],
  ] as const) {
    await showScene(page, scene);
    await page.locator(part).first().waitFor();
    // A part that has the colour of the page, and no edge, is none to the eye.
    const unseen = await page.locator(part).evaluateAll((parts) => {
      const canvas = document.body.appendChild(document.createElement('p'));
      canvas.style.background = 'Canvas';
      const ground = getComputedStyle(canvas).backgroundColor;
      canvas.remove();
      return parts.filter((one) => {
        const { backgroundColor, boxShadow } = getComputedStyle(one);
        return backgroundColor === ground && boxShadow === 'none';
      }).length;
    });
    expect(unseen, part).toBe(0);
  }
});

test('that the connection is lost stays in view however far the list is scrolled', {
  tag: '@browser',
}, async ({ page }) => {
  await page.setViewportSize({ width: 1180, height: 500 });
  await openGallery(page);
  await showScene(page, 'lost');
  await page.mouse.wheel(0, 5000);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
  await expect(
    page.getByRole('banner').getByRole('status').or(page.getByRole('banner').getByRole('alert')).first(),
  ).toBeInViewport({ ratio: 1 });
});

test('arrow keys lead to the card beside, below and above, as they stand', { tag: '@browser' }, async ({
  page,
}) => {
  await openGallery(page);
  await showScene(page, 'states');
  const place = () =>
    page.evaluate(() => {
      const card = document.activeElement?.closest('[data-backend-id]');
      const { left = -1, top = -1 } = card?.getBoundingClientRect() ?? {};
      return { card: card?.getAttribute('data-backend-id'), left, top: top + window.scrollY };
    });
  await page.getByRole('article').first().focus();
  const first = await place();
  await page.keyboard.press('ArrowRight');
  const beside = await place();
  expect(beside.left).toBeGreaterThan(first.left);
  await page.keyboard.press('ArrowDown');
  const below = await place();
  expect(below.top).toBeGreaterThan(beside.top);
  expect(below.left).toBe(beside.left);
  await page.keyboard.press('ArrowUp');
  expect((await place()).card).toBe(beside.card);
  await page.keyboard.press('ArrowLeft');
  expect((await place()).card).toBe(first.card);
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a long press on a backend opens its menu, and a touch elsewhere closes it', {
    tag: '@browser',
  }, async ({ page }) => {
    await openGallery(page);
    await showScene(page, 'rows');
    const box = await page.locator('[data-backend-id]').nth(2).boundingBox();
    if (box === null) throw new Error('A row is on the page.');
    const touch = await page.context().newCDPSession(page);
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(menu).toBeVisible();
    const outside = { x: 4, y: (await menu.boundingBox())?.y ?? 0 };
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [outside] });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(menu).toHaveCount(0);
  });
});
