/** The files of the program that others open by their path, in a source tree and in an installed app. */
import { join } from 'node:path';
import type { ProgramPaths } from '../../core/backend/backend-type.ts';

/** For a path inside of the archive app.asar: the same path beside it. */
const unpackedPath = (path: string): string =>
  path.replace(/([\\/])app\.asar(?=[\\/]|$)/, '$1app.asar.unpacked');

/**
 * @param dist folder of the built program. In an installed app it is inside the archive app.asar, which only Electron can
 * read: files that other programs open are in app.asar.unpacked next to it.
 */
export function programPaths(dist: string): ProgramPaths {
  const unpacked = unpackedPath(dist);
  return {
    llamaWorker: join(unpacked, 'workers', 'llama-worker.js'),
    logSearch: join(unpacked, 'workers', 'log-search.js'),
    diskThread: join(unpacked, 'workers', 'disk-thread.js'),
    // llama.cpp maps it into memory.
    sampleModel: join(unpacked, 'sample', 'sample-model.gguf'),
  };
}

/** The program of the file helper. @param dist as for {@link programPaths} */
export const fileHelperPath = (dist: string): string => join(unpackedPath(dist), 'workers', 'file-helper.js');

/** The icon of windows and notifications, for systems that do not use that of the executable. */
export const iconPath = (dist: string): string => join(dist, 'icons', 'icon.png');
