/** Finds the folders of Stable Diffusion web UIs on this machine, where people and installers put them. */
import type { WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import { findEngineFolders } from '../common/engine-folders.ts';

/** @returns folders with a launch.py, a webui.py and a folder modules, each once */
export const findWebuiFolders = (locations: WellKnownLocations): Promise<string[]> =>
  findEngineFolders(locations, {
    likely: /webui|forge|automatic|a1111|sd\.next/i,
    isEngine: ({ files, folders }) =>
      files.includes('launch.py') && files.includes('webui.py') && folders.includes('modules'),
  });
