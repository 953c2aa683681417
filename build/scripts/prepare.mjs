// What `npm start` and `npm test` do first, from a bare clone on: check Node, install, build. Uses nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newestChange, ROOT } from './source-tree.mjs';

const STAMP = join(ROOT, 'node_modules', '.switchyard-installed');
/** What npm has installed, in the form of a lockfile. */
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');
const BUILT = join(ROOT, 'dist', '.built');
/** What a build is made of. */
const SOURCES = ['shared', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json'];

/** Ends the program with a sentence when Node is too old; everything after may use what 20.19 has. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Switchyard needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exit(1);
}

/** Installs the exact versions of the lockfile, unless that was done already, here or by hand. */
export function ensureInstalled() {
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  if (!hasInstalled(lockfile)) {
    console.log('Installing what the lockfile names (once)…');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  }
  writeFileSync(STAMP, wanted);
}

/** @typedef {{version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[]}} LockedPackage */

/**
 * Whether npm has installed exactly what the lockfile names. At the end of each installation npm writes down what is there.
 * @param {string} lockfile its text
 */
function hasInstalled(lockfile) {
  /** @type {Record<string, LockedPackage>} */
  let installed;
  try {
    installed = JSON.parse(readFileSync(INSTALLED, 'utf8')).packages ?? {};
  } catch {
    // There is none, or none that can be read.
    return false;
  }
  /** @type {Record<string, LockedPackage>} */
  const { '': _project, ...wanted } = JSON.parse(lockfile).packages;
  return (
    Object.keys(installed).every((path) => path in wanted) &&
    Object.entries(wanted).every(([path, { version, integrity, ...kind }]) => {
      const found = installed[path];
      return found ? found.version === version && found.integrity === integrity : mayBeMissing(kind);
    })
  );
}

/**
 * Whether npm may have left out a package: because it is for another system, or only needed by such a package.
 * @param {LockedPackage} kind
 */
function mayBeMissing({ optional = false, os = [], cpu = [], libc }) {
  // Which C library this system has is not looked at: a package that needs a certain one may be missing.
  const isForThisSystem = os.includes(process.platform) && cpu.includes(process.arch) && libc === undefined;
  return optional && !isForThisSystem;
}

/** Builds, unless nothing has changed since the last build. */
export function ensureBuilt() {
  const newest = Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source))));
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs > newest) return;
  console.log('Building…');
  // In a process of its own: a build sets NODE_ENV, which the host would hand on to its workers and a test to React.
  // And one of the tests has set it, to something that would end up in the panel.
  run(process.execPath, [join('build', 'scripts', 'build.mjs')], { NODE_ENV: 'production' });
}

/**
 * Becomes the headless host, in this very process: signals and the exit code are its own.
 * @param {string[]} args
 */
export async function runHeadlessHost(args) {
  process.argv = [...process.argv.slice(0, 2), ...args];
  await import(pathToFileURL(join(ROOT, 'dist', 'headless', 'main.js')).href);
}

/** npm is a .cmd file on Windows, which only a shell can start. Nothing that is run here comes from a user. */
const NEEDS_SHELL = process.platform === 'win32';

/** @typedef {{name: string, command: string, args: string[], env?: Record<string, string>}} Program */

/**
 * Runs programs at the same time. The output of the first is printed as it comes; that of each other one in one piece, once it
 * and those before it have ended. Ends this program when all have ended and one of them has failed.
 * @param {Program[]} programs
 * @param {() => string[]} [describeFailures] called when one has failed; what it returns is printed last, where it is found
 */
export async function runTogether(programs, describeFailures = () => []) {
  const runs = programs.map(start);
  const failed = [];
  for (const { name, printOutput, ended } of runs) {
    console.log(`\n── ${name}`);
    printOutput();
    const { fault, seconds } = await ended;
    if (fault === null) {
      console.log(`   ${name}: ${seconds} s`);
    } else {
      console.error(`\n${fault}`);
      failed.push(name);
    }
  }
  if (failed.length === 0) return;
  for (const failure of describeFailures()) console.error(`\n${failure}`);
  console.error(`\nFailed: ${failed.join(', ')}.`);
  process.exit(1);
}

/**
 * Starts a program, and keeps its output until `printOutput` is called.
 * @param {Program} program
 */
function start({ name, command, args, env = {} }) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: ROOT,
    shell: NEEDS_SHELL,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  /** @type {string[]} */
  const kept = [];
  /** @param {string} text */
  let print = (text) => void kept.push(text);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => print(text));
  const printOutput = () => {
    process.stdout.write(kept.join(''));
    print = (text) => void process.stdout.write(text);
  };
  /** @type {Promise<{fault: string | null, seconds: string}>} */
  const ended = new Promise((resolve) => {
    let reason = '';
    child.once('error', ({ message }) => {
      reason = message;
    });
    child.once('close', (code, signal) => {
      const fault = `${command} ${args.join(' ')} failed (${reason || signal || `exit code ${code}`}).`;
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      resolve({ fault: code === 0 ? null : fault, seconds });
    });
  });
  return { name, printOutput, ended };
}

/**
 * Runs a program of the project or of npm; ends this one if it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: NEEDS_SHELL,
    env: { ...process.env, ...env },
  });
  if (result.status !== 0) {
    console.error(
      `\n${command} ${args.join(' ')} failed (${result.error?.message ?? `exit code ${result.status}`}).`,
    );
    process.exit(result.status ?? 1);
  }
}
