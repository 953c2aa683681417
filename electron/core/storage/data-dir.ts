/** The folder in which the program keeps its data: its default location on each platform, and how it is made. */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';
import { codeOf } from '../../../shared/errors.ts';
import { describeSystemError } from '../system-errors.ts';
import { findUnusableName } from './files/windows-names.ts';

interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The usual folder for the data of a program on each system. It need not exist yet. */
export function defaultDataDir(
  { platform, env, home }: Surroundings = {
    platform: process.platform,
    env: process.env,
    home: homedir(),
  },
): string {
  const { join } = platform === 'win32' ? win32 : posix;
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Switchyard');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Switchyard');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'switchyard');
}

/** The folder, or a file in it, cannot be used; the message says why and what to do. */
export class DataDirError extends Error {}

/** The error of a file in the data directory without which the program cannot start. */
export const unusableFile = (path: string, cause: unknown): DataDirError =>
  new DataDirError(
    `The file ${path} cannot be read: ${describeSystemError(cause)}. Nothing was changed. Correct that, or move the file away, and start again.`,
    { cause },
  );

/** Makes the folder where it is missing, readable by this user only. @throws DataDirError */
export async function makeDataDir(
  dataDir: string,
  platform: NodeJS.Platform = process.platform,
): Promise<void> {
  const problem = platform === 'win32' ? findUnusableName(dataDir) : null;
  if (problem !== null) throw cannotBeMade(dataDir, problem);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    const reason =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'there is a file in its place'
        : String(describeSystemError(error));
    throw cannotBeMade(dataDir, reason);
  }
}

const cannotBeMade = (dataDir: string, reason: string): DataDirError =>
  new DataDirError(
    `The data directory ${dataDir} cannot be made: ${reason}. Choose another with --data-dir.`,
  );
