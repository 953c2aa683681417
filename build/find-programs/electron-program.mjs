// Electron's own program: npm installs the package without it. Finds it, fetches it once, and runs the app with it.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';

const PACKAGE = join(ROOT, 'node_modules', 'electron');
const FAILURE = join(ROOT, 'node_modules', '.switchyard-electron-failed.json');
/** Milliseconds; a slow line brings about 120 MB in that time. */
const FETCH_LIMIT = 5 * 60_000;
/** Milliseconds within which an Electron that this system cannot run has ended. */
const STILLBORN = 10_000;
/** How it ends then: a library is missing, or the sandbox cannot be set up. */
const STILLBORN_ENDS = [127, 'SIGTRAP', 'SIGABRT', 'SIGILL', 'SIGSEGV'];

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} path of the program
 */
export function findElectron(env = process.env) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH || join(PACKAGE, 'dist');
  const program = join(
    folder,
    readIfThere(join(PACKAGE, 'path.txt')) ?? PROGRAMS[process.platform] ?? 'electron',
  );
  if (!existsSync(program)) return null;
  // One of an earlier version may be left from before an update.
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const present = readIfThere(join(folder, 'version'))?.replace(/^v/, '') ?? version;
  return present === version ? program : null;
}

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const PROGRAMS = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * @param {string} [file]
 * @returns {{at: number, reason: string} | null}
 */
export function lastFailure(file = FAILURE) {
  const text = readIfThere(file);
  return text === null ? null : JSON.parse(text);
}

/**
 * Lets the package fetch its program, which takes from a second to minutes.
 * @param {NodeJS.ProcessEnv} [env]
 * @param {number} [limit] in milliseconds
 * @returns {Promise<string | null>} why it could not, in a few words; null: it is there now
 */
export async function fetchElectron(env = process.env, limit = FETCH_LIMIT) {
  const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limit,
  });
  const undo = onSignals((signal) => {
    child.kill();
    process.exit(128 + constants.signals[signal]);
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const [code, signal] = await ended(child);
  undo();
  if (code === 0) {
    rmSync(FAILURE, { force: true });
    return null;
  }
  return signal === 'SIGTERM' ? 'it took too long' : inWords(errors);
}

/**
 * @param {string} reason
 * @param {string} [file]
 */
export function rememberFailure(reason, file = FAILURE) {
  try {
    writeFileSync(file, JSON.stringify({ at: Date.now(), reason }));
  } catch {
    // The folder belongs to somebody else: then each start tries again.
  }
}

/**
 * Runs the app until it ends. Signals to this process reach it.
 * @param {string} electron path of the program
 * @param {string[]} args
 * @returns {Promise<{code: number} | {failed: string}>} its exit code; or why Electron does not run on this system
 */
export async function runApp(electron, args) {
  const env = { ...process.env };
  // Set in the terminals of some editors; with it, Electron is a Node and shows nothing.
  delete env.ELECTRON_RUN_AS_NODE;
  const started = performance.now();
  const child = spawn(electron, [ROOT, ...args], { stdio: 'inherit', env });
  // A terminal signals the whole group, npm and service managers only this process.
  const undo = onSignals((signal) => void child.kill(signal));
  try {
    const [code, signal] = await ended(child);
    const end = signal ?? code ?? 1;
    if (STILLBORN_ENDS.includes(end) && performance.now() - started < STILLBORN)
      return { failed: `Electron does not run on this system (it ended with ${end})` };
    return { code: signal === null ? (code ?? 1) : 128 + constants.signals[signal] };
  } catch (error) {
    return { failed: `Electron could not be started (${error instanceof Error ? error.message : error})` };
  } finally {
    undo();
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<[code: number | null, signal: NodeJS.Signals | null]>} rejects when there is no process
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
  });
}

/**
 * @param {(signal: NodeJS.Signals) => void} listener
 * @returns {() => void} undoes it
 */
function onSignals(listener) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

/** @param {string} errors what the package's script wrote */
function inWords(errors) {
  if (/fetch failed|ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENETUNREACH/.test(errors))
    return 'the server it comes from cannot be reached';
  const [first = ''] = errors.trim().split('\n');
  return first === '' ? 'its script failed without a word' : first.replace(/^\w*Error: /, '');
}

/** @param {string} path */
function readIfThere(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}
