/** For tests of ComfyUIs that are installed here: a folder with the stand-in, which is a Python program with a main.py. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it as hostIt } from '../launch/headless/host-for-test.ts';
import { standInPath } from '../launch/stand-ins/launch-engine.ts';

export const it = hostIt.extend<{
  /** Installs the stand-in in a folder whose path has spaces and non-ASCII letters. @returns the folder */
  install(): Promise<string>;
}>({
  install: async ({ onTestFinished }, use) => {
    await use(async () => {
      const parent = await mkdtemp(join(tmpdir(), 'switchyard comfy '));
      onTestFinished(() => rm(parent, { recursive: true, force: true }));
      const folder = join(parent, 'Bilder für Zoë 画像', 'ComfyUI');
      await cp(dirname(standInPath('comfyui')), folder, { recursive: true });
      return folder;
    });
  },
});
