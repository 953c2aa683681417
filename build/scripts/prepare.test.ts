/** `ensureInstalled` in a checkout of its own, with a program in the place of npm that only notes that it was called. */
import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ROOT } from './source-tree.mjs';

const PROJECT = { version: '1.0.0' };
const LIBRARY = { version: '2.0.0', integrity: 'sha512-library' };
const OTHER_SYSTEM = {
  version: '3.0.0',
  integrity: 'sha512-other',
  optional: true,
  os: ['none'],
  cpu: ['none'],
};
const THIS_SYSTEM = {
  version: '3.0.0',
  integrity: 'sha512-this',
  optional: true,
  os: [process.platform],
  cpu: [process.arch],
};
const LOCKED = {
  '': PROJECT,
  'node_modules/library': LIBRARY,
  'node_modules/library-other': OTHER_SYSTEM,
  'node_modules/library-this': THIS_SYSTEM,
};
const INSTALLED = { 'node_modules/library': LIBRARY, 'node_modules/library-this': THIS_SYSTEM };

/** @param installed what npm has noted in node_modules; null: there is no node_modules */
async function checkout(installed: object | null) {
  const root = await mkdtemp(join(tmpdir(), 'switchyard-prepare-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = (path: string, packages: object) => writeFile(join(root, path), JSON.stringify({ packages }));
  await write('package-lock.json', LOCKED);
  if (installed !== null) {
    await mkdir(join(root, 'node_modules'));
    await write('node_modules/.package-lock.json', installed);
  }
  await mkdir(join(root, 'build', 'scripts'), { recursive: true });
  for (const name of ['prepare.mjs', 'source-tree.mjs'])
    await copyFile(join(ROOT, 'build', 'scripts', name), join(root, 'build', 'scripts', name));
  const npm = join(root, 'bin', 'npm');
  await mkdir(join(root, 'bin'));
  await writeFile(npm, `#!/bin/sh\nmkdir -p node_modules\necho "$1" >> calls\n`);
  await chmod(npm, 0o755);
  return {
    write,
    ensureInstalled: () =>
      promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', `(await import('./build/scripts/prepare.mjs')).ensureInstalled()`],
        { cwd: root, env: { ...process.env, PATH: `${join(root, 'bin')}${delimiter}${process.env.PATH}` } },
      ),
    calls: async () => (await readFile(join(root, 'calls'), 'utf8').catch(() => '')).split('\n').slice(0, -1),
  };
}

// On Windows npm is a batch file.
describe.runIf(process.platform !== 'win32')('what the lockfile names', () => {
  it('is installed once, and again when the lockfile has changed', async () => {
    const { ensureInstalled, calls, write } = await checkout(null);
    await ensureInstalled();
    await ensureInstalled();
    expect(await calls()).toEqual(['ci']);
    await write('package-lock.json', { ...LOCKED, 'node_modules/new': LIBRARY });
    await ensureInstalled();
    expect(await calls()).toEqual(['ci', 'ci']);
  });

  it('is not installed again where a person has done that, without what is for other systems', async () => {
    const { ensureInstalled, calls } = await checkout(INSTALLED);
    await ensureInstalled();
    expect(await calls()).toEqual([]);
  });

  it.each([
    [
      'has another version of a package',
      { ...INSTALLED, 'node_modules/library': { ...LIBRARY, version: '1.9.0' } },
    ],
    [
      'has another file of a version',
      { ...INSTALLED, 'node_modules/library': { ...LIBRARY, integrity: 'sha512-x' } },
    ],
    ['lacks a package', { 'node_modules/library-this': THIS_SYSTEM }],
    ['lacks an optional package for this system', { 'node_modules/library': LIBRARY }],
    ['has a package too many', { ...INSTALLED, 'node_modules/library/node_modules/old': LIBRARY }],
  ])('is installed where node_modules %s', async (_, installed) => {
    const { ensureInstalled, calls } = await checkout(installed);
    await ensureInstalled();
    expect(await calls()).toEqual(['ci']);
  });
});
