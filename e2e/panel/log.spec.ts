import { expect, onBothHosts, test } from './fixtures.ts';

test(
  'the log is followed as it grows, searched, and outlives the worker',
  onBothHosts,
  async ({ panel, host }) => {
    await host.call('AddNewBackend', {
      type_id: 'fake',
      settings: { Flags: '--stderr "needle in the hay" --flood 2000 --flood-lines 400' },
    });
    const card = panel.card(0);
    await card.reaches('running');
    await card.choose('Open log');
    await expect(panel.log.lines).toContainText('Ready after');
    await panel.log.search.fill('needle');
    await expect(panel.log.root).toContainText('1 found');
    await expect(panel.log.lines.locator('mark')).toContainText('needle');
    await panel.page.keyboard.press('Escape');
    await panel.page.keyboard.press('Escape');
    await card.switchOnOrOff();
    await card.reaches('disabled');
    await card.choose('Open log');
    await panel.log.search.fill('needle');
    await expect(panel.log.root).toContainText('1 found');
  },
);

test('what a worker prints is shown as text, never as a page', async ({ panel, host }) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--stderr "<img src=x onerror=document.title=1>"' },
  });
  await panel.card(0).reaches('running');
  await panel.card(0).choose('Open log');
  await expect(panel.log.lines).toContainText('<img src=x onerror=document.title=1>');
  expect(await panel.page.title()).not.toBe('1');
});
