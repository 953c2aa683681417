// `npm run dist`: makes the installers for this system, in release/.
// usage: npm run dist [-- --dir | --check | --installer-of FOLDER]
//   --dir: the app as a folder only; --check: what would be in it, without Electron; --installer-of: with Debian's makensis, the
//   installer of an app for Windows that --dir has made there
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchElectron, findElectron } from '../find-programs/electron-program.mjs';
import { makeWindowsInstaller } from '../packaging/windows/make-installer.mjs';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';
import { ROOT } from './source-tree.mjs';

/** @type {{version: string}} */
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

checkNode();
ensureInstalled();
ensureBuilt();
// What npm installs may be imported only now.
const { build } = await import('electron-builder');
const { createConfiguration } = await import('../packaging/configuration.mjs');
const { writeSbom } = await import('../packaging/sbom.mjs');
const { describeSizes, makeStandInElectron, packFolder } = await import('../packaging/pack-folder.mjs');

try {
  const installerOf = process.argv.indexOf('--installer-of');
  if (process.argv.includes('--check')) await check();
  else if (installerOf > 0) makeInstallerOf(process.argv[installerOf + 1] ?? '');
  else await makeInstallers();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Packs the app for Linux around a stand-in of Electron, says how much room it takes, and leaves nothing behind. */
async function check() {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-dist-'));
  try {
    makeStandInElectron(join(folder, 'electron'));
    const app = await packFolder({ electron: join(folder, 'electron'), output: join(folder, 'out') });
    console.log(`\nBeside Electron itself:\n${describeSizes(app)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} app folder */
function makeInstallerOf(app) {
  const output = join(ROOT, 'release', `Switchyard Setup ${version}.exe`);
  mkdirSync(dirname(output), { recursive: true });
  makeWindowsInstaller({ app, output, version });
  console.log(`\n${output}`);
}

async function makeInstallers() {
  const electron = await ensureElectron();
  const configuration = await createConfiguration();
  const artifacts = await build({
    projectDir: ROOT,
    publish: 'never',
    dir: process.argv.includes('--dir'),
    // A Mac makes an app for each of two processors, and electron-builder fetches what it needs for them itself.
    config: process.platform === 'darwin' ? configuration : { ...configuration, electronDist: electron },
  });
  const sbom = join(ROOT, 'release', `switchyard-${version}.cdx.json`);
  writeSbom(sbom);
  artifacts.push(sbom);
  console.log(`\n${artifacts.length > 0 ? artifacts.join('\n') : join(ROOT, 'release')}`);
}

/** @returns {Promise<string>} the folder with Electron's program */
async function ensureElectron() {
  const found = findElectron();
  if (found !== null) return dirname(found);
  console.log('Fetching Electron (about 120 MB, once)…');
  const reason = await fetchElectron();
  const fetched = findElectron();
  if (fetched !== null) return dirname(fetched);
  throw new Error(
    `The installers are made around Electron's own program, which could not be fetched (${reason}): try again with a connection to it, or unpack its archive into a folder and name that in ELECTRON_OVERRIDE_DIST_PATH. "npm run dist -- --check" shows what would be packed.`,
  );
}
