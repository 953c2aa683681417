/** Where the parts of the program lie, in a source tree and in an installed app. */
import { join } from 'node:path';
import type { ProgramPaths } from '../../core/backend/backend-type.ts';

/**
 * @param dist folder of the built program; in an installed app it lies inside the archive app.asar, which is no folder to
 * anything but Electron: what other code opens by its path lies beside it, in app.asar.unpacked
 */
export function programPaths(dist: string): ProgramPaths {
  const unpacked = dist.replace(/([\\/])app\.asar(?=[\\/]|$)/, '$1app.asar.unpacked');
  return {
    llamaWorker: join(unpacked, 'workers', 'llama-worker.js'),
    // llama.cpp maps it into memory.
    sampleModel: join(unpacked, 'sample', 'sample-model.gguf'),
  };
}
