import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchStandIn } from '../launch/stand-ins/launch-engine.ts';
import { test as base, expect } from './fixtures.ts';

const test = base.extend<{ ollama: string; home: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  ollama: async ({}, use) => {
    const standIn = await launchStandIn('ollama');
    await use(standIn.url);
    await standIn.die();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  home: async ({}, use) => {
    const home = await mkdtemp(join(tmpdir(), 'switchyard-home-'));
    await mkdir(join(home, 'ComfyUI', 'comfy'), { recursive: true });
    await writeFile(join(home, 'ComfyUI', 'main.py'), '');
    await use(home);
    await rm(home, { recursive: true, force: true });
  },
  locations: async ({ ollama, home }, use) => {
    await use({ home, ports: { ollama: Number(new URL(ollama).port) } });
  },
});

test('findings on the machine are offered to a new user, and only submitting the form adds one', async ({
  panel,
  host,
  ollama,
  home,
}) => {
  const found = panel.page.getByRole('region', { name: 'Found on this computer' });
  const row = (words: string) => found.getByRole('listitem').filter({ hasText: words });
  await expect(row(`ComfyUI in ${join(home, 'ComfyUI')}`)).toBeVisible();
  await row(`Ollama answers at ${ollama}`).getByRole('button', { name: 'Add…' }).click();
  const form = panel.settings;
  await expect(form.field('Title')).toHaveValue('Ollama');
  await expect(form.field('Address')).toHaveValue(ollama);
  expect(await host.call('ListBackends')).toEqual({});
  await form.add();
  await panel.card(0).waitForStatus('running');
  expect(await host.call('ListBackends')).toMatchObject({
    0: { type: 'ollama', title: 'Ollama', settings: { Address: ollama } },
  });

  await panel.button('Add backend').click();
  await expect(row('ComfyUI')).toBeVisible();
  await expect(row('Ollama')).toHaveCount(0);
  await row('ComfyUI').getByRole('button', { name: 'Add…' }).click();
  await expect(panel.settings.field('Start script')).toHaveValue(join(home, 'ComfyUI', 'main.py'));
  // Before it is started, the form says by which Python.
  await expect(panel.page.getByText('No Python of its own was found beside it')).toBeVisible();
});
