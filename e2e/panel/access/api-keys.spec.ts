/** API keys in the panel: made, used to sign in, and revoked. */
import { findViolationsIn } from '../../pages/axe.ts';
import { PanelPage } from '../../pages/panel-page.ts';
import { expect, test } from '../fixtures.ts';

test('a key to view signs in a browser that sees everything and is offered nothing else, until it is revoked', {
  tag: '@browser',
}, async ({ browser, host, panel }) => {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await panel.card(0).waitForStatus('running');
  await panel.openPreferences();
  await panel.button('Add API key…').click();
  const dialog = panel.page.getByRole('dialog', { name: 'Add API key' });
  await dialog.getByRole('button', { name: 'Add API key' }).click();
  await expect(dialog.getByText('Enter a name.')).toBeVisible();
  await dialog.getByLabel('Name').fill('Screen in the hall');
  await dialog.getByRole('button', { name: 'Add API key' }).click();
  const shown = panel.page.getByRole('dialog', { name: 'New API key' });
  const key = (await shown.locator('code').textContent()) ?? '';
  expect(key).toMatch(/^swy_/);
  await shown.getByRole('button', { name: 'Done' }).click();
  const keys = panel.page.getByRole('region', { name: 'API keys' });
  await expect(keys).toContainText('Screen in the hall');
  await expect(keys).toContainText('View · never used');

  const context = await browser.newContext();
  const screen = new PanelPage(await context.newPage());
  await screen.page.goto(new URL(panel.page.url()).origin);
  await screen.page.getByLabel('Or paste the token or an API key').fill(key);
  await screen.button('Sign in').click();
  await screen.card(0).waitForStatus('running');
  for (const name of [
    'Add backend',
    'Restart all…',
    'Preferences…',
    'Restart',
    'Settings',
    'Free VRAM',
    'Move',
  ])
    await expect(screen.button(name)).toHaveCount(0);
  await expect(screen.page.getByRole('switch')).toHaveCount(0);
  await screen.button('More actions').click();
  await expect(screen.page.getByRole('menuitem')).toHaveText([
    'Open log',
    'Activity…',
    'Diagnostic report…',
    'Usage…',
    'Copy address',
    'Show command line',
  ]);
  await screen.page.getByRole('menuitem', { name: 'Open log' }).click();
  await expect(screen.dialog).toContainText('Started as PID');
  await screen.page.keyboard.press('Escape');
  // A change that another person makes is seen.
  await host.call('EditBackend', { backend_id: 0, title: 'Flux dev', settings: {} });
  await expect(screen.page.getByRole('article', { name: 'Backend 0: Flux dev' })).toBeVisible();

  await keys.getByRole('button', { name: 'Revoke Screen in the hall…' }).click();
  await keys.getByRole('button', { name: 'Revoke Screen in the hall now' }).click();
  await expect(keys).not.toContainText('Screen in the hall');
  await expect(screen.page.getByLabel('Or paste the token or an API key')).toBeVisible();
  await screen.page.getByLabel('Or paste the token or an API key').fill(key);
  await screen.button('Sign in').click();
  await expect(screen.page.getByText('This is neither the token nor an API key')).toBeVisible();
  await context.close();
});

test('a key to use models is limited to a backend and a rate with the keyboard alone, and signs nobody in', {
  tag: '@browser',
}, async ({ browser, host, panel }) => {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Flux' });
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Qwen' });
  await panel.card(1).waitForStatus('running');
  await panel.openPreferences();
  await panel.button('Add API key…').focus();
  const { keyboard } = panel.page;
  await keyboard.press('Enter');
  const dialog = panel.page.getByRole('dialog', { name: 'Add API key' });
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await keyboard.type('Open WebUI');
  await keyboard.press('Tab');
  await expect(dialog.getByRole('radio', { name: 'View' })).toBeFocused();
  await keyboard.press('ArrowUp');
  await expect(dialog.getByRole('radio', { name: 'Use models' })).toBeChecked();
  await keyboard.press('Tab');
  await expect(dialog.getByRole('checkbox', { name: 'All backends' })).toBeFocused();
  await keyboard.press('Space');
  await keyboard.press('Enter');
  await expect(dialog.getByText('Choose at least one.')).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.press('Space');
  await expect(dialog.getByRole('checkbox', { name: 'Qwen' })).toBeChecked();
  await keyboard.press('Tab');
  await keyboard.type('0');
  await keyboard.press('Enter');
  await expect(dialog.getByText('Enter a whole number from 1 to 100000, or leave it empty.')).toBeVisible();
  await keyboard.press('Backspace');
  await keyboard.type('30');
  expect(await findViolationsIn(panel.page, ['light', 'dark'])).toEqual([]);
  await keyboard.press('Enter');
  const shown = panel.page.getByRole('dialog', { name: 'New API key' });
  const key = (await shown.locator('code').textContent()) ?? '';
  await expect(shown.getByRole('button', { name: 'Done' })).toBeFocused();
  await keyboard.press('Enter');
  const keys = panel.page.getByRole('region', { name: 'API keys' });
  await expect(keys).toContainText('Use models: Qwen · 30 requests per minute · never used');

  const context = await browser.newContext();
  const other = new PanelPage(await context.newPage());
  await other.page.goto(new URL(panel.page.url()).origin);
  await other.page.getByLabel('Or paste the token or an API key').fill(key);
  await other.button('Sign in').click();
  await expect(other.page.getByText('This API key can only use models.')).toBeVisible();
  await context.close();
});
