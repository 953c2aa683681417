// `npm run test:windows`: runs the tests of process, ports, store, host and contract on the Windows build of Node. On Windows
// itself it runs them there; on Linux, under Wine, which is installed on Debian as root.
// usage: node build/scripts/test-windows.mjs [--short] [arguments for Vitest]
import { closeSync, mkdirSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { openCache } from '../engines/engine-cache.mjs';
import { hasMakensis } from '../packaging/windows/make-installer.mjs';
import { makeStandInInstallers } from '../packaging/windows/stand-in/make-installers.mjs';
import { fetchWindowsPackages } from '../windows/windows-packages.mjs';
import { installWine, openWindows, windowsPath, wineVersion } from '../windows/wine.mjs';
import { checkNode, ensureInstalled, run } from './prepare.mjs';
import { ROOT } from './source-tree.mjs';

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
/** Milliseconds between two looks at the output. */
const OUTPUT_INTERVAL = 200;

const isShort = process.argv[2] === '--short';
const extra = process.argv.slice(isShort ? 3 : 2);
const args = ['run', '--config', 'e2e/windows/vitest.config.ts', ...extra];
const environment = isShort ? { SWITCHYARD_WINDOWS: 'short' } : {};

checkNode();
ensureInstalled();
if (process.platform === 'win32') run(process.execPath, [VITEST, ...args], environment);
else if (wineVersion() !== null || installWine()) process.exit(await runUnderWine());
else {
  console.error('The tests on Windows need Wine, or Windows. On Debian: apt-get install wine wine64');
  process.exit(2);
}

/** @returns {Promise<number>} the exit code */
async function runUnderWine() {
  const cache = windowsCache();
  const { node, modules } = fetchWindowsPackages(cache, { withLlama: !isShort });
  // What is built is the same on all systems.
  run('node', ['e2e/launch/headless/build.mjs']);
  const windows = openWindows(cache);
  process.on('exit', windows.close);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.once(signal, () => process.exit(130));
  const installers = hasMakensis() ? join(windows.folder, 'installers') : null;
  if (installers !== null) makeStandInInstallers(installers);
  const output = openSync(join(windows.folder, 'output'), 'w+');
  const child = windows.start(node, [VITEST, ...args].map(asWindowsArgument), {
    cwd: ROOT,
    output,
    env: {
      ...environment,
      SWITCHYARD_WINE: '1',
      ...(installers !== null ? { SWITCHYARD_INSTALLERS: windowsPath(installers) } : {}),
      // Node asks for Windows 10, and Wine answers as an older one where a program carries no manifest.
      NODE_SKIP_PLATFORM_CHECK: '1',
      NODE_PATH: windowsPath(modules),
      NODE_OPTIONS: `--require ${windowsPath(join(ROOT, 'build', 'windows', 'wine-preload.cjs')).replaceAll('\\', '/')}`,
    },
  });
  const print = outputPrinter(output);
  const timer = setInterval(print, OUTPUT_INTERVAL);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  clearInterval(timer);
  print();
  closeSync(output);
  return code;
}

/** Outside of node_modules, and shared by all checkouts. */
function windowsCache() {
  const opened = openCache();
  if ('reason' in opened) {
    console.error(opened.reason);
    process.exit(1);
  }
  const folder = join(opened.folder, 'windows');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** @param {string} argument */
function asWindowsArgument(argument) {
  return argument.startsWith(ROOT) ? windowsPath(argument) : argument;
}

/**
 * Prints what has come into the file since the last call.
 * @param {number} file descriptor
 */
function outputPrinter(file) {
  const piece = Buffer.alloc(65_536);
  let position = 0;
  return () => {
    for (;;) {
      const length = readSync(file, piece, 0, piece.length, position);
      if (length === 0) return;
      process.stdout.write(piece.subarray(0, length));
      position += length;
    }
  };
}
