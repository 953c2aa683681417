/**
 * Builds llama-server from the sources that the dependency node-llama-cpp carries (`llama/gitRelease.bundle`), for tests that run
 * a real one. It takes about 110 seconds of processor time, and is kept outside of the repository.
 */
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';
import { cacheFolders, isTrusted, openCache } from './engine-cache.mjs';
import { isOnPath, runStep, TooSlow } from './run-step.mjs';

const BUNDLE = join(ROOT, 'node_modules/node-llama-cpp/llama/gitRelease.bundle');
const RELEASE = join(ROOT, 'node_modules/node-llama-cpp/llama/binariesGithubRelease.json');
const PROJECT = join(ROOT, 'build/engines/llama-server');
/** What of the sources is needed; the rest is 150 MB. */
const PATHS = [
  'common',
  'include',
  'src',
  'ggml/include',
  'scripts',
  'tools/mtmd',
  'tools/server',
  'tools/ui',
  'vendor',
];
const FLAGS = { CMAKE_BUILD_TYPE: 'None', CMAKE_C_FLAGS: '-O1', CMAKE_CXX_FLAGS: '-O1' };
/** A folder of a build that was killed is removed after a day. */
const ABANDONED_MS = 24 * 60 * 60_000;

/**
 * Finds one that was built before.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{program: string} | {reason: string, isFinal: boolean}} `reason`: a sentence for a person; `isFinal`: it cannot be
 *   built here, or the last build of the same has failed or was too slow
 */
export function findBuiltLlamaServer(env = process.env) {
  const unavailable = whyNoSources();
  if (unavailable !== null) return { reason: unavailable, isFinal: true };
  const key = buildKey();
  for (const folder of cacheFolders(env)) {
    if (!isTrusted(folder)) continue;
    const program = join(folder, key, 'llama-server');
    if (existsSync(program) && runs(program)) return { program };
    const failure = readFailure(folder, key);
    if (failure !== null) return { reason: failure, isFinal: true };
  }
  return { reason: 'None is built yet: `npm run test:engines` builds one.', isFinal: false };
}

/**
 * Builds one and puts it into the cache, where all of it appears at once: two that build at the same time do not disturb each other.
 * @param {{env?: NodeJS.ProcessEnv, limitSeconds?: number | undefined, log?: (line: string) => void}} [options]
 * @returns {Promise<{program: string} | {reason: string}>}
 */
export async function buildLlamaServer({ env = process.env, limitSeconds, log = console.log } = {}) {
  const unavailable = whyNoSources() ?? whyNoTools(env);
  if (unavailable !== null) return { reason: unavailable };
  const cache = openCache(env);
  if ('reason' in cache) return cache;
  if (cache.notice !== null) log(cache.notice);
  const key = buildKey();
  removeAbandoned(cache.folder);
  const work = join(cache.folder, `.building-${process.pid}-${randomUUID().slice(0, 8)}`);
  const removeWork = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', removeWork);
  log(`Building llama-server ${readRelease()} (once; about a minute on two processors)…`);
  try {
    mkdirSync(work);
    const started = performance.now();
    await compile(work, {
      env,
      endsAt: limitSeconds === undefined ? Infinity : started + limitSeconds * 1000,
    });
    const program = publish(join(work, 'made'), join(cache.folder, key));
    rmSync(failureFile(cache.folder, key), { force: true });
    log(`Built ${program} in ${Math.round((performance.now() - started) / 1000)} s.`);
    return { program };
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    if (!(error instanceof TooSlow)) log(what);
    const reason =
      error instanceof TooSlow
        ? `Building it was given up after ${limitSeconds} s: \`npm run test:engines\` takes the time it needs.`
        : `It could not be built (${what.split('\n')[0]}): \`npm run test:engines\` tries it again.`;
    writeFileSync(failureFile(cache.folder, key), JSON.stringify({ reason }));
    return { reason };
  } finally {
    removeWork();
    process.off('exit', removeWork);
  }
}

/**
 * @param {string} work an empty folder; `made` in it is the result
 * @param {{env: NodeJS.ProcessEnv, endsAt: number}} options
 */
