/**
 * Where the data directory is. When the user chooses another folder in Preferences, a pointer to it is written into the
 * default folder; the data is copied at the next start, when nothing writes to it.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { programWords } from '../../../shared/words/en/program.ts';
import { type HostText, texts } from '../../../shared/words/phrase.ts';
import { readDataFileSync } from '../../core/storage/files/read-data-file.ts';
import { LOCK_FOLDER } from '../../core/storage/instance-lock.ts';
import { describeWithPath } from '../../core/system-errors.ts';

const say = texts(programWords);

const POINTER = 'location.json';
/** Bytes of the file, which holds two paths at most. */
const MAX_POINTER_BYTES = 64 * 1024;
/** Folder of the window's own files (cookies, caches), which are not worth copying and are locked while it runs. */
export const WINDOW_FOLDER = 'window';

const pointerSchema = z.object({ data_dir: z.string(), copy_from: z.string().optional() });

export interface DataLocation {
  dataDir: string;
  /** False where the command line names the folder: then it cannot be changed in Preferences. */
  isChosen: boolean;
  /** True: the chosen folder is missing, for example because its disk is not connected. It must not be created. */
  isMissing?: true;
  /** Why the chosen folder could not be used. */
  problem?: HostText;
}

/** Reads the pointer, and copies the data where the folder was changed. Synchronous, as it comes before everything else. */
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
    // The registry is copied last: its presence means that the copy is complete.
    const isRegistry = (path: string) => basename(path) === 'backends.json';
    const isCopied = (path: string) => ![WINDOW_FOLDER, POINTER, LOCK_FOLDER].includes(basename(path));
    cpSync(from, dataDir, { recursive: true, filter: (path) => isCopied(path) && !isRegistry(path) });
    const registry = join(from, 'backends.json');
    if (existsSync(registry)) cpSync(registry, join(dataDir, 'backends.json'));
    writePointer(defaultDir, { data_dir: dataDir });
    return { dataDir, isChosen: true };
  } catch (error) {
    const reason = describeWithPath(error);
    return {
      dataDir: from,
      isChosen: true,
      problem: say('dataNotCopied', { chosen: dataDir, reason, present: from }),
    };
  }
}

/** From the next start on the default folder is used. */
export function forgetChosenDataDir(defaultDir: string): void {
  rmSync(join(defaultDir, POINTER), { force: true });
}

/** Records the folder for the next start. @throws Error of the file system, also where the folder is not writable */
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
    const text = readDataFileSync(join(defaultDir, POINTER), MAX_POINTER_BYTES);
    return text === null ? null : pointerSchema.parse(JSON.parse(text));
  } catch {
    // There is no pointer, or it is damaged: then the default folder is used.
    return null;
  }
}

function writePointer(defaultDir: string, pointer: z.infer<typeof pointerSchema>): void {
  mkdirSync(defaultDir, { recursive: true, mode: 0o700 });
  const temporary = join(defaultDir, `${POINTER}.writing`);
  writeFileSync(temporary, `${JSON.stringify(pointer, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(temporary, join(defaultDir, POINTER));
}
