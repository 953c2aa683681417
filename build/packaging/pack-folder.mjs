// Packs the app as a folder, without making an installer of it: what every installer contains.
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SENTINEL } from '@electron/fuses/dist/constants.js';
import { build } from 'electron-builder';
import { ROOT } from '../scripts/source-tree.mjs';
import { createConfiguration } from './configuration.mjs';

/** The fuses in the order of their wire, as Electron is published: the insecure ones are on. */
const FUSES_AS_PUBLISHED = '10110001';

/**
 * Makes a folder that electron-builder takes for an unpacked Electron: it holds what the packing looks at, and runs nothing.
 * @param {string} folder
 */
export function makeStandInElectron(folder) {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, FUSES_AS_PUBLISHED.length]),
    Buffer.from(FUSES_AS_PUBLISHED),
  ]);
  writeFileSync(join(folder, 'electron'), wire, { mode: 0o755 });
}

/**
 * Packs what is built in dist/, for Linux on a processor like this one.
 * @param {{electron: string, output: string, without?: string[]}} options folder with Electron, folder to be made, and
 * patterns of files that are left out to save time
 * @returns {Promise<string>} folder of the app
 */
export async function packFolder({ electron, output, without = [] }) {
  const configuration = await createConfiguration();
  await build({
    projectDir: ROOT,
    linux: ['dir'],
    publish: 'never',
    config: {
      ...configuration,
      files: [configuration.files ?? [], without.map((pattern) => `!${pattern}`)].flat(),
      electronDist: electron,
      directories: { ...configuration.directories, output },
    },
  });
  const folder = readdirSync(output).find((name) => name.endsWith('unpacked'));
  if (folder === undefined) throw new Error(`electron-builder left no app in ${output}.`);
  return join(output, folder);
}

/**
 * What takes how much room, in words.
 * @param {string} app folder of the app
 */
export function describeSizes(app) {
  const resources = join(app, 'resources');
  const dist = join(ROOT, 'dist');
  /** @type {[name: string, bytes: number][]} */
  const sizes = [
    ['app.asar', sizeOf(join(resources, 'app.asar'))],
    ['unpacked beside it', sizeOf(join(resources, 'app.asar.unpacked'))],
    ['  of it llama.cpp', sizeOf(join(resources, 'app.asar.unpacked', 'node_modules', '@node-llama-cpp'))],
    ...['desktop', 'workers', 'renderer/assets']
      .flatMap((folder) => readdirSync(join(dist, folder)).map((name) => join(folder, name)))
      .filter((name) => /\.(js|cjs|css)$/.test(name))
      .map((name) => /** @type {[string, number]} */ ([`dist/${name}`, sizeOf(join(dist, name))])),
  ];
  const width = Math.max(...sizes.map(([name]) => name.length));
  return sizes
    .map(([name, bytes]) => `${name.padEnd(width)} ${(bytes / 1000).toFixed(1).padStart(9)} kB`)
    .join('\n');
}

/**
 * In bytes; of a folder, of all that is in it.
 * @param {string} path
 * @returns {number}
 */
function sizeOf(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
