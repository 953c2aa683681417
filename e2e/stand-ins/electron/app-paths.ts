/** Stands in for the paths of Electron's `app` that depend on the system and on the program's folder, as Electron has them on Linux. */
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as Electron from 'electron';

export type PathName = Parameters<Electron.App['getPath']>[0];

/** A path that does not depend on the program. */
export function systemPath(name: PathName): string {
  switch (name) {
    case 'home':
      return homedir();
    case 'appData':
      return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    case 'temp':
      return tmpdir();
    case 'exe':
    case 'module':
      return process.execPath;
    default:
      return join(homedir(), name);
  }
}

/** The folder with the program's package.json: that of its entry, or one above. */
export function folderOfManifest(entryFolder: string): string {
  for (let folder = entryFolder; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) return entryFolder;
  }
}
