// Writes the licences of everything that is shipped: what runs beside the program, and what is bundled into the panel.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './source-tree.mjs';

/** What the renderer imports and Vite bundles; development dependencies for npm, shipped all the same. */
const BUNDLED = [
  '@mantine/core',
  '@mantine/hooks',
  '@mantine/notifications',
  '@tanstack/react-virtual',
  'anser',
  'lucide-react',
  'react',
  'react-dom',
  'zustand',
];
/** The desktop app is built on it; its own LICENSES.chromium.html lies beside the program. */
const RUNTIME = 'electron';

/** @typedef {{version: string, license?: string, dev?: boolean, devOptional?: boolean, dependencies?: Record<string, string>, peerDependencies?: Record<string, string>}} Locked */

/** @param {string} to path of the text */
export function writeLicences(to) {
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
  const parts = [`Switchyard\n\n${own}`, ...shippedPackages().map(describe)];
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, `${parts.join(`\n\n${'─'.repeat(80)}\n\n`)}\n`);
}

/** Folders below node_modules, in order of name. */
function shippedPackages() {
  /** @type {{packages: Record<string, Locked>}} */
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const shipped = new Set(
    Object.entries(lock.packages)
      .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
      .map(([path]) => path),
  );
  /** @param {string} path */
  const addWithDependencies = (path) => {
    if (shipped.has(path) || lock.packages[path] === undefined) return;
    shipped.add(path);
    const { dependencies = {}, peerDependencies = {} } = lock.packages[path];
    for (const name of Object.keys({ ...dependencies, ...peerDependencies }))
      if (!name.startsWith('@types/')) addWithDependencies(resolve(path, name, lock.packages));
  };
  for (const name of BUNDLED) addWithDependencies(`node_modules/${name}`);
  shipped.add(`node_modules/${RUNTIME}`);
  // Packages of other platforms are in the lockfile, not on this disk; what is shipped is what is here.
  return [...shipped].filter((path) => existsSync(join(ROOT, path))).sort();
}

/**
 * As Node looks packages up: beside the one that asks, then further out.
 * @param {string} from
 * @param {string} name
 * @param {Record<string, Locked>} packages
 */
function resolve(from, name, packages) {
  for (
    let folder = from;
    folder !== '';
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const nested = `${folder}/node_modules/${name}`;
    if (packages[nested] !== undefined) return nested;
  }
  return `node_modules/${name}`;
}

/** @param {string} path */
function describe(path) {
  const folder = join(ROOT, path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  const text =
    file === undefined
      ? 'The package brings no text of its licence.'
      : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license ?? 'licence not named'})\n\n${text}`;
}
