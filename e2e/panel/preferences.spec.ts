import { readFile } from 'node:fs/promises';
import { expect, onBothHosts, test } from './fixtures.ts';

const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

test('a preference is changed, stored and shown again', onBothHosts, async ({ panel, host }) => {
  const form = await panel.openPreferences();
  await form.fill('Log kept for', '30');
  await expect(form.root).toContainText('Changes apply as soon as you save.');
  await form.save();
  expect(await host.call('GetPreferences')).toMatchObject({ values: { LogDays: 30 } });
  const again = await panel.openPreferences();
  await expect(again.field('Log kept for')).toHaveValue('30');
});

test('an invalid preference shows its error while typing, and is not saved', async ({ panel, host }) => {
  const form = await panel.openPreferences();
  await form.fill('Log kept per backend', '0');
  await expect(form.root).toContainText('Log kept per backend must be a whole number from 1 to 2000.');
  await form.button('Save').click();
  await expect(form.root).toBeVisible();
  expect(await host.call('GetPreferences')).toMatchObject({ values: { LogMegabytes: 20 } });
});

test('a preference that is changed elsewhere is not overwritten by an unsaved form', async ({
  panel,
  host,
}) => {
  const form = await panel.openPreferences();
  await form.fill('Log kept for', '30');
  await host.call('EditPreferences', { settings: { LogDays: 7 } });
  await expect(form.root).toContainText('Changed elsewhere.');
  await form.button('Load new values').click();
  await expect(form.field('Log kept for')).toHaveValue('7');
});

test('unsaved preferences are discarded only after a question', async ({ panel }) => {
  const form = await panel.openPreferences();
  await form.fill('Log kept for', '30');
  await panel.page.keyboard.press('Escape');
  await panel.button('Keep editing').click();
  await expect(form.field('Log kept for')).toHaveValue('30');
  await form.button('Cancel').click();
  await panel.button('Discard changes').click();
  await expect(panel.page.getByRole('dialog')).toHaveCount(0);
});

test('an Escape right after the last keystroke asks too', async ({ panel }) => {
  const form = await panel.openPreferences();
  await form.field('Log kept for').evaluate(async (input: HTMLInputElement) => {
    // As a keyboard does: the text is set first, and then the event is sent.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, '30');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    // Between two events of a keyboard the handlers of the first one finish.
    await Promise.resolve();
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  });
  await expect(panel.page.getByRole('dialog', { name: 'Discard your changes?' })).toBeVisible();
});

test('settings are locked and unlocked in Preferences, for all callers', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  const card = panel.card(0);
  await card.waitForStatus('running');
  const form = await panel.openPreferences();
  await form.clickSwitch('Lock settings');
  await form.save();
  await expect(panel.page.getByText('Settings are locked.')).toBeVisible();
  await expect(card.toggle).toBeDisabled();
  expect(await host.call('AddNewBackend', { type_id: 'fake' })).toMatchObject({
    error: 'Settings are locked.',
  });

  await panel.button('Unlock…').click();
  await expect(panel.settings.field('Log kept for')).toBeDisabled();
  await panel.settings.clickSwitch('Lock settings');
  await panel.settings.save();
  await expect(card.toggle).toBeEnabled();
  expect(await host.call('GetPreferences')).toMatchObject({ values: { LockSettings: false } });
});

test('About shows the version, the data directory and the licences', onBothHosts, async ({ panel, host }) => {
  await panel.chooseFromMoreMenu('About Switchyard');
  await expect(panel.dialog).toContainText(version);
  await expect(panel.dialog).toContainText(host.dataDir);
  await panel.dialog.getByRole('button', { name: 'Third-party licences' }).click();
  const licences = panel.dialog.getByRole('region', { name: 'Third-party licences' });
  await expect(licences).toContainText('Permission is hereby granted, free of charge');
  await expect(licences).toContainText('fastify');
  await expect(licences).toBeFocused();
});

test(
  'an address leads to a backend, after a question about unsaved changes',
  onBothHosts,
  async ({ panel, host }) => {
    await host.call('AddNewBackend', { type_id: 'fake', title: 'First' });
    await panel.card(0).waitForStatus('running');
    const goTo = (hash: string) => panel.page.evaluate((to) => window.location.assign(to), hash);
    await goTo('#/backend/0/log');
    await expect(panel.page.getByRole('dialog', { name: 'Log of First' })).toBeVisible();
    // It stays in the address while it is shown.
    expect(await panel.page.evaluate(() => window.location.hash)).toBe('#/backend/0/log');
    await goTo('#/backend/0/edit');
    await panel.settings.fill('Title', 'Half typed');
    await goTo('#/backend/0');
    await panel.button('Discard changes').click();
    await expect(panel.page.getByRole('dialog')).toHaveCount(0);
    await expect(panel.card(0).root).toBeFocused();
    await expect.poll(() => panel.page.evaluate(() => window.location.hash)).toBe('');
    await goTo('#/backend/7');
    await expect(panel.page.getByText('Backend 7 no longer exists.')).toBeVisible();
  },
);
