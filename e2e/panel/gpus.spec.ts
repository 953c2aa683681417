import { twoGpus } from '../launch/stand-ins/install-gpus.ts';
import { findViolations } from '../pages/axe.ts';
import { Backends } from '../testkit/backends.ts';
import { isRunning } from '../testkit/processes.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

const GIB = 1024;
const [big, small] = twoGpus();
if (!big || !small) throw new Error('There are two cards.');
const oneCard = { gpus: [{ ...big, usedMiB: 0, totalMiB: 24 * GIB }] };
/** An engine that needs 10 GB and declares it. */
const engine = { Flags: `--vram-mib ${10 * GIB}`, GPU_ID: '0', VramNeedGB: 10 };

test.describe('without a GPU', () => {
  test('the machine is shown, and a message that no GPU was found', async ({ panel }) => {
    const strip = panel.page.getByRole('region', { name: 'GPUs and memory' });
    await expect(strip.getByText('No GPU found')).toBeVisible();
    await expect(strip.getByText(/RAM/).first()).toBeVisible();
  });
});

test.describe('with two GPUs', () => {
  test.use({ gpuState: {} });

  test(
    'both GPUs are shown with their users, and also after the reader was killed',
    onBothHosts,
    async ({ panel, host, gpus }) => {
      const backends = new Backends(host);
      await backends.addRunning({ Flags: '--vram-mib 6144', GPU_ID: '1' }, { title: 'Flux' });
      const tile = (id: number) => panel.page.locator(`[data-gpu="${id}"]`);
      await expect(tile(0)).toContainText('1.0 of 24.0 GiB');
      await expect(tile(0)).toContainText('41 °C');
      await expect(tile(1).getByText('Flux 6.0 GiB')).toBeAttached();
      await expect(panel.card(0).root).toContainText('GPU 1 · ');

      await gpus?.set({ gpus: [{ ...big, usedMiB: 20_480 }, small] });
      for (const { pid } of (await gpus?.started()) ?? []) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
      await expect(tile(0)).toContainText('20.0 of 24.0 GiB');
    },
  );

  test('a click opens the history of a GPU or a backend', async ({ panel, host }) => {
    await new Backends(host).addRunning({ Flags: '--vram-mib 6144' }, { title: 'Flux' });
    await panel.page.getByRole('button', { name: /^GPU 0 · .*history/ }).click();
    await expect(panel.dialog.locator('canvas').first()).toBeVisible();
    await expect(panel.dialog.getByRole('row', { name: /Flux/ })).toContainText('6.0 GiB');
    expect(await findViolations(panel.page)).toEqual([]);
    await panel.page.keyboard.press('Escape');
    await panel.card(0).chooseFromMenu('Usage…');
    await expect(panel.dialog.locator('canvas').first()).toBeVisible();
  });

  test('as lanes: what would have to go, a drag to another GPU, and a question before a running one restarts', async ({
    panel,
    host,
  }) => {
    const { page } = panel;
    const backends = new Backends(host);
    await backends.addRunning(
      { Flags: `--vram-mib ${14 * GIB}`, GPU_ID: '0', VramNeedGB: 14 },
      { title: 'Alpha' },
    );
    await backends.addResting({ GPU_ID: '0', VramNeedGB: 16 }, { title: 'Beta' });
    await page.getByRole('radio', { name: 'GPUs' }).click();
    const lane = (gpu: number) => page.locator(`[data-lane="gpu:${gpu}"]`);
    const entry = (id: number) => page.locator(`article[data-backend-id="${id}"]`);
    await expect(lane(0)).toContainText('Alpha 14.0 GiB');
    await expect(entry(1)).toContainText('To start it: unload Alpha (14.0 GiB)');
    expect(await findViolations(page)).toEqual([]);

    await entry(1).getByRole('button', { name: 'Pin to another GPU' }).hover();
    await page.mouse.down();
    await lane(1).hover();
    await expect(lane(1)).toHaveAttribute('data-drop', 'into');
    await page.mouse.up();
    await expect(lane(1).locator('article[data-backend-id="1"]')).toBeFocused();
    expect((await backends.one(1)).settings.GPU_ID).toBe('1');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(lane(0).locator('article[data-backend-id="1"]')).toBeVisible();

    await entry(0).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect(page.getByRole('dialog', { name: 'Pin Alpha to GPU 1?' })).toContainText(
      'Saving restarts this backend.',
    );
    await page.keyboard.press('Escape');
    await expect(entry(0)).toBeFocused();
    expect((await backends.one(0)).settings.GPU_ID).toBe('0');

    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('radio', { name: 'GPUs' }).click();
    await expect(lane(1)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await findViolations(page)).toEqual([]);
  });

  test('a GPU is chosen by its name, and excluded in Preferences by its name', async ({ panel, host }) => {
    const backends = new Backends(host);
    await backends.addResting({}, { title: 'Flux' });
    await panel.card(0).chooseFromMenu('Settings');
    await panel.settings.root.getByRole('checkbox', { name: /GPU 1 · .*3060/ }).check();
    await panel.settings.save();
    expect((await backends.one(0)).settings.GPU_ID).toBe('1');
    await backends.toggle(0, true);
    await backends.running(0);
    await expect(panel.card(0).root).toContainText(/GPU 1 · .*3060/);

    const preferences = await panel.openPreferences();
    await preferences.root.getByRole('checkbox', { name: /GPU 0 · .*4090/ }).check();
    await preferences.save();
    const { values } = (await host.call('GetPreferences')) as { values: Record<string, unknown> };
    expect(values.ExcludedGpus).toBe(big.uuid);
    await expect(panel.page.locator('[data-gpu="0"]')).toContainText('Excluded');
  });
});

