import type { Page } from '@playwright/test';
import { findViolationsIn } from '../../pages/axe.ts';
import { expect, onBothHosts, test } from '../fixtures.ts';

/** The ids of the cards from first to last. */
const shownOrder = (page: Page) =>
  page
    .getByRole('article')
    .evaluateAll((cards) => cards.map((card) => Number(card.getAttribute('data-backend-id'))));

test(
  'cards are moved by keyboard, by menu and by dragging, and a reloaded page has the same order',
  onBothHosts,
  async ({ panel, host }) => {
    const { page } = panel;
    for (const title of ['Ada', 'Ben', 'Cleo', 'Dan']) {
      const { id } = (await host.call('AddNewBackend', { type_id: 'fake', title })) as { id: number };
      await host.call('ToggleBackend', { backend_id: id, enabled: false });
    }
    await expect(panel.cards).toHaveCount(4);

    const handle = panel.card(0).button('Move');
    await handle.focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Alt+ArrowDown');
    await expect.poll(() => shownOrder(page)).toEqual([1, 2, 0, 3]);
    await expect(page.getByTestId('announcement')).toHaveText('Ada: place 3 of 4.');
    await expect(handle).toBeFocused();

    await panel.card(3).chooseFromMenu('Move to top');
    await expect.poll(() => shownOrder(page)).toEqual([3, 1, 2, 0]);

    const from = await panel.card(0).button('Move').boundingBox();
    const onto = await panel.card(1).root.boundingBox();
    if (!from || !onto) throw new Error('A card is not on the page.');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(onto.x + 40, onto.y + 60, { steps: 8 });
    await expect(panel.card(1).root).toHaveAttribute('data-drop', 'before');
    await page.mouse.up();
    await expect.poll(() => shownOrder(page)).toEqual([3, 0, 1, 2]);

    await expect
      .poll(async () => {
        const list = (await host.call('ListBackends', { full_data: true })) as Record<
          string,
          { id: number; position?: number }
        >;
        return Object.values(list)
          .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
          .map(({ id }) => id);
      })
      .toEqual([3, 0, 1, 2]);
    await page.reload();
    await expect.poll(() => shownOrder(page)).toEqual([3, 0, 1, 2]);
  },
);

test('backends are tagged, filtered and grouped, without violations of axe, light and dark', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  const check = async () => expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);
  for (const [title, gpu] of [
    ['Ada', '0'],
    ['Ben', '1'],
    ['Cleo', '0'],
  ])
    await host.call('AddNewBackend', { type_id: 'fake', title, settings: { GPU_ID: gpu } });
  for (const id of [0, 1, 2]) await panel.card(id).waitForStatus('running');

  await panel.card(2).chooseFromMenu('Tags…');
  await check();
  await panel.dialog.getByRole('combobox', { name: 'Tags' }).fill('image');
  await page.keyboard.press('Enter');
  await panel.dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await panel.card(2).button('#image').click();
  await expect.poll(() => shownOrder(page)).toEqual([2]);
  await expect(page.getByRole('combobox', { name: 'Filter backends' })).toHaveValue('#image');
  await panel.button('Show all').click();

  await panel.button('Group by').click();
  await page.getByRole('menuitemradio', { name: 'GPU', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['GPU 0 2', 'GPU 1 1']);
  expect(await shownOrder(page)).toEqual([0, 2, 1]);
  await check();
  await page.reload();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(['GPU 0 2', 'GPU 1 1']);
});
