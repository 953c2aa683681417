/** Where the program keeps its data by default, per platform. */
import { homedir } from 'node:os';
import { join } from 'node:path';

interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The folder that each system sets aside for the data of a program; it need not exist yet. */
export function defaultDataDir(
  { platform, env, home }: Surroundings = {
    platform: process.platform,
    env: process.env,
    home: homedir(),
  },
): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Switchyard');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Switchyard');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'switchyard');
}
