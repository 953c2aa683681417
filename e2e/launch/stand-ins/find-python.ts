/** Finds the Python that runs the stand-in of ComfyUI. On Debian, as root, it installs one. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages } from '../../../build/find-programs/debian-packages.mjs';

const find = (): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, process.platform === 'win32' ? 'python.exe' : 'python3'))
    .find((path) => existsSync(path));

/** @returns its path. @throws Error that says what to install */
export function ensurePython(): string {
  const found = find();
  if (found !== undefined) return found;
  installDebianPackages(['python3'], 'the stand-in of ComfyUI');
  const installed = find();
  if (installed !== undefined) return installed;
  throw new Error('The tests of ComfyUI need Python 3. Install it, and run npm test again.');
}
