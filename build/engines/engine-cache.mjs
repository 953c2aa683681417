// Where engines that were built for tests are kept between checkouts and runs: outside of the repository.
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** Names another folder for it. */
const VARIABLE = 'SWITCHYARD_ENGINES_CACHE';

/**
 * The folders that may hold built engines, the preferred one first. They need not exist.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]}
 */
export function cacheFolders(env = process.env) {
  const named = env[VARIABLE];
  if (named) return [named];
  return [join(userCache(env), 'switchyard', 'engines'), temporaryFolder()];
}

/**
 * Makes and returns the first of them that can be written.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{folder: string, notice: string | null} | {reason: string}} `notice` says that it is not the preferred one;
 *   `reason` says why there is none
 */
export function openCache(env = process.env) {
  const folders = cacheFolders(env);
  /** @type {string[]} */
  const refused = [];
  for (const folder of folders) {
    const reason = whyUnusable(folder);
    if (reason === null)
      return {
        folder,
        notice: refused.length === 0 ? null : `${refused.join(' ')} ${folder} is used instead.`,
      };
    refused.push(reason);
  }
  return { reason: `${refused.join(' ')} Name a folder in ${VARIABLE}.` };
}

/**
 * Whether programs in it may be run: a folder that others can write may hold anything.
 * @param {string} folder
 */
export function isTrusted(folder) {
  const facts = readFacts(folder);
  if (facts === null || !facts.isDirectory()) return false;
  if (process.platform === 'win32') return true;
  return facts.uid === process.getuid?.() && (facts.mode & 0o022) === 0;
}

/** @param {string} path */
function readFacts(path) {
  try {
    return lstatSync(path);
  } catch {
    // It does not exist, or lies where this user may not look.
    return null;
  }
}

/**
 * Makes the folder.
 * @param {string} folder
 * @returns {string | null} a sentence; null: it can be used
 */
function whyUnusable(folder) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    return `${folder} cannot be written (${error instanceof Error && 'code' in error ? error.code : error}).`;
  }
  return isTrusted(folder) ? null : `${folder} belongs to another user, or others can write it.`;
}

/** @param {NodeJS.ProcessEnv} env */
function userCache(env) {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  return env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

const temporaryFolder = () =>
  join(tmpdir(), `switchyard-engines-${process.getuid?.() ?? userInfo().username}`);
