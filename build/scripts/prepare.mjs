// What `npm start` and `npm test` do first, from a bare clone on: check Node, install, build. Uses nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { newestChange, ROOT } from './source-tree.mjs';

const STAMP = join(ROOT, 'node_modules', '.switchyard-installed');
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

/** Installs the exact versions of the lockfile, unless that was done already. */
export function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.log('Installing what the lockfile names (once)…');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(STAMP, wanted);
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

/**
 * Runs programs at the same time, and prints what each had to say once it has ended. Ends this program if one of them fails.
 * @param {{name: string, command: string, args: string[]}[]} programs
 */
export async function runTogether(programs) {
  const failed = await Promise.all(
    programs.map(({ name, command, args }) => {
      const started = performance.now();
      const child = spawn(command, args, { cwd: ROOT, shell: NEEDS_SHELL });
      let output = '';
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text) => {
          output += text;
        });
      return new Promise((resolve) => {
        child.once('error', (error) => {
          output += error.message;
        });
        child.once('close', (code) => {
          const seconds = ((performance.now() - started) / 1000).toFixed(1);
          console.log(`\n── ${name} (${seconds} s)\n${output}`.trimEnd());
          if (code !== 0) console.error(`\n${command} ${args.join(' ')} failed (exit code ${code}).`);
          resolve(code !== 0);
        });
      });
    }),
  );
  if (failed.includes(true)) process.exit(1);
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
