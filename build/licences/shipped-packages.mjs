// Which packages of npm are shipped: those that run beside the program, and those that are bundled into the panel. Read from
// the lockfile alone, so that it is the same on every machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';

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
  'uplot',
  'zustand',
];
/** The desktop app is built on it; its own LICENSES.chromium.html lies beside the program. */
const RUNTIME = 'electron';

/**
 * @typedef {object} Locked an entry of the lockfile
 * @property {string} version
 * @property {string} [license]
 * @property {string} [integrity]
 * @property {boolean} [dev]
 * @property {boolean} [devOptional]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, string>} [peerDependencies]
 *
 * @typedef {object} ShippedPackage
 * @property {string} path folder, from the root of the repository
 * @property {string} name
 * @property {Locked} locked
 * @property {string[]} dependencies paths of those shipped packages that it needs
 */

/**
 * Packages of other platforms are among them.
 * @returns {ShippedPackage[]} in the order of their paths
 */
export function shippedPackages() {
  /** @type {{packages: Record<string, Locked>}} */
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const shipped = new Set(
    Object.entries(packages)
      .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
      .map(([path]) => path),
  );
  /** @param {string} path */
  const addWithDependencies = (path) => {
    if (shipped.has(path) || packages[path] === undefined) return;
    shipped.add(path);
    const { dependencies = {}, peerDependencies = {} } = packages[path];
    for (const name of Object.keys({ ...dependencies, ...peerDependencies }))
      if (!name.startsWith('@types/')) addWithDependencies(resolve(path, name, packages));
  };
  for (const name of BUNDLED) addWithDependencies(`node_modules/${name}`);
  shipped.add(`node_modules/${RUNTIME}`);
  return [...shipped].sort().map((path) => {
    const locked = /** @type {Locked} */ (packages[path]);
    // Electron's own dependencies only fetch its program.
    const { dependencies, optionalDependencies } = path === `node_modules/${RUNTIME}` ? {} : locked;
    return {
      path,
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      locked,
      dependencies: Object.keys({ ...dependencies, ...optionalDependencies })
        .map((name) => resolve(path, name, packages))
        .filter((dependency) => shipped.has(dependency)),
    };
  });
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
