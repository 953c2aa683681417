import { expect, onBothHosts, test } from './fixtures.ts';

test('the switch on a card stops the worker and starts it again', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  const card = panel.card(0);
  await card.reaches('running');
  const pid = await card.pid();
  await card.switchOnOrOff();
  await card.reaches('disabled');
  await expect(card.root).toContainText('Switched off');
  expect(() => process.kill(pid, 0)).toThrow();
  await card.switchOnOrOff();
  await card.reaches('running');
});

test(
  'a worker that was killed shows at once what happened, and comes back by itself',
  onBothHosts,
  async ({ panel, host }) => {
    await host.call('AddNewBackend', { type_id: 'fake' });
    const card = panel.card(0);
    await card.reaches('running');
    const pid = await card.pid();
    process.kill(pid, 'SIGKILL');
    await card.runsAnew(pid);
    await expect(card.root).toContainText('restarted 1 time');
  },
);

test('five failures in a row end in words, the last lines, and a way out', async ({ panel, host }) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--stderr "No such GPU" --exit-before-ready 3' },
  });
  const card = panel.card(0);
  await card.reaches('errored');
  await expect(card.root).toContainText('5 times in a row');
  await expect(card.root).toContainText('exit code 3');
  await expect(card.root.getByRole('region', { name: 'Last lines of the log' })).toContainText('No such GPU');
  await card.button('Open settings').click();
  await panel.settings.fill('Flags', '');
  await panel.settings.save();
  await card.reaches('running');
});

test('while it waits for its next try, one can start it at once or stop trying', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--exit-before-ready 1' } });
  const card = panel.card(0);
  await card.button('Stop trying').click();
  await card.reaches('disabled');
});

test('a stop counts down to the forced end, and keeps to it', async ({ panel, host }) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--ignore-term --grandchildren 2 --grandchildren-ignore-term', StopSeconds: 3 },
  });
  const card = panel.card(0);
  await card.reaches('running');
  await card.switchOnOrOff();
  await expect(card.root).toContainText(/Stopping… forced end in \d s/);
  await card.reaches('disabled');
});

test('restart all restarts what runs, and free memory of all says what came of it', async ({
  panel,
  host,
}) => {
  for (let count = 0; count < 2; count++) await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).reaches('running');
  await panel.card(1).reaches('running');
  const cards = [panel.card(0), panel.card(1)];
  const before = await Promise.all(cards.map(async (card) => ({ card, pid: await card.pid() })));
  await panel.button('Restart all').click();
  for (const { card, pid } of before) await card.runsAnew(pid);
  await panel.button('Free memory of all').click();
  await panel.page.getByRole('menuitem').first().click();
  await expect(panel.page.getByText(/of 2 backends|from 2 of 2/).first()).toBeVisible();
});

test('a deleted backend comes back under its number with its settings', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Precious', settings: { Count: 7 } });
  const card = panel.card(0);
  await card.reaches('running');
  await card.choose('Delete');
  await expect(panel.cards).toHaveCount(0);
  await panel.button('Undo').click();
  await card.reaches('running');
  expect(await host.call('ListBackends')).toMatchObject({ 0: { title: 'Precious', settings: { Count: 7 } } });
});
