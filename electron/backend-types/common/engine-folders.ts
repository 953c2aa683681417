/**
 * Finds the folders of an engine on this machine, in the well-known locations and where StabilityMatrix keeps what it installs.
 * The search is limited in time and in the number of folders, and follows no links.
 */
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { WellKnownLocations } from '../../core/discovery/well-known-locations.ts';
import type { FileChecks } from '../../core/files/file-checks.ts';

const SEARCH_TIMEOUT_MS = 3_000;
const MAX_FOLDERS = 3_000;
const MAX_ENTRIES_PER_FOLDER = 5_000;
const MAX_FOUND = 20;
const MAX_SETTINGS_FILE_BYTES = 256 * 1024;

/** How many folders deep the search goes, such as Documents/StabilityMatrix/Data/Packages/ComfyUI in the home folder. */
const MAX_DEPTH = { home: 5, drive: 4, configured: 1 };

/** Names of folders into which people and installers put engines. */
const LIKELY =
  /swarm|stability|stable-?diffusion|pinokio|^(ai|api|apps?|code|data|dev|dlbackend|documents|git|github|ml|packages|programs?|projects?|repos?|software|source|src|tools)$|^onedrive/i;
/** Not searched on macOS, where the system would ask the user for permission. */
const LIKELY_BUT_ON_MACOS = /^(desktop|downloads)$/i;
const PROTECTED_ON_MACOS = /^documents$/i;
/** The folder of StabilityMatrix in which users choose the names. */
const ANY_NAME_INSIDE = /^packages$/i;

const stabilityMatrixSettings = z.object({ LibraryPath: z.string() });

export interface FolderContent {
  /** Names. Links count neither as files nor as folders, so none is followed. */
  files: readonly string[];
  folders: readonly string[];
}

export interface EngineFolder {
  isEngine: (content: FolderContent) => boolean;
  /** Names of folders that are searched besides the usual ones. */
  likely: RegExp;
  /** A folder that the engine's own settings name. `settingsFolder` is that in which programs keep their settings. */
  configured?: (settingsFolder: string, files: FileChecks) => Promise<string | undefined>;
}

/** @returns the folders of the engine, each once */
export async function findEngineFolders(
  locations: WellKnownLocations,
  engine: EngineFolder,
): Promise<string[]> {
  const search = new FolderSearch(locations.platform, locations.files, engine);
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SEARCH_TIMEOUT_MS);
  });
  // A network drive that does not answer can block for minutes. What was found until the time-out is returned.
  await Promise.race([search.run(locations), timeout]);
  clearTimeout(timer);
  return search.finish();
}

class FolderSearch {
  readonly #platform: NodeJS.Platform;
  readonly #files: FileChecks;
  readonly #engine: EngineFolder;
  readonly #found = new Set<string>();
  #visited = 0;
  #isOver = false;

  constructor(platform: NodeJS.Platform, files: FileChecks, engine: EngineFolder) {
    this.#platform = platform;
    this.#files = files;
    this.#engine = engine;
  }

  async run({ home, drives, env }: WellKnownLocations): Promise<void> {
    const configured: string[] = [];
    if (home !== null) {
      const settings = settingsFolder(home, env, this.#platform);
      const own = await this.#engine.configured?.(settings, this.#files);
      configured.push(join(await stabilityMatrixLibrary(settings, this.#files), 'Packages'));
      if (own !== undefined) configured.push(own);
    }
    // At the same time, so that a location that blocks does not delay the others.
    await Promise.all([
      ...configured.filter(isLocalPath).map((folder) => this.#visit(folder, MAX_DEPTH.configured)),
      ...(home === null ? [] : [this.#visit(home, MAX_DEPTH.home)]),
      ...drives.map((drive) => this.#visit(drive, MAX_DEPTH.drive)),
    ]);
  }

  finish(): string[] {
    this.#isOver = true;
    return [...this.#found].sort();
  }

  async #visit(folder: string, depth: number): Promise<void> {
    if (this.#isOver || ++this.#visited > MAX_FOLDERS || this.#found.size >= MAX_FOUND) return;
    const content = await this.#read(folder);
    if (this.#isOver) return;
    if (this.#engine.isEngine(content)) this.#found.add(folder);
    else if (depth > 0)
      for (const name of content.folders)
        if (ANY_NAME_INSIDE.test(folder.split(/[\\/]/).at(-1) ?? '') || this.#isLikely(name))
          await this.#visit(join(folder, name), depth - 1);
  }

  async #read(folder: string): Promise<FolderContent> {
    const folders: string[] = [];
    const files: string[] = [];
    try {
      for (const { name, kind } of await this.#files.readFolder(folder, MAX_ENTRIES_PER_FOLDER)) {
        if (kind === 'folder') folders.push(name);
        else if (kind === 'file') files.push(name);
      }
    } catch {
      // It does not exist, may not be read, or does not answer: nothing is found in it.
    }
    return { files, folders };
  }

  #isLikely(name: string): boolean {
    if (this.#platform === 'darwin' && PROTECTED_ON_MACOS.test(name)) return false;
    if (LIKELY.test(name) || this.#engine.likely.test(name)) return true;
    return this.#platform !== 'darwin' && LIKELY_BUT_ON_MACOS.test(name);
  }
}

/** The folder in which programs keep their settings. */
export function settingsFolder(home: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME ?? join(home, '.config');
}

/**
 * The folder in which StabilityMatrix keeps engines and models: the one that its user has chosen, or its own. It need not exist.
 * @param settings see {@link settingsFolder}
 */
export async function stabilityMatrixLibrary(settings: string, files: FileChecks): Promise<string> {
  const own = join(settings, 'StabilityMatrix');
  const library = await readSettings(files, join(own, 'library.json'), stabilityMatrixSettings);
  return library?.LibraryPath ?? own;
}

/** Whether it is a full path on this machine. A network share is excluded, because its machine would see the access. */
export const isLocalPath = (path: string): boolean => isAbsolute(path) && !/^[\\/]{2}/.test(path);

/** Reads the settings of another program. Null where it is not installed, or its settings have another form. */
export async function readSettings<T>(
  files: FileChecks,
  file: string,
  shape: z.ZodType<T>,
): Promise<T | null> {
  try {
    const { kind, bytes } = await files.lstat(file);
    if (kind !== 'file' || bytes > MAX_SETTINGS_FILE_BYTES) return null;
    const text = Buffer.from(await files.readStart(file, MAX_SETTINGS_FILE_BYTES)).toString('utf8');
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // The program is not installed, or its settings have another form.
    return null;
  }
}
