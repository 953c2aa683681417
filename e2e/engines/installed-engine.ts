/** For tests of engines that are started from a folder in which they are installed: a folder with the stand-in of one. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { it } from '../launch/headless/host-for-test.ts';
import { type StandInName, standInPath } from '../launch/stand-ins/launch-engine.ts';

/** @param folderName what the folder of the engine is called */
export const itInstalled = (name: StandInName, folderName: string) =>
  it.extend<{
    /** Installs the stand-in in a folder whose path has spaces and non-ASCII letters. @returns the folder */
    install(): Promise<string>;
  }>({
    install: async ({ onTestFinished }, use) => {
      await use(async () => {
        const parent = await mkdtemp(join(tmpdir(), `switchyard ${name} `));
        onTestFinished(() => rm(parent, { recursive: true, force: true }));
        const folder = join(parent, 'Bilder für Zoë 画像', folderName);
        await cp(dirname(standInPath(name)), folder, { recursive: true });
        return folder;
      });
    },
  });