async function compile(work, { env, endsAt }) {
  const source = join(work, 'source');
  const build = join(work, 'build');
  const made = join(work, 'made');
  /** @param {string} command @param {string[]} args */
  const step = (command, args) => runStep(command, args, { env: withoutGit(env), endsAt });
  await step('git', ['clone', '--quiet', '--no-checkout', '--depth', '1', BUNDLE, source]);
  await step('git', ['-C', source, 'checkout', '--quiet', 'HEAD', '--', ...PATHS]);
  const definitions = { SOURCE: source, PREBUILT: prebuiltFolder(), ...FLAGS };
  await step('cmake', [
    ...(isOnPath('ninja', env) ? ['-G', 'Ninja'] : []),
    ...['-S', PROJECT, '-B', build],
    ...Object.entries(definitions).map(([name, value]) => `-D${name}=${value}`),
  ]);
  await step('cmake', [
    '--build',
    build,
    '--target',
    'llama-server',
    '--parallel',
    `${availableParallelism()}`,
  ]);
  mkdirSync(made);
  for (const name of readdirSync(prebuiltFolder()).filter((name) => /\.(so|dylib|metal)$/.test(name)))
    copyFileSync(join(prebuiltFolder(), name), join(made, name));
  const program = join(made, 'llama-server');
  copyFileSync(join(build, 'server', 'llama-server'), program);
  if (!runs(program)) throw new Error('the built program does not run on this system');
}

/**
 * @param {string} made
 * @param {string} place
 * @returns {string} the program
 */
function publish(made, place) {
  const program = join(place, 'llama-server');
  // One that does not run any more, such as after a change of the system.
  if (existsSync(place) && !runs(program)) rmSync(place, { recursive: true, force: true });
  try {
    renameSync(made, place);
  } catch (error) {
    // Another run was faster.
    if (!runs(program)) throw error;
  }
  return program;
}

/** @param {string} program */
function runs(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @returns {string | null} a sentence; null: what it is built from is there */
function whyNoSources() {
  if (process.platform === 'win32')
    return 'It is not built on Windows: the prebuilt libraries come without what a linker needs there.';
  if (!existsSync(BUNDLE)) return `The sources are missing: ${BUNDLE}.`;
  if (!existsSync(prebuiltFolder()))
    return `node-llama-cpp brings no libraries for ${process.platform} ${process.arch}: ${prebuiltFolder()} is missing.`;
  return null;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | null} a sentence; null: the tools are there
 */
function whyNoTools(env) {
  /** @type {[what: string, names: string[]][]} */
  const tools = [
    ['git', ['git']],
    ['cmake', ['cmake']],
    ['a C++ compiler', [env.CXX ?? '', 'c++', 'g++', 'clang++']],
    ['ninja or make', ['ninja', 'make']],
  ];
  const missing = tools
    .filter(([, names]) => !names.some((name) => isOnPath(name, env)))
    .map(([what]) => what);
  return missing.length === 0
    ? null
    : `It is built with ${tools.map(([what]) => what).join(', ')}; missing here: ${missing.join(', ')}.`;
}

/** The package whose libraries run without a graphics card. */
function prebuiltFolder() {
  const name =
    process.platform === 'darwin'
      ? `mac-${process.arch === 'arm64' ? 'arm64-metal' : 'x64'}`
      : `linux-${process.arch === 'arm' ? 'armv7l' : process.arch}`;
  return join(ROOT, 'node_modules/@node-llama-cpp', name, 'bins', name);
}

/** Changes with everything that the result depends on. */
function buildKey() {
  const hash = createHash('sha256');
  for (const file of [BUNDLE, join(PROJECT, 'CMakeLists.txt')]) hash.update(readFileSync(file));
  for (const name of readdirSync(prebuiltFolder()).sort())
    hash.update(`${name} ${statSync(join(prebuiltFolder(), name)).size}\n`);
  hash.update(JSON.stringify([process.platform, process.arch, FLAGS]));
  return `llama-server-${readRelease()}-${hash.digest('hex').slice(0, 16)}`;
}

/** @returns {string} such as `v0.4.0` */
function readRelease() {
  return JSON.parse(readFileSync(RELEASE, 'utf8')).release;
}

/** @param {string} folder @param {string} key */
const failureFile = (folder, key) => join(folder, `${key}.failed.json`);

/**
 * @param {string} folder
 * @param {string} key
 * @returns {string | null} why the last build of the same failed
 */
function readFailure(folder, key) {
  try {
    return JSON.parse(readFileSync(failureFile(folder, key), 'utf8')).reason;
  } catch {
    return null;
  }
}

/** @param {string} folder */
function removeAbandoned(folder) {
  for (const name of readdirSync(folder).filter((name) => name.startsWith('.building-'))) {
    const facts = statSync(join(folder, name), { throwIfNoEntry: false });
    if (facts && Date.now() - facts.mtimeMs > ABANDONED_MS)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * A hook of git sets variables that lead git to the repository of the hook.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutGit(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
}
