/** What a person without a mouse, without sight or with other colours needs, as far as only a real browser shows it. */
import type { Locator, Page } from '@playwright/test';
import { findViolations } from '../../pages/axe.ts';
import { expect, test } from '../fixtures.ts';

const focusedName = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
  );

/** The colours and the edge by which a part is seen. */
const looksOf = (part: Locator) =>
  part.evaluate((element) => {
    const { backgroundColor, color, borderColor } = getComputedStyle(element);
    return { backgroundColor, color, borderColor };
  });

test('the menu of a card fits every window and is used by keyboard alone; forced colours hide nothing', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  for (const title of ['Ada', 'Ben', 'Cleo', 'Dan']) {
    const { id } = (await host.call('AddNewBackend', { type_id: 'fake', title })) as { id: number };
    await host.call('ToggleBackend', { backend_id: id, enabled: false });
    // The items of its menu are others while it stops.
    await panel.card(id).waitForStatus('disabled');
  }
  for (const [width, height] of [
    [1280, 720],
    [390, 740],
    [390, 420],
  ] as const) {
    await page.setViewportSize({ width, height });
    await panel.card(3).button('More actions').focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu');
    await expect(menu).toBeVisible();
    await expect.poll(() => menu.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    const items = menu.getByRole('menuitem').and(page.locator(':enabled'));
    const count = await items.count();
    for (let index = 0; index < count; index++) {
      // The first has the focus at once.
      if (index > 0) await page.keyboard.press('ArrowDown');
      await expect(items.nth(index)).toBeFocused();
      const box = await items.nth(index).boundingBox();
      expect(box && box.y >= 0 && box.y + box.height <= height).toBe(true);
    }
    expect(await focusedName(page)).toBe('Delete');
    await page.keyboard.press('Escape');
    await expect(panel.card(3).button('More actions')).toBeFocused();
  }

  // Nothing that is pressed is too small to hit (WCAG 2.5.8).
  const small = await page.locator('button, a[href], [role="radio"], summary').evaluateAll((targets) =>
    targets
      .map((target) => ({ box: target.getBoundingClientRect(), html: target.outerHTML.slice(0, 160) }))
      .filter(
        ({ box, html }) =>
          !html.includes('sy-skip-link') && box.width > 0 && Math.min(box.width, box.height) < 24,
      )
      .map(({ box, html }) => `${box.width} x ${box.height}: ${html}`),
  );
  expect(small).toEqual([]);

  // The same items at the pointer, and with the key for context menus.
  await panel.card(1).root.click({ button: 'right', position: { x: 80, y: 12 } });
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel.card(1).root).toBeFocused();

  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ contrast: 'more' });
  expect(await findViolations(page)).toEqual([]);
  await page.emulateMedia({ contrast: null, forcedColors: 'active' });
  expect(await findViolations(page)).toEqual([]);
  const position = (id: number, name: 'Off' | 'On') => looksOf(panel.card(id).position(name));
  expect(await position(0, 'Off')).not.toEqual(await position(0, 'On'));
  await host.call('ToggleBackend', { backend_id: 1, enabled: true });
  await panel.card(1).waitForStatus('running');
  expect(await looksOf(panel.card(0).button('Restart'))).not.toEqual(
    await looksOf(panel.card(1).button('Restart')),
  );
  await panel.card(0).button('Settings').click();
  await expect(panel.settings.field('Title')).toBeVisible();
  const save = panel.settings.button('Save');
  const disabled = await looksOf(save);
  await panel.settings.fill('Title', 'Ada 2');
  await expect.poll(() => looksOf(save)).not.toEqual(disabled);
  expect(await findViolations(page)).toEqual([]);
  await panel.settings.button('Cancel').click();
  await panel.dialog.getByRole('button', { name: 'Discard changes' }).click();
  await panel.button('Add backend').click();
  const advanced = panel.dialog.getByRole('switch', { name: 'Show advanced types' });
  const track = advanced.locator('+ .mantine-Switch-track');
  const off = await looksOf(track);
  await advanced.press('Space');
  await expect.poll(() => looksOf(track)).not.toEqual(off);
});

test('by keyboard alone: from the first Tab to a restart, a log, a new name, a deletion that is undone, and a command', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  for (const title of ['Ada', 'Ben', 'Cleo']) await host.call('AddNewBackend', { type_id: 'fake', title });
  for (const id of [0, 1, 2]) await panel.card(id).waitForStatus('running');
  // What has happened until then is not announced.
  await page.reload();
  await panel.card(2).waitForStatus('running');
  let presses = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    presses += keys.length;
  };

  await press('Tab', 'Enter');
  await expect(panel.card(0).root).toBeFocused();
  await press('j');
  await expect(panel.card(1).root).toBeFocused();
  const pid = await panel.card(1).pid();
  await press('r');
  await panel.card(1).waitForRestart(pid);
  await expect(page.getByTestId('announcement')).toHaveText('Ben is ready.');
  await expect(panel.card(1).root).toBeFocused();

  await press('l');
  await expect(panel.log.lines).toContainText('Ready after');
  expect(new URL(page.url()).hash).toBe('#/backend/1/log');
  await press('Escape');
  await expect(panel.card(1).root).toBeFocused();

  await press('F2');
  await page.keyboard.type('Bea');
  await press('Enter');
  await expect(panel.card(1).root).toHaveAccessibleName('Backend 1: Bea');
  await expect(panel.card(1).root).toBeFocused();

  await press('Delete');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await press('Enter');
  await expect(panel.card(1).root).toBeVisible();

  await press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
  expect(await findViolations(page)).toEqual([]);
  await page.keyboard.type('cleo off');
  await expect(page.getByRole('option').first()).toContainText('Switch offCleo #2');
  await press('Enter');
  await panel.card(2).waitForStatus('disabled');
  expect(presses).toBe(12);

  // The filter is in the address, so a reload has it, and Back takes it back.
  await press('/');
  await page.keyboard.type('status:off');
  await expect(panel.cards).toHaveCount(1);
  await page.reload();
  await expect(panel.cards).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Filter backends' })).toHaveValue('status:off');
  await page.goBack();
  await expect(panel.cards).toHaveCount(3);
});
