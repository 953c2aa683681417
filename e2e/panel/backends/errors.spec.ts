import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '../../launch/headless/start-host.ts';
import { PanelPage } from '../../pages/panel-page.ts';
import { expect, test } from '../fixtures.ts';

const browserOnly = { tag: '@browser' };

test('a wrong path is explained on the card, with a button to the settings', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'localllama', settings: { ModelPath: '/nowhere/model.gguf' } });
  const card = panel.card(0);
  await card.waitForStatus('errored');
  await expect(card.root).toContainText('there is no file at /nowhere/model.gguf');
  await card.button('Change settings').click();
  await expect(panel.settings.field('Model file')).toHaveValue('/nowhere/model.gguf');
});

test('a missing program is named', async ({ panel, host }) => {
  await host.call('AddNewBackend', { type_id: 'command', settings: { Command: 'no-such-program' } });
  await panel.card(0).waitForStatus('errored');
  await expect(panel.card(0).root).toContainText("there is no program 'no-such-program'");
});

test(
  'a lost connection is shown, and the state is up to date after it is back',
  browserOnly,
  async ({ page }) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-panel-'));
    let host = await startHost({ dataDir });
    await host.call('AddNewBackend', { type_id: 'fake' });
    const panel = new PanelPage(page);
    await page.goto(host.signInLink);
    await panel.card(0).waitForStatus('running');
    await host.kill();
    await expect(panel.connectionLostMessage).toBeVisible();
    host = await startHost({ dataDir, port: Number(new URL(host.url).port) });
    await expect(panel.connectionLostMessage).toBeHidden();
    await panel.card(0).waitForStatus('running');
    await host.stop();
    await rm(dataDir, { recursive: true, force: true });
  },
);

test('a change in one window is shown in the other', browserOnly, async ({ page, httpHost, context }) => {
  await httpHost.call('AddNewBackend', { type_id: 'fake' });
  const panel = new PanelPage(page);
  await page.goto(httpHost.signInLink);
  await panel.card(0).waitForStatus('running');
  const second = new PanelPage(await context.newPage());
  await second.page.goto(httpHost.url);
  await second.card(0).waitForStatus('running');
  await panel.card(0).clickToggle();
  await second.card(0).waitForStatus('disabled');
});

test('a locked host shows everything and lets nothing be changed', browserOnly, async ({ page }) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-panel-'));
  const open = await startHost({ dataDir });
  await open.call('AddNewBackend', { type_id: 'fake' });
  await open.stop();
  const host = await startHost({ dataDir, locked: true });
  const panel = new PanelPage(page);
  await page.goto(host.signInLink);
  await panel.card(0).waitForStatus('running');
  await expect(panel.card(0).toggle).toBeDisabled();
  await panel.button('Unlock…').click();
  await expect(panel.settings.root).toContainText('start it without this option');
  await expect(panel.settings.field('Lock settings')).toBeDisabled();
  await host.stop();
  await rm(dataDir, { recursive: true, force: true });
});
