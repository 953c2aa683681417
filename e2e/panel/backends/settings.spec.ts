import { expect, onBothHosts, test } from '../fixtures.ts';

test('a field of every kind is generated from the metadata, filled in and saved', async ({ panel, host }) => {
  const form = await panel.chooseType('Fake engine', { advanced: true });
  await form.fill('Title', 'All kinds');
  await form.fill('Flags', '--load-ms 1');
  await form.fill('Count', '3');
  await form.fill('Ratio', '0.25');
  await form.field('Mode').selectOption({ label: 'Fast' });
  await form.button('Add an entry to Names').click();
  await form.fill('Names, entry 1', 'first');
  await form.fill('API key', 'sesame');
  await form.fill('Folder', '/tmp');
  await form.fill('Environment', 'A=1\nB=2');
  await form.fill('Notes', 'one\ntwo');
  await form.fill('GPUs', '0');
  await form.add();
  await panel.card(0).waitForStatus('running');
  expect(await host.call('ListBackends')).toMatchObject({
    0: {
      title: 'All kinds',
      max_usages: 3,
      settings: {
        Flags: '--load-ms 1',
        Count: 3,
        Ratio: 0.25,
        Mode: 'fast',
        Names: ['first'],
        ApiKey: '\t<secret>',
        Folder: '/tmp',
        Environment: 'A=1\nB=2',
        Notes: 'one\ntwo',
        GPU_ID: '0',
      },
    },
  });
});

test('an invalid value shows its error while typing, and is not saved', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Settings');
  const form = panel.settings;
  await form.fill('Count', '99');
  await expect(form.root).toContainText('a whole number from 1 to 10');
  await form.button('Save').click();
  await expect(form.root).toBeVisible();
  expect(await host.call('ListBackends')).toMatchObject({ 0: { modcount: 0, settings: { Count: 1 } } });
});

test('a title is saved without a restart; a setting that needs one says so first', async ({
  panel,
  host,
}) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  const card = panel.card(0);
  await card.waitForStatus('running');
  const pid = await card.pid();
  await card.chooseFromMenu('Settings');
  await panel.settings.fill('Title', 'Renamed');
  await expect(panel.settings.root).toContainText('Changes apply without a restart.');
  await panel.settings.save();
  await expect(panel.page.getByRole('article', { name: 'Backend 0: Renamed' })).toBeVisible();
  expect(await card.pid()).toBe(pid);

  await card.chooseFromMenu('Settings');
  await panel.settings.fill('Count', '2');
  await expect(panel.settings.root).toContainText('Saving restarts this backend.');
  await panel.settings.save();
  await card.waitForRestart(pid);
});

test('unsaved changes are discarded only after a question', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Settings');
  await panel.settings.fill('Title', 'Half typed');
  await panel.settings.button('Cancel').click();
  await expect(panel.page.getByRole('dialog', { name: 'Discard your changes?' })).toBeVisible();
  await panel.button('Keep editing').click();
  await expect(panel.settings.field('Title')).toHaveValue('Half typed');
  await panel.page.keyboard.press('Escape');
  await panel.button('Discard changes').click();
  await expect(panel.page.getByRole('dialog')).toHaveCount(0);
});

test('a change made elsewhere does not overwrite what is being typed', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Settings');
  await panel.settings.fill('Notes', 'mine');
  await host.call('EditBackend', { backend_id: 0, settings: { Notes: 'theirs' } });
  await expect(panel.settings.root).toContainText('Changed elsewhere.');
  await expect(panel.settings.field('Notes')).toHaveValue('mine');
  await panel.settings.button('Load new values').click();
  await expect(panel.settings.field('Notes')).toHaveValue('theirs');
});

test(
  'a stored secret is never shown, and stays when the form is saved',
  onBothHosts,
  async ({ panel, host }) => {
    await host.call('AddNewBackend', { type_id: 'fake', settings: { ApiKey: 'open sesame' } });
    const card = panel.card(0);
    await card.waitForStatus('running');
    await card.chooseFromMenu('Settings');
    const pid = await card.pid();
    await expect(panel.settings.root).toContainText('A value is stored');
    expect(await panel.page.content()).not.toContain('open sesame');
    await panel.settings.fill('Count', '4');
    await panel.settings.save();
    await card.waitForRestart(pid);
    await expect(card.root).toContainText('4');
    const environment = (await (await fetch(`${await card.address()}/env`)).json()) as Record<string, string>;
    expect(environment.FAKE_API_KEY).toBe('open sesame');
  },
);

test('a wrong path shows a warning before it is saved, and can be browsed for', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Settings');
  await panel.settings.fill('Folder', '/there/is/no/such/folder');
  await expect(panel.settings.root).toContainText('There is no folder at this path.');
  await panel.settings.fill('Folder', '/');
  await panel.settings.button('Browse for Folder').click();
  await expect(panel.dialog.getByRole('list', { name: 'Folders and files' })).toContainText('tmp');
});