test.describe('three engines of 10 GB on a GPU of 24 GB', () => {
  test.use({ gpuState: oneCard });

  test('the third asks, and "Make room" frees exactly the one that was unused longest', async ({
    panel,
    host,
  }) => {
    const backends = new Backends(host);
    await backends.addRunning(engine, { title: 'Oldest' });
    await backends.addRunning(engine, { title: 'Newer' });
    await expect(panel.page.locator('[data-gpu="0"]')).toContainText('20.0 of 24.0 GiB');
    await backends.add(engine, { title: 'Third' });
    const card = panel.card(2).root;
    await expect(card).toContainText('Unload Oldest (10.0 GiB)');
    expect(await findViolations(panel.page)).toEqual([]);
    await card.getByRole('button', { name: 'Free memory and start' }).click();
    await panel.card(2).waitForStatus('running');
    await expect(card).toContainText('Before it started: The VRAM of Backend 0 "Oldest" was freed');
    await expect(panel.card(0).root).toContainText('Its VRAM was freed for Backend 2 "Third".');
    await expect(panel.card(1).root).not.toContainText('was freed');
  });
});

test('a schedule is made of days and times, and the card shows its next change', async ({ panel, host }) => {
  const backends = new Backends(host);
  await backends.addResting({}, { title: 'Flux' });
  await panel.card(0).chooseFromMenu('Settings');
  const form = panel.settings;
  await form.button('Add a time to Schedule').click();
  const span = form.root.getByRole('group', { name: 'Schedule, time 1' });
  for (const day of ['Saturday', 'Sunday']) {
    const button = span.getByRole('button', { name: day });
    if ((await button.getAttribute('aria-pressed')) === 'true') await button.click();
  }
  await span.getByLabel('Schedule, time 1: from').fill('08:00');
  await span.getByLabel('Schedule, time 1: until').fill('18:30');
  await form.save();
  expect((await backends.one(0)).settings.Schedule).toBe('Mon,Tue,Wed,Thu,Fri 08:00-18:30');
  // It is off: within the times of the schedule that is against it, and outside it waits for them.
  await expect(panel.card(0).root).toContainText(
    /On at .* by its schedule|Off by hand; its schedule ends at/,
  );
});
