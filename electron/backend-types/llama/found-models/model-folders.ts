/** The folders in which programs and people keep GGUF models. */
import { join } from 'node:path';
import { z } from 'zod';
import type { WellKnownLocations } from '../../../core/discovery/well-known-locations.ts';
import {
  isLocalPath,
  readSettings,
  settingsFolder,
  stabilityMatrixLibrary,
} from '../../common/engine-folders.ts';

export interface ModelFolder {
  path: string;
  /** Whose folder it is, as the list names it: a name or a path, which is the same in every language. */
  source: string;
  /** How many folders deep it is searched. */
  depth: number;
}

/** `downloadsFolder` in the settings.json of LM Studio 0.3. */
const lmStudioSettings = z.object({ downloadsFolder: z.string() });

/** @returns them in the order in which they are listed; they need not exist */
export async function findModelFolders({
  home,
  env,
  platform,
  files,
}: WellKnownLocations): Promise<ModelFolder[]> {
  if (home === null) return [];
  const chosen = await Promise.all(
    [join(home, '.lmstudio'), join(home, '.cache', 'lm-studio')].map((folder) =>
      readSettings(files, join(folder, 'settings.json'), lmStudioSettings),
    ),
  );
  const folder = (source: string, depth: number, ...parts: string[]): ModelFolder => ({
    path: join(...parts),
    source,
    depth,
  });
  const cache =
    platform === 'darwin'
      ? join(home, 'Library', 'Caches')
      : (usable(env.XDG_CACHE_HOME) ?? join(home, '.cache'));
  const library = await stabilityMatrixLibrary(settingsFolder(home, env, platform), files);
  return [
    // publisher/repository/file
    ...chosen.flatMap((settings) => {
      const path = usable(settings?.downloadsFolder);
      return path === undefined ? [] : [folder('LM Studio', 3, path)];
    }),
    folder('LM Studio', 3, home, '.lmstudio', 'models'),
    folder('LM Studio', 3, home, '.cache', 'lm-studio', 'models'),
    // models--publisher--repository/snapshots/revision/file, whose files are links
    folder(
      'Hugging Face',
      5,
      usable(env.HF_HUB_CACHE) ?? join(usable(env.HF_HOME) ?? join(home, '.cache', 'huggingface'), 'hub'),
    ),
    folder('llama.cpp', 1, usable(env.LLAMA_CACHE) ?? join(cache, 'llama.cpp')),
    folder('SwarmUI', 4, home, 'SwarmUI', 'Models'),
    folder('StabilityMatrix', 4, home, 'StabilityMatrix', 'Data', 'Models'),
    ...(usable(library) === undefined ? [] : [folder('StabilityMatrix', 4, library, 'Models')]),
    folder('~/models', 3, home, 'models'),
    folder('~/Models', 3, home, 'Models'),
    // On macOS the system would ask the user for permission.
    ...(platform === 'darwin' ? [] : [folder('~/Downloads', 1, home, 'Downloads')]),
  ];
}

/** A folder that a variable or another program names, if it may be searched. An empty variable counts as none. */
export const usable = (path: string | undefined): string | undefined =>
  path !== undefined && isLocalPath(path) ? path : undefined;
