// Makes installers of two versions of a stand-in for the app, for tests on Windows.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/source-tree.mjs';
import { compileNsis, makeWindowsInstaller } from '../make-installer.mjs';

const PROGRAM = join(ROOT, 'build', 'packaging', 'windows', 'stand-in', 'program.nsi');

/** @param {string} folder */
export function makeStandInInstallers(folder) {
  for (const version of ['1', '2']) {
    const app = join(folder, `app-${version}`);
    mkdirSync(join(app, 'resources'), { recursive: true });
    compileNsis(PROGRAM, { OUTPUT: join(app, 'Switchyard.exe'), VERSION: version });
    writeFileSync(join(app, 'resources', `only-in-${version}.txt`), '');
    makeWindowsInstaller({ app, output: join(folder, `setup-${version}.exe`), version });
  }
}
