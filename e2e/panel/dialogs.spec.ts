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

test('a dialog whose code cannot be loaded says so, and opens once it can be', async ({ panel }) => {
  const { page } = panel;
  const code = '**/assets/open-dialog-*.js';
  await expect(page.getByText('No backends yet')).toBeVisible();
  await page.route(code, (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Preferences' }).click();
  await expect(page.getByRole('alert')).toContainText('Switchyard does not answer, or it was updated');
  await page.unroute(code);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('dialog', { name: 'Preferences' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Preferences' })).toBeFocused();
});

test('the first view comes without the code of the dialogs, which follows by itself', async ({ panel }) => {
  const { page } = panel;
  await expect(page.getByText('No backends yet')).toBeVisible();
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/assets/open-dialog-*.js', async (route) => {
    await held;
    await route.continue();
  });
  const asked = page.waitForRequest(/open-dialog-.*\.js/);
  // The page counts as loaded only with all that it has asked for.
  await page.reload({ waitUntil: 'commit' });
  await expect(page.getByText('No backends yet')).toBeVisible();
  await asked;
  letGo();
  await page.getByRole('button', { name: 'Preferences' }).click();
  await expect(page.getByRole('dialog', { name: 'Preferences' })).toBeVisible();
});

test('the header is seen before the program of the panel is there, and a program that cannot be loaded is said in words', async ({
  panel,
}) => {
  const { page } = panel;
  await expect(page.getByText('No backends yet')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'dark' });
  const code = '**/assets/start-panel-*.js';
  await page.route(code, (route) => route.abort());
  await page.reload();
  await expect(page.getByText('Switchyard', { exact: true })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveText('The panel could not be loaded. Reload the page.');
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(18, 21, 25)');
  await page.unroute(code);
  await page.reload();
  await expect(page.getByText('No backends yet')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});
