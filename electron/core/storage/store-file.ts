/**
 * The file of the registry as this program knows it. Before each write it is compared with what was last read or written here:
 * another program, which the lock of the data directory should have kept out, may have changed it.
 */
import { open, readFile, rm } from 'node:fs/promises';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { isMissing, writeDurably } from './durable-file.ts';
import { parseDocument } from './store-document.ts';

/** Milliseconds to wait for the write of another program, which takes a few. */
const MAX_WAIT = 1000;
const POLL = 20;

export class StoreFile {
  readonly path: string;
  /** Null: there was no file. */
  #known: string | null;
  /** The text of a write that failed: it may be in place all the same. */
  #attempted: string | null = null;
  /** The guard of this program could not be removed. */
  #isGuardLeft = false;

  /** @param known the text of the file, as it was read or written last */
  constructor(path: string, known: string | null) {
    this.path = path;
    this.#known = known;
  }

  /**
   * Replaces the file durably and keeps the old one as a generation. Nobody else that uses this class writes meanwhile.
   * @throws SwitchyardError `other_writer`; Error of the file system
   */
  async write(text: string): Promise<void> {
    await this.#takeGuard();
    try {
      await this.#checkUnchanged();
      this.#attempted = text;
      await writeDurably(this.path, text, (written) => parseDocument(written));
      this.#known = text;
    } finally {
      await this.#releaseGuard();
    }
  }

  async #checkUnchanged(): Promise<void> {
    const found = await readText(this.path);
    // A file that was removed holds nothing that could be lost.
    if (found === null || found === this.#known || found === this.#attempted) return;
    throw new SwitchyardError('other_writer', {
      reason: 'another program has changed the list of backends on disk',
    });
  }

  async #takeGuard(): Promise<void> {
    if (this.#isGuardLeft) await removeLeftGuard(this.path);
    const start = performance.now();
    while (!(await makeGuard(this.path))) {
      if (performance.now() - start > MAX_WAIT)
        throw new SwitchyardError('other_writer', {
          reason: `another program is writing the list of backends, or was killed while it did, and left ${guardPath(this.path)}`,
        });
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
    this.#isGuardLeft = true;
  }

  async #releaseGuard(): Promise<void> {
    try {
      await removeLeftGuard(this.path);
      this.#isGuardLeft = false;
    } catch {
      // It is removed before the next write.
    }
  }
}

/** Exists as long as a program compares and writes the file. */
const guardPath = (file: string): string => `${file}.guard`;

/** Removes the guard of this program, or of one that was killed while it wrote. Only the holder of the lock may call it. */
export const removeLeftGuard = (file: string): Promise<void> => rm(guardPath(file), { force: true });

/** @returns null where there is no file */
export async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** @returns false where another program has it */
async function makeGuard(file: string): Promise<boolean> {
  try {
    const handle = await open(guardPath(file), 'wx', 0o600);
    await handle.close();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
