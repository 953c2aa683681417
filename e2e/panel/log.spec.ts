import { expect, onBothHosts, test } from './fixtures.ts';

test(
  'the log shows new lines, can be searched, and remains after the worker has ended',
  onBothHosts,
  async ({ panel, host }) => {
    await host.call('AddNewBackend', {
      type_id: 'fake',
      settings: { Flags: '--stderr "needle in the hay" --flood 2000 --flood-lines 400' },
    });
    const card = panel.card(0);
    await card.waitForStatus('running');
    await card.chooseFromMenu('Open log');
    await expect(panel.log.lines).toContainText('Ready after');
    await panel.log.search.fill('needle');
    await expect(panel.log.root).toContainText('1 found');
    await expect(panel.log.lines.locator('mark')).toContainText('needle');
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('Escape');
    await card.clickToggle();
    await card.waitForStatus('disabled');
    await card.chooseFromMenu('Open log');
    await panel.log.search.fill('needle');
    await expect(panel.log.root).toContainText('1 found');
  },
);

test('the output of a worker is shown as text, never as HTML', async ({ panel, host }) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--stderr "<img src=x onerror=document.title=1>"' },
  });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Open log');
  await expect(panel.log.lines).toContainText('<img src=x onerror=document.title=1>');
  expect(await panel.page.title()).not.toBe('1');
});
