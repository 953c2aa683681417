/**
 * Where the data directory is. The default place holds at most a pointer to another one, written when the user chooses it
 * in Preferences; what is there already is copied at the next start, when nothing writes to it.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../../../shared/errors.ts';

const POINTER = 'location.json';
/** Folder of the window's own files (cookies, caches): not worth copying, and locked while it runs. */
export const WINDOW_FOLDER = 'window';

const pointerSchema = z.object({ data_dir: z.string(), copy_from: z.string().optional() });

export interface DataLocation {
  dataDir: string;
  /** False where the command line names it: then it cannot be chosen in Preferences. */
  isChosen: boolean;
  /** True: the chosen folder is gone, such as with a disk that is not plugged in. Nothing may be made in its place. */
  isMissing?: true;
  /** Why the chosen folder could not be used, in words. */
  problem?: string;
}

/** Reads the pointer, and copies what is due. Everything at once: it happens before anything else does. */
export function locateDataDir(explicit: string | undefined, defaultDir: string): DataLocation {
  if (explicit !== undefined) return { dataDir: explicit, isChosen: false };
  const pointer = readPointer(defaultDir);
  if (!pointer) return { dataDir: defaultDir, isChosen: true };
  const { data_dir: dataDir, copy_from: from } = pointer;
  if (from === undefined)
    return existsSync(dataDir) ? { dataDir, isChosen: true } : { dataDir, isChosen: true, isMissing: true };
  if (existsSync(join(dataDir, 'backends.json'))) {
    writePointer(defaultDir, { data_dir: dataDir });
    return { dataDir, isChosen: true };
  }
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // The registry comes last: its presence says that the copy is whole.
    const isLast = (path: string) => basename(path) === 'backends.json';
    const isOurs = (path: string) => ![WINDOW_FOLDER, POINTER].includes(basename(path));
    cpSync(from, dataDir, { recursive: true, filter: (path) => isOurs(path) && !isLast(path) });
    const registry = join(from, 'backends.json');
    if (existsSync(registry)) cpSync(registry, join(dataDir, 'backends.json'));
    writePointer(defaultDir, { data_dir: dataDir });
    return { dataDir, isChosen: true };
  } catch (error) {
    const reason = messageOf(error);
    return {
      dataDir: from,
      isChosen: true,
      problem: `Your backends could not be copied to ${dataDir} (${reason}), so the data directory is still ${from}.`,
    };
  }
}

/** Forgets the choice: from the next start on the default place is used. */
export function forgetChosenDataDir(defaultDir: string): void {
  rmSync(join(defaultDir, POINTER), { force: true });
}

/** Notes the folder for the next start. @throws Error of the file system, also where the folder cannot be written to */
export function chooseDataDir(chosen: string, current: string, defaultDir: string): void {
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  const probe = join(chosen, '.switchyard-can-write');
  writeFileSync(probe, '');
  rmSync(probe);
  writePointer(
    defaultDir,
    chosen === current ? { data_dir: chosen } : { data_dir: chosen, copy_from: current },
  );
}

function readPointer(defaultDir: string): z.infer<typeof pointerSchema> | null {
  try {
    return pointerSchema.parse(JSON.parse(readFileSync(join(defaultDir, POINTER), 'utf8')));
  } catch {
    // There is none, or it is torn: the default place is always right.
    return null;
  }
}

function writePointer(defaultDir: string, pointer: z.infer<typeof pointerSchema>): void {
  mkdirSync(defaultDir, { recursive: true, mode: 0o700 });
  const temporary = join(defaultDir, `${POINTER}.writing`);
  writeFileSync(temporary, `${JSON.stringify(pointer, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, join(defaultDir, POINTER));
}
