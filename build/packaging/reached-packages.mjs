// What a built program loads, found by following its imports as a bundler does.
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build } from 'vite';
import { ROOT } from '../scripts/source-tree.mjs';

/** Not followed: an import that never happens, as nothing here downloads (ipull's), and packages for other machines. */
const NOT_FOLLOWED = ['@reflink/reflink', /^@node-llama-cpp\//, /^@koromix\//];

/**
 * @param {string[]} entries paths of built programs
 * @param {string} [root] folder of the program
 * @returns {Promise<{files: string[], missing: string[]}>} every file that is imported, and every import that leads nowhere
 */
export async function followImports(entries, root = ROOT) {
  /** @type {Set<string>} */
  const files = new Set();
  /** @type {Set<string>} */
  const missing = new Set();
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      write: false,
      target: 'node24',
      minify: false,
      rollupOptions: {
        input: entries,
        treeshake: false,
        external: ['electron', /^node:/, ...builtinModules, ...NOT_FOLLOWED],
      },
    },
    plugins: [
      {
        name: 'follow-imports',
        enforce: 'pre',
        async resolveId(source, importer, options) {
          const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
          if (resolved !== null) return resolved;
          missing.add(source);
          return { id: source, external: true };
        },
        moduleParsed: ({ id }) => void files.add(id.replace('\0', '').replace(/\?.*/, '')),
      },
    ],
  });
  return { files: [...files], missing: [...missing] };
}

/**
 * @param {string[]} entries paths of built programs
 * @returns {Promise<Set<string>>} names of packages, llama.cpp's binaries not among them
 */
export async function reachedPackages(entries) {
  const { files } = await followImports(entries);
  return new Set(files.map(packageOf).filter((name) => name !== null));
}

/** Names of all packages that npm installs for production, in any version and on any platform. */
export function productionPackages() {
  /** @type {{packages: Record<string, {dev?: boolean}>}} */
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const paths = Object.keys(packages).filter((path) => !packages[path]?.dev);
  return new Set(paths.map(packageOf).filter((name) => name !== null));
}

/**
 * The package a file belongs to: by the innermost node_modules of its path.
 * @param {string} path
 */
export function packageOf(path) {
  const name = /.*(?:^|[\\/])node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path)?.[1];
  return name?.replace('\\', '/') ?? null;
}
