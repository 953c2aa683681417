/**
 * Finds the ComfyUI folders of this machine: in the usual places, and where StabilityMatrix and ComfyUI Desktop say that they
 * keep theirs. Looks for a short while into a small number of folders, and follows no links.
 */
import { lstat, opendir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { WellKnownLocations } from '../../core/discovery/well-known-locations.ts';

const SEARCH_TIMEOUT = 3_000;
const MAX_FOLDERS = 3_000;
const MAX_ENTRIES = 5_000;
const MAX_FOUND = 20;
const MAX_SETTINGS_FILE_BYTES = 256 * 1024;

/** How far below its place a ComfyUI may lie, such as Documents/StabilityMatrix/Data/Packages/ComfyUI below the home folder. */
const DEPTH = { home: 5, drive: 4, named: 1 };

/** Names of folders in which people and installers put a ComfyUI. */
const LIKELY =
  /comfy|swarm|stability|stable-?diffusion|pinokio|^(ai|api|apps?|code|data|dev|dlbackend|documents|git|github|ml|packages|programs?|projects?|repos?|software|source|src|tools)$|^onedrive/i;
/** On macOS the system would ask the user at once whether the program may look there, so there it looks nowhere of the kind. */
const LIKELY_ELSEWHERE = /^(desktop|downloads)$/i;
const ASKED_FOR_ON_MACOS = /^documents$/i;
/** Packages of StabilityMatrix are called as their user likes. */
const ANY_NAME_INSIDE = /^packages$/i;

const stabilityMatrixSettings = z.object({ LibraryPath: z.string() });
const comfyDesktopSettings = z.object({ basePath: z.string() });

/** @returns folders with a main.py and a folder comfy, each once */
export async function findComfyFolders(places: WellKnownLocations): Promise<string[]> {
  const look = new Look(places.platform);
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, SEARCH_TIMEOUT);
  });
  // A network drive that is away can hold a look up for minutes; what was found until then is told.
  await Promise.race([look.into(places), over]);
  clearTimeout(timer);
  return look.end();
}

class Look {
  readonly #platform: NodeJS.Platform;
  readonly #found = new Set<string>();
  #visited = 0;
  #isOver = false;

  constructor(platform: NodeJS.Platform) {
    this.#platform = platform;
  }

  async into({ home, drives, env }: WellKnownLocations): Promise<void> {
    const named: string[] = [];
    if (home !== null) {
      const settings = settingsFolder(home, env, this.#platform);
      const library = await readSettings(
        join(settings, 'StabilityMatrix', 'library.json'),
        stabilityMatrixSettings,
      );
      const desktop = await readSettings(join(settings, 'ComfyUI', 'config.json'), comfyDesktopSettings);
      named.push(join(library?.LibraryPath ?? join(settings, 'StabilityMatrix'), 'Packages'));
      if (desktop) named.push(desktop.basePath);
    }
    // Side by side, so that one that hangs holds up no other.
    await Promise.all([
      ...named.filter(isLocalPath).map((folder) => this.#visit(folder, DEPTH.named)),
      ...(home === null ? [] : [this.#visit(home, DEPTH.home)]),
      ...drives.map((drive) => this.#visit(drive, DEPTH.drive)),
    ]);
  }

  end(): string[] {
    this.#isOver = true;
    return [...this.#found].sort();
  }

  async #visit(folder: string, depth: number): Promise<void> {
    if (this.#isOver || ++this.#visited > MAX_FOLDERS || this.#found.size >= MAX_FOUND) return;
    const inside = await this.#look(folder);
    if (this.#isOver) return;
    if (inside.isComfy) this.#found.add(folder);
    else if (depth > 0)
      for (const name of inside.folders)
        if (ANY_NAME_INSIDE.test(folder.split(/[\\/]/).at(-1) ?? '') || this.#isLikely(name))
          await this.#visit(join(folder, name), depth - 1);
  }

  /** A link shows as neither a file nor a folder here, so none is followed. */
  async #look(folder: string): Promise<{ isComfy: boolean; folders: string[] }> {
    const folders: string[] = [];
    let hasMain = false;
    let seen = 0;
    try {
      for await (const entry of await opendir(folder)) {
        if (++seen > MAX_ENTRIES || this.#isOver) break;
        if (entry.isDirectory()) folders.push(entry.name);
        else if (entry.isFile() && entry.name === 'main.py') hasMain = true;
      }
    } catch {
      // Not there, or not to be read: then there is nothing to offer.
    }
    return { isComfy: hasMain && folders.includes('comfy'), folders };
  }

  #isLikely(name: string): boolean {
    if (this.#platform === 'darwin' && ASKED_FOR_ON_MACOS.test(name)) return false;
    return LIKELY.test(name) || (this.#platform !== 'darwin' && LIKELY_ELSEWHERE.test(name));
  }
}

/** Where programs keep their settings. */
function settingsFolder(home: string, env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME ?? join(home, '.config');
}

/** A share is another machine, which learns who asks. */
const isLocalPath = (path: string): boolean => isAbsolute(path) && !/^[\\/]{2}/.test(path);

async function readSettings<T>(file: string, shape: z.ZodType<T>): Promise<T | null> {
  try {
    const facts = await lstat(file);
    if (!facts.isFile() || facts.size > MAX_SETTINGS_FILE_BYTES) return null;
    return shape.safeParse(JSON.parse(await readFile(file, 'utf8'))).data ?? null;
  } catch {
    // The program is not installed, or writes its settings in another way.
    return null;
  }
}
