// Compiles the installer for Windows with makensis, on any system that has it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ROOT } from '../../scripts/source-tree.mjs';
import { APP_ID } from '../project-addresses.mjs';

const SCRIPT = join(ROOT, 'build', 'packaging', 'windows', 'installer.nsi');

/** Whether makensis is there, with what it needs for programs of 64 bits: Debian's package `nsis` has it. */
export const hasMakensis = () => spawnSync('makensis', ['-VERSION']).status === 0;

/**
 * @param {{app: string, output: string, version: string}} options `app`: folder with Switchyard.exe
 * @throws Error in words
 */
export function makeWindowsInstaller({ app, output, version }) {
  if (!existsSync(join(app, 'Switchyard.exe')))
    throw new Error(
      `There is no Switchyard.exe in ${resolve(app)}. On Windows, npm run dist -- --dir makes that folder.`,
    );
  compileNsis(SCRIPT, { APP: resolve(app), OUTPUT: resolve(output), VERSION: version, APP_ID });
}

/**
 * @param {string} script path
 * @param {Record<string, string>} definitions
 * @throws Error with what makensis printed
 */
export function compileNsis(script, definitions) {
  const defined = Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`);
  const { status, stdout, error } = spawnSync('makensis', ['-V2', '-NOCD', ...defined, script], {
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new Error(
      `makensis could not compile ${script}: ${error ? `${error.message}. On Debian: apt-get install nsis` : stdout}`,
    );
}
