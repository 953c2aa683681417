// Runs Windows programs under Wine, each run in a Windows of its own.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { installDebianPackages } from '../find-programs/debian-packages.mjs';
import { forwardingDll } from './forwarding-dll.mjs';

/** Changes whenever a Windows would be set up in another way. */
const SETUP = 2;

/** @returns {string | null} what `wine --version` prints; null where Wine is not installed */
export function wineVersion() {
  const { status, stdout } = spawnSync('wine', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Installs Wine on Debian as root. @returns {boolean} whether it is there now */
export function installWine() {
  installDebianPackages(['wine', 'wine64', 'nsis'], 'the tests on Windows');
  return wineVersion() !== null;
}

/**
 * A Windows of its own, with the disk of this machine as drive Z:.
 * @param {string} cache folder
 */
export function openWindows(cache) {
  const runs = join(cache, 'runs');
  mkdirSync(runs, { recursive: true });
  removeAbandoned(runs);
  const folder = mkdtempSync(join(runs, `${process.pid}-`));
  const prefix = join(folder, 'windows');
  // Links instead of copies: it is made in an instant, and no test writes into the system's folders.
  const prepared = preparedWindows(cache);
  run('cp', ['-al', prepared, prefix]);
  for (const registry of ['system.reg', 'user.reg', 'userdef.reg'])
    run('cp', ['--remove-destination', join(prepared, registry), join(prefix, registry)]);
  shareDriveC(prefix);
  const environment = wineEnvironment(prefix);
  return {
    /** For temporary files of the run. */
    folder,
    /**
     * Starts a program. Its output goes into files, since Wine cannot hand on a pipe of Linux to Node.
     * @param {string} program path on this machine
     * @param {string[]} args
     * @param {{env: Record<string, string>, cwd: string, output: number}} options `output`: descriptor of a file
     */
    start: (program, args, { env, cwd, output }) =>
      spawn('wine', [program, ...args], {
        cwd,
        env: { ...environment, ...env },
        stdio: ['ignore', output, output],
      }),
    /** Ends all that runs in it, and removes it. */
    close: () => {
      spawnSync('wineserver', ['-k'], { env: environment });
      spawnSync('wineserver', ['-w'], { env: environment });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} path on this machine @returns {string} the same as a Windows program names it */
export const windowsPath = (path) => `Z:${path.replaceAll('/', '\\')}`;

/** Shares its drive C: as `\\localhost\c$`, as every Windows does for administrators. @param {string} prefix */
function shareDriveC(prefix) {
  const machine = join(prefix, 'dosdevices', 'unc', 'localhost');
  mkdirSync(machine, { recursive: true });
  symlinkSync(join(prefix, 'drive_c'), join(machine, 'c$'));
}

/**
 * A Windows that was set up once, to be copied.
 * @param {string} cache
 */
function preparedWindows(cache) {
  const version = (wineVersion() ?? '').replaceAll(/[^\w.-]+/g, '-');
  const prepared = join(cache, `windows-${version}-${SETUP}`);
  if (existsSync(prepared)) return prepared;
  console.log('Setting up a Windows under Wine (once)…');
  const made = mkdtempSync(`${prepared}-`);
  const environment = wineEnvironment(made);
  run('wine', ['wineboot', '-i'], environment);
  run('wine', ['reg', 'add', 'HKCU\\Software\\Wine', '/v', 'Version', '/d', 'win10', '/f'], environment);
  // There is no display: windows exist, and are drawn nowhere.
  run(
    'wine',
    ['reg', 'add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f'],
    environment,
  );
  // Programs in Rust ask this library for random numbers, and Wine 8 does not have it.
  writeFileSync(
    join(made, 'drive_c', 'windows', 'system32', 'bcryptprimitives.dll'),
    forwardingDll('bcryptprimitives.dll', { ProcessPrng: 'advapi32.SystemFunction036' }),
  );
  run('wineserver', ['-w'], environment);
  if (existsSync(prepared)) rmSync(made, { recursive: true, force: true });
  else renameSync(made, prepared);
  return prepared;
}

/** What a run has left that was killed. @param {string} runs */
function removeAbandoned(runs) {
  for (const name of readdirSync(runs)) {
    const pid = Number.parseInt(name, 10);
    if (existsSync(`/proc/${pid}`)) continue;
    spawnSync('wineserver', ['-k'], { env: wineEnvironment(join(runs, name, 'windows')) });
    rmSync(join(runs, name), { recursive: true, force: true });
  }
}

/** @param {string} prefix */
function wineEnvironment(prefix) {
  return {
    ...process.env,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Neither .NET nor a browser is needed, and Wine would ask whether to install them.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    // No window is ever seen.
    DISPLAY: '',
  };
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { env, stdio: 'ignore' });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed (${error?.message ?? `exit code ${status}`}).`);
}
