/** Finds the Python that runs the stand-in of ComfyUI. On Debian, as root, it installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const find = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, process.platform === 'win32' ? 'python.exe' : 'python3'))
    .find((path) => existsSync(path));

/** @returns its path. @throws Error that says what to install */
export function ensurePython(): string {
  const found = find();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
    spawnSync('apt-get', ['update', '-qq'], options);
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3'], options);
    const installed = find();
    if (installed !== undefined) return installed;
  }
  throw new Error('The tests of ComfyUI need Python 3. Install it, and run npm test again.');
}
