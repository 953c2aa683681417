import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findViolations } from '../pages/axe.ts';
import { expect, onBothHosts, test } from './fixtures.ts';

const swarmFile = fileURLToPath(new URL('../stand-ins/swarmui/Backends.fds', import.meta.url));

for (const [colorScheme, width] of [
  ['light', 400],
  ['dark', 1400],
] as const)
  test(
    `backends are imported from SwarmUI and exported to a file, ${colorScheme}, ${width} px wide`,
    colorScheme === 'dark' ? onBothHosts : {},
    async ({ panel, host }) => {
      const { page } = panel;
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      await panel.chooseFromMoreMenu('Import…');
      const { dialog } = panel;
      expect(await findViolations(page)).toEqual([]);
      await dialog.getByLabel('File to import').setInputFiles(swarmFile);
      await expect(dialog.getByText('Backends.fds, from SwarmUI: 30 new backends.')).toBeVisible();
      await dialog.getByLabel('SwarmUI folder').fill('/srv/SwarmUI');
      await dialog.getByRole('button', { name: 'Check folder' }).click();
      await expect(dialog.getByText('/srv/SwarmUI/dlbackend/comfy/ComfyUI/main.py').first()).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
      await dialog.getByRole('checkbox', { name: 'Add them switched off' }).check();
      // Those of types that this version does not know could only be kept, so they are added only where they are asked for.
      const leftOut = dialog
        .getByRole('list', { name: 'Backends to import' })
        .getByRole('checkbox', { checked: false });
      await expect(leftOut).not.toHaveCount(0);
      while ((await leftOut.count()) > 0) await leftOut.first().check();
      await dialog.getByRole('button', { name: 'Add 30 backends' }).click();
      await expect(dialog.getByText('Added 30 backends.')).toBeVisible();
      expect(await findViolations(page)).toEqual([]);
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(panel.cards).toHaveCount(30);

      await panel.chooseFromMoreMenu('Export…');
      expect(await findViolations(page)).toEqual([]);
      await panel.dialog.getByRole('button', { name: 'Export' }).click();
      const download = page.waitForEvent('download');
      await panel.dialog.getByRole('link', { name: 'Save file' }).click();
      const text = await readFile(await (await download).path(), 'utf8');
      expect(await host.call('PreviewImport', { text })).toMatchObject({ source: 'switchyard' });
      expect(JSON.parse(text).backends).toHaveLength(30);
      expect(text).not.toContain('secret-token');
      expect(await findViolations(page)).toEqual([]);
    },
  );
