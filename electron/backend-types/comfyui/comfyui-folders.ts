/** Finds the ComfyUI folders of this machine, also where ComfyUI Desktop keeps its own. */
import { join } from 'node:path';
import { z } from 'zod';
import type { WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { findEngineFolders, readSettings } from '../common/engine-folders.ts';

const desktopSettings = z.object({ basePath: z.string() });

/** @returns folders with a main.py and a folder comfy, each once */
export const findComfyFolders = (locations: WellKnownLocations): Promise<string[]> =>
  findEngineFolders(locations, {
    likely: /comfy/i,
    isEngine: ({ files, folders }) => files.includes('main.py') && folders.includes('comfy'),
    configured: async (settingsFolder, files) =>
      (await readSettings(files, join(settingsFolder, 'ComfyUI', 'config.json'), desktopSettings))?.basePath,
  });
