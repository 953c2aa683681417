import { isRunning } from '../../testkit/processes.ts';
import { expect, onBothHosts, test } from '../fixtures.ts';

test('the switch on a card stops the worker and starts it again', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  const card = panel.card(0);
  await card.waitForStatus('running');
  const pid = await card.pid();
  await card.clickToggle();
  await card.waitForStatus('disabled');
  await expect(card.root).toContainText('Off');
  expect(isRunning(pid)).toBe(false);
  await card.clickToggle();
  await card.waitForStatus('running');
});

test('a killed worker is restarted, and the card says so', onBothHosts, async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake' });
  const card = panel.card(0);
  await card.waitForStatus('running');
  const pid = await card.pid();
  process.kill(pid, 'SIGKILL');
  await card.waitForRestart(pid);
  await expect(card.root).toContainText('restarted 1 time');
});

test('after five failures in a row the card shows the error, the last lines and its settings', async ({
  panel,
  host,
}) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--stderr "No such GPU" --exit-before-ready 3' },
  });
  const card = panel.card(0);
  await card.waitForStatus('errored');
  await expect(card.root).toContainText('5 times in a row');
  await expect(card.root).toContainText('exit code 3');
  await expect(card.root.getByRole('region', { name: /^Log from line [\d,]+$/ })).toContainText(
    'No such GPU',
  );
  await card.button('Settings').click();
  await panel.settings.fill('Flags', '');
  await panel.settings.save();
  await card.waitForStatus('running');
});

test('a backend that waits for its next attempt can be switched off', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--exit-before-ready 1' } });
  const card = panel.card(0);
  await card.button('Stop trying').click();
  await card.waitForStatus('disabled');
});

test('a stop counts down to the forced end, which comes', async ({ panel, host }) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--ignore-term --grandchildren 2 --grandchildren-ignore-term', StopSeconds: 3 },
  });
  const card = panel.card(0);
  await card.waitForStatus('running');
  await card.clickToggle();
  await expect(card.root).toContainText(/Stopping…, forced in \d s/);
  await card.waitForStatus('disabled');
});

test('"Restart all" restarts running backends, and "Free memory" shows its result', async ({
  panel,
  host,
}) => {
  for (let count = 0; count < 2; count++) await host.call('AddNewBackend', { type_id: 'fake' });
  await panel.card(0).waitForStatus('running');
  await panel.card(1).waitForStatus('running');
  const cards = [panel.card(0), panel.card(1)];
  const before = await Promise.all(cards.map(async (card) => ({ card, pid: await card.pid() })));
  await panel.button('Restart all…').click();
  await panel.dialog.getByRole('button', { name: 'Restart 2 backends' }).click();
  for (const { card, pid } of before) await card.waitForRestart(pid);
  await panel.button('Free memory of all').click();
  await panel.page.getByRole('menuitem').first().click();
  await expect(
    panel.page.getByText(/of 2 backends|from 2 of 2|No backend freed memory/).first(),
  ).toBeVisible();
});

test('a deleted backend is restored with its id and settings', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'fake', title: 'Precious', settings: { Count: 7 } });
  const card = panel.card(0);
  await card.waitForStatus('running');
  await card.chooseFromMenu('Delete');
  await expect(panel.cards).toHaveCount(0);
  await panel.button('Undo').click();
  await card.waitForStatus('running');
  expect(await host.call('ListBackends')).toMatchObject({ 0: { title: 'Precious', settings: { Count: 7 } } });
});
