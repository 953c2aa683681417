/** What happened last night: a worker that ran out of memory again and again, and a person who looks at it on a phone. */
import { twoGpus } from '../../launch/stand-ins/install-gpus.ts';
import { findViolations } from '../../pages/axe.ts';
import { Backends } from '../../testkit/backends.ts';
import { expect, test } from '../fixtures.ts';

const MIB_PER_GIB = 1024;
const [card] = twoGpus();
if (!card) throw new Error('There is a card.');

test.use({
  viewport: { width: 390, height: 844 },
  gpuState: { gpus: [{ ...card, usedMiB: 0, totalMiB: 24 * MIB_PER_GIB }] },
});

test('a worker that runs out of memory again and again: seen on a phone, understood, remedied, and it stays up', async ({
  host,
  panel,
}) => {
  const backends = new Backends(host);
  await backends.addRunning({ Flags: `--vram-mib ${20 * MIB_PER_GIB}`, GPU_ID: '0' }, { title: 'Writer' });
  // It works some time after each start; in the night that was two minutes.
  const work = `--vram-mib 1024 --work-after-ms 1500 --work-mib ${8 * MIB_PER_GIB}`;
  const { id } = await backends.add({ Flags: work, GPU_ID: '0' }, { title: 'Painter' });
  await backends.until(id, 'it has crashed twice', ({ crashes = [] }) => crashes.length >= 2);

  // Whether it runs just now, waits, or was given up: that it crashes comes first, and why.
  const painter = panel.card(id);
  await expect(painter.root).toContainText('The GPU is out of memory');
  await expect(painter.root).toContainText('It asked for 8.00 GiB of VRAM');
  await expect(painter.root).toContainText(/Other backends hold VRAM there: Backend \d+ "Writer" 20\.0 GiB/);
  const lines = painter.root.getByRole('region', { name: /^Log from line [\d,]+$/ });
  await expect(lines).toContainText('CUDA out of memory');
  await expect(lines).not.toContainText('cleanup step');
  await expect(panel.page.getByRole('button', { name: /need(s)? attention/i })).toBeVisible();
  expect(await panel.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await findViolations(panel.page)).toEqual([]);

  await painter.button('Log').click();
  // The last lines are those of the clean-up. The first error is a touch away.
  await panel.dialog.getByRole('button', { name: 'First error' }).click();
  await expect(panel.dialog).toContainText('torch.OutOfMemoryError');
  await panel.page.keyboard.press('Escape');

  await painter.button('Free memory and restart').click();
  // It works through the time after which it crashed before.
  await backends.until(
    id,
    'it runs with what it needs',
    ({ phase, crashes, vram_bytes = 0 }) =>
      phase === 'running' && crashes === undefined && vram_bytes >= 9 * 1024 ** 3,
  );
  await expect(painter.root.getByTestId('status')).toHaveText('Ready');
  await expect(painter.root).not.toContainText('out of memory');
  await expect(painter.root).toContainText('The VRAM of Backend 0 "Writer" was freed');
  await expect(panel.card(0).root.getByTestId('status')).toHaveText('Ready');
});
