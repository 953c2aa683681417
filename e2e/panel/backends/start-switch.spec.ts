/** The switch with three positions on the card of a backend that is started here. */
import { findViolationsIn } from '../../pages/axe.ts';
import { expect, onBothHosts, test } from '../fixtures.ts';

test(
  'the keyboard alone switches a backend from on to on demand, off and on demand again, where it sleeps',
  onBothHosts,
  async ({ panel, host }) => {
    const { page } = panel;
    await host.call('AddNewBackend', { type_id: 'fake', title: 'Ada' });
    const card = panel.card(0);
    await card.waitForStatus('running');
    await expect(card.position('On')).toBeChecked();

    // One stop of the Tab key for the whole switch.
    await card.button('Move').focus();
    await page.keyboard.press('Tab');
    await expect(card.position('On')).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(card.button('More actions')).toBeFocused();
    await page.keyboard.press('Shift+Tab');

    await page.keyboard.press('ArrowLeft');
    await expect(card.position('On demand')).toBeFocused();
    await expect(card.position('On'), 'the arrow keys choose nothing').toBeChecked();
    await page.keyboard.press('Space');
    await expect(card.position('On demand')).toBeChecked();
    await expect(card.root, 'what runs goes on').toHaveAttribute('data-phase', 'running');

    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await card.waitForStatus('disabled');
    await expect(card.position('Off')).toBeChecked();
    await expect(card.position('Off')).toBeFocused();

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await expect(card.position('On demand')).toBeChecked();
    await expect(card.root).toContainText('Starts on demand');
    expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await card.waitForStatus('running');
  },
);

test('the position is seen at 390 px, each is large enough for a finger, and forced colours keep it', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  await page.setViewportSize({ width: 390, height: 844 });
  await host.call('AddNewBackend', { type_id: 'fake', title: 'A model with quite a long name of its own' });
  const card = panel.card(0);
  await card.waitForStatus('running');
  for (const name of ['Off', 'On demand', 'On'] as const) {
    const box = await card.position(name).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.emulateMedia({ forcedColors: 'active' });
  const backgroundOf = (name: 'Off' | 'On') =>
    card.position(name).evaluate((button) => getComputedStyle(button).backgroundColor);
  expect(await backgroundOf('On')).not.toBe(await backgroundOf('Off'));
});
