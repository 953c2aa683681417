// Builds what tests start into dist-test/: the headless host with its worker, the sample model and the licences; the stand-in of
// Electron; and, with --panel, the panel, its gallery and the desktop app.
// usage: node e2e/launch/headless/build.mjs [--panel]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeLicences } from '../../../build/licences/write-licences.mjs';
import { makeSampleModel } from '../../../build/sample-model/sample-model.mjs';
import {
  buildFile,
  buildForNode,
  buildPanel,
  buildPreload,
  copyIcons,
  moveSourceMaps,
} from '../../../build/scripts/build.mjs';
import { newestChange, ROOT } from '../../../build/scripts/source-tree.mjs';

const DIST = join(ROOT, 'dist-test');
/** What is built, and from which sources. */
const PARTS = [
  {
    output: 'headless',
    sources: ['shared', 'electron', 'e2e/testkit', 'e2e/launch/headless', 'package-lock.json'],
    make: buildHost,
  },
  {
    output: 'workers/llama-worker.js',
    sources: ['shared', 'electron'],
    make: (/** @type {string} */ to) => buildForNode(join(ROOT, 'electron/workers/llama-worker.ts'), to),
  },
  {
    output: 'workers/file-helper.js',
    sources: ['shared', 'electron'],
    make: (/** @type {string} */ to) => buildForNode(join(ROOT, 'electron/workers/file-helper.ts'), to),
  },
  {
    output: 'workers/log-search.js',
    sources: ['shared', 'electron'],
    make: (/** @type {string} */ to) => buildForNode(join(ROOT, 'electron/workers/log-search.ts'), to),
  },
  {
    output: 'workers/disk-thread.js',
    sources: ['shared', 'electron'],
    make: (/** @type {string} */ to) => buildForNode(join(ROOT, 'electron/workers/disk-thread.ts'), to),
  },
  {
    output: 'sample/sample-model.gguf',
    sources: ['build/sample-model'],
    make: (/** @type {string} */ to) => void makeSampleModel(to),
  },
  {
    output: 'licences.txt',
    sources: ['package-lock.json'],
    make: (/** @type {string} */ to) => writeLicences(to),
  },
  {
    output: 'stand-ins/electron/index.js',
    sources: ['e2e/stand-ins/electron', 'e2e/testkit'],
    make: (/** @type {string} */ to) => buildForNode(join(ROOT, 'e2e/stand-ins/electron/index.ts'), to),
  },
  {
    output: 'preload/preload.cjs',
    sources: ['electron/desktop/preload.ts'],
    make: (/** @type {string} */ to) => buildPreload(to),
  },
];
const PANEL_PARTS = [
  {
    output: 'renderer',
    sources: ['shared', 'renderer', 'package-lock.json'],
    make: async (/** @type {string} */ to) => {
      await buildPanel(to);
      moveSourceMaps(to, join(DIST, 'maps', 'renderer'));
    },
  },
  {
    output: 'gallery',
    sources: ['shared', 'renderer', 'package-lock.json'],
    make: (/** @type {string} */ to) => buildPanel(to, 'fixtures/gallery.html'),
  },
  {
    output: 'desktop',
    sources: ['shared', 'electron', 'e2e/testkit', 'e2e/launch/desktop', 'package-lock.json'],
    make: async (/** @type {string} */ to) => {
      const how = /** @type {const} */ ({
        format: 'es',
        target: 'node24',
        minify: false,
        bundlePackages: true,
      });
      await buildFile(join(ROOT, 'e2e/launch/desktop/main.ts'), join(to, 'main.js'), how);
      await buildPreload(join(to, 'preload.cjs'));
    },
  },
  {
    output: 'electron-controls/electron-controls.cjs',
    sources: ['e2e/launch/desktop', 'e2e/stand-ins/electron', 'e2e/testkit'],
    make: (/** @type {string} */ to) =>
      buildFile(join(ROOT, 'e2e/launch/desktop/electron-controls.ts'), to, {
        format: 'cjs',
        target: 'node24',
        minify: false,
      }),
  },
  { output: 'icons', sources: ['build/icons'], make: copyIcons },
];

/**
 * Builds what has changed since the last time. Two at once do not disturb each other, nor a host that is just starting:
 * each part is made beside its place and then put there.
 * @param {{panel?: boolean}} [options]
 */
export async function buildTestHost({ panel = false } = {}) {
  const beside = join(DIST, `.building-${process.pid}`);
  try {
    for (const { output, sources, make } of panel ? [...PARTS, ...PANEL_PARTS] : PARTS) {
      const place = join(DIST, output);
      const stamp = join(DIST, `.built-${output.replaceAll('/', '-')}`);
      const newest = Math.max(...sources.map((source) => newestChange(join(ROOT, source))));
      if (existsSync(place) && existsSync(stamp) && statSync(stamp).mtimeMs > newest) continue;
      const started = new Date();
      const made = join(beside, basename(output));
      mkdirSync(beside, { recursive: true });
      await make(made);
      mkdirSync(dirname(place), { recursive: true });
      if (statSync(made).isDirectory()) rmSync(place, { recursive: true, force: true });
      renameSync(made, place);
      writeFileSync(stamp, started.toISOString());
    }
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/**
 * Bundles the host with its packages, and has V8 keep what it compiles for a start: a run of the tests starts hundreds of hosts,
 * and most of the time of a start goes into finding and compiling modules.
 * @param {string} to folder
 */
async function buildHost(to) {
  const how = /** @type {const} */ ({ format: 'cjs', target: 'node20', minify: false, bundlePackages: true });
  await buildFile(join(ROOT, 'e2e/launch/headless/main.ts'), join(to, 'host.cjs'), how);
  const program = join(to, 'main.js');
  copyFileSync(join(ROOT, 'e2e/launch/headless/load-host.mjs'), program);
  // Windows cannot ask a program to end. Without the cache a start takes longer.
  if (process.platform !== 'win32') await runHostOnce(program, join(to, 'host.cjs.cache'));
}

/**
 * Starts a host and stops it as soon as it listens, so that it writes its code cache.
 * @param {string} program
 * @param {string} cache
 */
async function runHostOnce(program, cache) {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-build-'));
  try {
    const host = spawn(process.execPath, [program, '--port', '0', '--data-dir', dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SWITCHYARD_TEST_CODE_CACHE: 'write' },
    });
    host.stdout.once('data', () => host.kill());
    await once(host, 'close');
    if (!existsSync(cache))
      throw new Error(`The built host did not start or stop as it should: no ${cache}.`);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Vitest calls this once before all tests. */
export const setup = () => buildTestHost();

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildTestHost({ panel: process.argv.includes('--panel') });
