// Builds everything into dist/: one Vite build per bundle, the sample model, and the licences.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { writeLicences } from '../licences/write-licences.mjs';
import { makeSampleModel } from '../sample-model/sample-model.mjs';
import { ROOT } from './source-tree.mjs';

/** Programs for Node: output below dist/, entry, and the oldest they run on. What they import from node_modules stays there. */
const NODE_BUNDLES = /** @type {const} */ ({
  'headless/main': { entry: 'electron/headless/main.ts', target: 'node20' },
  // Runs in Electron only, which brings its own Node.
  'desktop/main': { entry: 'electron/desktop/main.ts', target: 'node24' },
  'workers/file-helper': { entry: 'electron/workers/file-helper.ts', target: 'node20' },
  'workers/log-search': { entry: 'electron/workers/log-search.ts', target: 'node20' },
  'workers/disk-thread': { entry: 'electron/workers/disk-thread.ts', target: 'node20' },
  'workers/llama-worker': { entry: 'electron/workers/llama-worker.ts', target: 'node20' },
});

/** Packages that stay outside every bundle: given by Electron, native, or loaded only on request. */
const NEVER_BUNDLED = [
  'electron',
  'electron-updater',
  'koffi',
  'node-llama-cpp',
  'open',
  'selfsigned',
  'bufferutil',
  'utf-8-validate',
];

/** Lies in what was built; it is as old as the beginning of the build, so that what changed meanwhile is noticed. */
const STAMP = '.built';

/** Makes dist/. It is made beside its place and then put there: two builds at once do not disturb each other. */
export async function buildAll() {
  const dist = join(ROOT, 'dist');
  const beside = join(ROOT, `dist-building-${process.pid}`);
  try {
    mkdirSync(beside);
    writeFileSync(join(beside, STAMP), '');
    await buildInto(beside);
    rmSync(dist, { recursive: true, force: true });
    renameSync(beside, dist);
  } catch (error) {
    // Another build has put its own there in the same moment: that will do.
    const isThere = error instanceof Error && 'code' in error && existsSync(join(dist, STAMP));
    if (!isThere || !['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String(error.code))) throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** @param {string} dist */
async function buildInto(dist) {
  await buildPanel(join(dist, 'renderer'));
  for (const [output, { entry, target }] of Object.entries(NODE_BUNDLES))
    await buildForNode(join(ROOT, entry), join(dist, `${output}.js`), target);
  await buildPreload(join(dist, 'desktop', 'preload.cjs'));
  for (const folder of ['renderer', 'headless', 'desktop', 'workers'])
    moveSourceMaps(join(dist, folder), join(dist, 'maps', folder));
  copyIcons(join(dist, 'icons'));
  mkdirSync(join(dist, 'sample'), { recursive: true });
  makeSampleModel(join(dist, 'sample', 'sample-model.gguf'));
  writeLicences(join(dist, 'licences.txt'));
}

/**
 * Bundles the panel, with source maps that nothing names.
 * @param {string} output folder
 * @param {string} [page] what is opened, below renderer/; left out: the panel itself
 */
export async function buildPanel(output, page = 'index.html') {
  await build({
    configFile: join(ROOT, 'renderer', 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: output, emptyOutDir: true, rolldownOptions: { input: join(ROOT, 'renderer', page) } },
  });
}

/**
 * Moves the source maps out of a folder whose files are served or packed: a map holds all sources.
 * @param {string} from
 * @param {string} to
 */
export function moveSourceMaps(from, to) {
  for (const path of readdirSync(from, { encoding: 'utf8', recursive: true })) {
    if (!path.endsWith('.map')) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    renameSync(join(from, path), join(to, path));
  }
}

/**
 * Bundles one program for Node. Packages stay outside: they are found in node_modules, or beside the installed app.
 * @param {string} entry
 * @param {string} output path of the .js file
 * @param {string} [target] the oldest Node it runs on
 */
export async function buildForNode(entry, output, target = 'node20') {
  await buildFile(entry, output, { format: 'es', target, minify: false });
}

/**
 * Bundles the bridge into the window: a sandboxed preload is one CommonJS file, and loads with every window.
 * @param {string} output path of the .cjs file
 */
export async function buildPreload(output) {
  const entry = join(ROOT, 'electron', 'desktop', 'preload.ts');
  await buildFile(entry, output, { format: 'cjs', target: 'chrome140', minify: true });
}

/**
 * What the running app shows: its window's icon, and the tray's. Committed, so that a build needs no browser to make them.
 * @param {string} to folder
 */
export function copyIcons(to) {
  cpSync(join(ROOT, 'build', 'icons', 'runtime'), to, { recursive: true });
}

/**
 * Bundles one program of {@link NODE_BUNDLES} now and after every change of what it is made of, with source maps for the
 * debugger. A fault in the code is printed.
 * @param {keyof typeof NODE_BUNDLES} name
 * @param {string} dist
 */
export async function watchForNode(name, dist) {
  const { entry, target } = NODE_BUNDLES[name];
  const how = { format: /** @type {const} */ ('es'), target, minify: false };
  const config = fileConfig(join(ROOT, entry), join(dist, `${name}.js`), how);
  const watcher = await build({ ...config, build: { ...config.build, sourcemap: true, watch: {} } });
  return /** @type {import('vite').Rolldown.RolldownWatcher} */ (watcher);
}

/**
 * Without `bundlePackages`, what is imported from node_modules stays there.
 * @typedef {{format: 'es' | 'cjs', target: string, minify: boolean, bundlePackages?: boolean}} How
 */

/**
 * @param {string} entry
 * @param {string} output path of the file
 * @param {How} how
 */
export async function buildFile(entry, output, how) {
  await build(fileConfig(entry, output, how));
}

/**
 * @param {string} entry
 * @param {string} output
 * @param {How} how
 * @returns {import('vite').InlineConfig}
 */
function fileConfig(entry, output, { format, target, minify, bundlePackages = false }) {
  return {
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    ...(bundlePackages ? { ssr: { noExternal: true } } : {}),
    build: {
      ssr: entry,
      outDir: dirname(output),
      emptyOutDir: false,
      target,
      minify,
      sourcemap: 'hidden',
      rollupOptions: {
        external: [/^node:/, ...builtinModules, ...(bundlePackages ? NEVER_BUNDLED : [/^[a-z@][^:]*$/i])],
        // What is loaded on request lies beside it, under a name that says what it is.
        output: { format, entryFileNames: basename(output), chunkFileNames: '[name].js' },
      },
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll();
