/** A machine with sixty backends of which nine fail: seen at a glance, and repaired together, on a laptop and on a phone. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { eightGpus } from '../../launch/stand-ins/install-gpus.ts';
import { findViolationsIn } from '../../pages/axe.ts';
import { expect, test } from '../fixtures.ts';

test.use({ viewport: { width: 1280, height: 720 }, gpuState: { gpus: eightGpus() } });

/** The titles of the rows that are in the window as a whole, below the header and above what covers its end. */
const seen = (page: Page) =>
  page.getByRole('article').evaluateAll((rows) => {
    const top = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
    return rows
      .filter((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= top && box.bottom <= window.innerHeight;
      })
      .map((row) => row.getAttribute('aria-label'));
  });

test('sixty backends, nine of them failing: all nine are seen without scrolling, and are repaired together', async ({
  panel,
  host,
}) => {
  const { page } = panel;
  const program = join(host.dataDir, 'engine.sh');
  const add = async (title: string) =>
    (await host.call('AddNewBackend', { type_id: 'command', title, settings: { Command: program } })) as {
      id: number;
    };
  const { id: spare } = await add('Spare');
  await host.call('ToggleBackend', { backend_id: spare, enabled: false });
  for (let count = 1; count < 51; count++) await host.call('DuplicateBackend', { backend_id: spare });
  const broken: string[] = [];
  for (let count = 0; count < 9; count++) {
    const { id } = await add(`Broken ${count}`);
    broken.push(`Backend ${id}: Broken ${count}`);
  }
  const repair = async () => {
    await writeFile(program, '#!/bin/sh\nexec sleep 1000\n');
    await chmod(program, 0o755);
  };
  await page.reload();
  const attention = page.getByRole('button', { name: '9 need attention' });
  await attention.waitFor();

  // The header is one row in the narrowest window for which that is promised.
  for (const width of [1024, 1180, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    expect((await page.getByRole('banner').boundingBox())?.height).toBeLessThan(60);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  // Two presses.
  await attention.click();
  await expect.poll(() => seen(page)).toEqual(broken);
  expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);
  await repair();
  await page.getByRole('button', { name: 'Restart 9 failed backends' }).click();
  await expect(page.getByText('Restarted 9 backends.')).toBeVisible();
  await expect(page.getByRole('button', { name: '9 ready' })).toBeVisible();
  await expect(page.getByText('Restarted 9 backends.')).toHaveCount(0);

  // As a table, sorted by a column of it.
  await page.getByRole('button', { name: '9 ready' }).click();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('radio', { name: 'Table' }).click();
  await page.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
  await expect(page.getByRole('row').nth(1)).toHaveAttribute('aria-label', broken[0] ?? '');
  const width = page.getByRole('separator', { name: 'Width of Title' });
  const handle = await width.boundingBox();
  if (!handle) throw new Error('The column has an edge.');
  await page.mouse.move(handle.x + 5, handle.y + 5);
  await page.mouse.down();
  await page.mouse.move(handle.x + 85, handle.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Number(await width.getAttribute('aria-valuenow'))).toBeGreaterThan(250);
  expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);

  // The same on a phone: they fail again, and the page is opened there.
  await rm(program);
  await host.call('RestartBackends', {});
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await attention.click();
  await expect.poll(() => seen(page)).toEqual(broken);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  // As the list begins there: rows, and no tile of a graphics card before them.
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(1200);
  await page.getByRole('checkbox', { name: 'Select all 9' }).click();
  const bar = page.getByRole('region', { name: 'Selected backends' });
  await expect(bar).toContainText('9 selected');
  expect(await findViolationsIn(page, ['light', 'dark'])).toEqual([]);
  await repair();
  await bar.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect(page.getByText('Restarted 9 backends.')).toBeVisible();
});
