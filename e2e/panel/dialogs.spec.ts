import { expect, test } from './fixtures.ts';

const scrolled = () => window.scrollY;

/** A wheel scrolls smoothly, over several frames. */
const frames = async (count: number) => {
  for (let left = count; left > 0; left--) await new Promise(requestAnimationFrame);
};

test('the page behind a dialog does not scroll until the dialog is closed', async ({ panel, host }) => {
  const { page } = panel;
  await page.setViewportSize({ width: 1000, height: 400 });
  for (const title of ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Fay']) {
    const { id } = (await host.call('AddNewBackend', { type_id: 'fake', title })) as { id: number };
    await host.call('ToggleBackend', { backend_id: id, enabled: false });
  }
  await expect(panel.cards).toHaveCount(6);
  await page.mouse.move(20, 300);
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(scrolled)).toBe(120);

  await page.getByRole('button', { name: 'Preferences' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  // Next to the dialog.
  await page.mouse.move(20, 300);
  await page.evaluate(() =>
    document.addEventListener('wheel', () => document.body.setAttribute('data-wheeled', ''), { once: true }),
  );
  await page.mouse.wheel(0, 120);
  await expect(page.locator('body')).toHaveAttribute('data-wheeled');
  await page.evaluate(frames, 30);
  expect(await page.evaluate(scrolled)).toBe(120);

  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.mouse.wheel(0, 120);
  await expect.poll(() => page.evaluate(scrolled)).toBe(240);
});
