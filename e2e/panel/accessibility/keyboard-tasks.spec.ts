/** Every task that the README names, done by keyboard alone. The number of key presses is printed, and does not grow. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';

/** Tab leads to everything within so many presses, or the task is not one that somebody would do. */
const MAX_TABS = 40;

/** Presses keys and counts them. Letters of a text that is typed are not counted. */
class Keys {
  readonly counts: Record<string, number> = {};
  readonly #page: Page;
  #presses = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
    this.#presses += keys.length;
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  async tabTo(target: Locator): Promise<void> {
    await target.first().waitFor();
    for (let tabs = 0; tabs < MAX_TABS; tabs++) {
      if (await target.first().evaluate((element) => element === document.activeElement)) return;
      await this.press('Tab');
    }
    throw new Error(`${MAX_TABS} Tabs did not lead to ${target}.`);
  }

  /** Does a command of the palette. */
  async command(text: string): Promise<void> {
    await this.press('ControlOrMeta+k');
    await expect(this.#page.getByRole('combobox', { name: 'Search commands' })).toBeFocused();
    await this.type(text);
    await this.press('Enter');
    // Closing it is a step back in the history, which the browser takes a moment later.
    await expect.poll(() => this.#page.url()).not.toContain('#/palette');
  }

  /** What was pressed since the last task was this one. */
  done(task: string): void {
    this.counts[task] = this.#presses;
    this.#presses = 0;
  }
}

test('every task of the README is done by keyboard alone', { tag: '@browser' }, async ({ panel, host }) => {
  const { page } = panel;
  const keys = new Keys(page);
  const { dialog } = panel;

  await keys.tabTo(panel.sampleButton);
  await keys.press('Enter');
  await panel.card(0).waitForStatus('running');
  keys.done('a first backend');

  // The focus has stayed where something can be done.
  await expect(page.locator('body')).not.toBeFocused();
  await keys.press('j');
  await expect(panel.card(0).root).toBeFocused();
  await keys.press('Enter');
  await keys.tabTo(panel.card(0).button('Chat'));
  await keys.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await keys.type('Hello');
  await keys.press('Enter');
  await expect(dialog.getByRole('log', { name: 'Conversation' })).toContainText(/\d+ tokens/);
  await keys.press('Escape');
  await expect(panel.card(0).button('Chat')).toBeFocused();
  await keys.press('Escape');
  await expect(panel.card(0).root).toBeFocused();
  keys.done('chat');

  await keys.press('Space');
  await panel.card(0).waitForStatus('disabled');
  await keys.press('Space');
  await panel.card(0).waitForStatus('running');
  keys.done('switch off and on');

  const pid = await panel.card(0).pid();
  await keys.press('r');
  await panel.card(0).waitForRestart(pid);
  keys.done('restart');

  await keys.command('free vram llama');
  await expect(
    panel
      .card(0)
      .root.getByRole('status')
      .filter({ hasText: /memory|RAM/ }),
  ).toBeVisible();
  keys.done('free its memory');

  await expect(panel.card(0).root).toBeFocused();
  await keys.press('e');
  await keys.tabTo(panel.settings.field('Title'));
  await keys.type('Ada');
  await keys.press('Enter');
  await expect(panel.card(0).root).toHaveAccessibleName('Backend 0: Ada');
  await expect(panel.card(0).root).toBeFocused();
  keys.done('edit a setting');

  await keys.press('l');
  await expect(panel.log.lines).toContainText('Ready after');
  await keys.tabTo(panel.log.search);
  await keys.type('Ready');
  await expect(dialog.getByText(/\d+ of \d+|\d+ match/).first()).toBeVisible();
  await keys.press('Enter');
  await keys.press('Escape');
  if (await dialog.isVisible()) await keys.press('Escape');
  await expect(panel.card(0).root).toBeFocused();
  keys.done('search its log');

  await keys.press('Delete');
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
  await keys.press('Enter');
  await panel.card(0).root.waitFor();
  keys.done('delete and undo');

  const file = join(host.dataDir, 'Backends.fds');
  await writeFile(
    file,
    [1, 2]
      .map(
        (id) =>
          `${id}:\n\ttype: comfyui_api\n\ttitle: Far ${id}\n\tenabled: false\n\tsettings:\n\t\tAddress: http://127.0.0.1:1\n`,
      )
      .join(''),
  );
  await keys.command('import');
  await keys.tabTo(dialog.getByLabel('Or enter a path on the computer where Switchyard runs'));
  await keys.type(file);
  await keys.press('Enter');
  await keys.tabTo(dialog.getByRole('button', { name: 'Add 2 backends' }));
  await keys.press('Enter');
  await expect(dialog.getByText('Added 2 backends.')).toBeVisible();
  await keys.press('Escape');
  await expect(panel.cards).toHaveCount(3);
  keys.done('import');

  await keys.press('/');
  await keys.type('status:off');
  await expect(panel.cards).toHaveCount(2);
  keys.done('filter');
  await keys.press('Escape');
  if ((await panel.cards.count()) < 3) await keys.press('Escape');
  await expect(panel.cards).toHaveCount(3);
  keys.done('show all again');

  await keys.command('show as rows');
  await expect(page.getByRole('radio', { name: 'Rows' })).toBeChecked();
  keys.done('choose the density');

  await keys.command('preference: log kept');
  const kept = panel.settings.field('Log kept for');
  await keys.tabTo(kept);
  await keys.press('ControlOrMeta+a');
  await keys.type('30');
  await keys.press('Enter');
  await expect(dialog).toBeHidden();
  keys.done('change a preference');

  await keys.command('preferences');
  await keys.tabTo(dialog.getByRole('button', { name: 'Add API key…' }));
  await keys.press('Enter');
  const keyDialog = page.getByRole('dialog', { name: 'Add API key', exact: true });
  await keys.tabTo(keyDialog.getByLabel('Name'));
  await keys.type('Script');
  await keys.press('Enter');
  await expect(page.getByText(/^swy_/)).toBeVisible();
  await keys.press('Escape');
  await expect(keyDialog).toBeHidden();
  await keys.press('Escape');
  await expect(dialog).toBeHidden();
  keys.done('add an API key');

  const program = join(host.dataDir, 'engine.sh');
  for (const title of ['Broken 1', 'Broken 2'])
    await host.call('AddNewBackend', { type_id: 'command', title, settings: { Command: program } });
  await expect(page.getByRole('button', { name: 'Restart 2 failed backends' })).toBeVisible();
  await writeFile(program, '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 });
  await keys.command('restart failed');
  await expect(page.getByText('Restarted 2 backends.')).toBeVisible();
  keys.done('repair all that failed');
  await rm(program);

  console.log(`Key presses: ${JSON.stringify(keys.counts)}`);
  const tooMany = Object.entries(keys.counts).filter(([task, count]) => count > (limits[task] ?? 0));
  expect(tooMany).toEqual([]);
});

/** Presses that each task may take. */
const limits: Record<string, number> = {
  'a first backend': 8,
  chat: 12,
  'switch off and on': 2,
  restart: 1,
  'free its memory': 2,
  'edit a setting': 6,
  'search its log': 14,
  'delete and undo': 2,
  import: 16,
  filter: 1,
  'show all again': 2,
  'choose the density': 2,
  'change a preference': 6,
  'add an API key': 20,
  'repair all that failed': 2,
};
