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

test('any place of a long log is there at once, and a search looks through all of it', async ({
  panel,
  host,
}) => {
  await host.call('AddNewBackend', {
    type_id: 'fake',
    settings: { Flags: '--stderr "RuntimeError: CUDA out of memory" --flood 0 --flood-lines 30000' },
  });
  const card = panel.card(0);
  await card.waitForStatus('running');
  await card.chooseFromMenu('Open log');
  const { lines, root, search } = panel.log;
  await expect(lines).toContainText('FLOOD ENDED');
  await search.fill('flood flood');
  await expect(root).toContainText('30,000 of 30,000 found');
  await search.fill('');
  // To the beginning by the keyboard, to the middle by the scroll bar, and back to the end.
  await lines.press('Home');
  await expect(lines).toContainText('Starting.');
  await expect(lines).toHaveAttribute('data-following', 'false');
  await lines.evaluate((element) => {
    element.scrollTop = element.scrollHeight / 2;
  });
  await expect(lines).not.toContainText('Starting.');
  await expect(lines.locator('[data-stream="out"]').first()).toContainText('flood');
  await expect(lines.locator('[data-stream="unread"]')).toHaveCount(0);
  await panel.log.button('First error').click();
  await expect(lines).toContainText('CUDA out of memory');
  await panel.log.button('Follow').click();
  await expect(lines).toContainText('FLOOD ENDED');
  // By an expression, among the lines of one stream, of one run.
  await panel.log.button('Regular expression').click();
  await search.fill('cuda.*memory$');
  await expect(root).toContainText('1 of 1 found');
  await expect(lines.locator('mark')).toContainText('CUDA out of memory');
  await root.getByRole('combobox', { name: 'Stream' }).selectOption('Standard output');
  await expect(root).toContainText('None found');
});

test('a log that is opened shows its newest lines down to the last, also where somebody wants no motion', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  await host.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--flood 0 --flood-lines 500' } });
  await panel.card(0).waitForStatus('running');
  for (const reducedMotion of ['no-preference', 'reduce'] as const) {
    await page.emulateMedia({ reducedMotion });
    await panel.card(0).chooseFromMenu('Open log');
    await expect(panel.log.lines).toContainText('FLOOD ENDED');
    const last = panel.log.lines.locator('[data-stream]').filter({ hasText: 'FLOOD ENDED' });
    await expect(last).toBeInViewport({ ratio: 1 });
    // The first row that is seen is a line, too.
    const top = await panel.log.lines.evaluate((log) => {
      const { left, top } = log.getBoundingClientRect();
      return document.elementFromPoint(left + 40, top + 12)?.closest('[data-stream]')?.textContent;
    });
    expect(top).toContain('flood');
    await page.keyboard.press('Escape');
  }
});

test('a log on a phone, and on a laptop at 200 %, shows the time of each line, and nothing is cut off', async ({
  panel,
  host,
}) => {
  await host.call('AddNewBackend', { type_id: 'fake', settings: { Flags: '--stderr "a line"' } });
  await panel.card(0).waitForStatus('running');
  await panel.card(0).chooseFromMenu('Open log');
  for (const [width, height] of [
    [390, 800],
    [640, 360],
  ] as const) {
    await panel.page.setViewportSize({ width, height });
    await expect(panel.log.lines.locator('time').first()).toBeInViewport();
    const overflow = await panel.log.root.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
});
