/**
 * The file of the registry as this program knows it. Before each write it is compared with what was last read or written here:
 * another program, which the lock of the data directory should have kept out, may have changed it.
 */
import type { Stats } from 'node:fs';
import { type FileHandle, lstat, open, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { keptName, overwriteDurably, replaceDurably, temporaryPath } from './files/durable-file.ts';
import { settleGenerations } from './files/generations.ts';
import { untilReleased } from './files/held-files.ts';
import { DataFileError, readDataFile } from './files/read-data-file.ts';
import { parseDocument } from './store-document.ts';

/** Bytes of the file: some 20,000 backends. It is held in memory whole, and copied for each change. */
const MAX_STORE_MEGABYTES = 64;
const MAX_STORE_BYTES = MAX_STORE_MEGABYTES * 1024 * 1024;
/** Milliseconds to wait for the write of another program, which takes a few. */
const MAX_WAIT = 1000;
const POLL = 20;

export class StoreFile {
  readonly path: string;
  /** Null: there was no file. */
  #known: string | null;
  /** The text of a write that failed: it may be in place all the same. */
  #attempted: string | null = null;
  /** The file under which {@link #known} is kept beside one that another program has changed. */
  #kept: { name: string; text: string } | null = null;
  /** Milliseconds since 1970. */
  readonly #wall: () => number;
  /** A guard of this program could not be removed. */
  #isGuardLeft = false;

  /**
   * @param known the text of the file, as it was read or written last
   * @param wall ms since 1970, for the name of the file under which the own version is kept
   */
  constructor(path: string, known: string | null, wall: () => number) {
    this.path = path;
    this.#wall = wall;
    this.#known = known;
  }

  /**
   * Replaces the file durably and keeps the old one as a generation. Nobody else that uses this class writes meanwhile.
   * @throws SwitchyardError `other_writer`; Error of the file system
   */
  async write(text: string): Promise<void> {
    if (Buffer.byteLength(text) > MAX_STORE_BYTES)
      throw new Error(`the list of backends would be larger than ${MAX_STORE_MEGABYTES} MB`);
    // Asked for while the guard is taken, for each step is time that somebody waits.
    const facts = stat(this.path).catch(() => null);
    await replaceDurably(this.path, text, {
      check: (written) => parseDocument(written),
      mayReplace: async () => {
        await this.#checkUnchanged(await facts);
        this.#attempted = text;
      },
      temporary: { open: () => this.#takeGuard(), discard: () => this.#removeGuard() },
    });
    this.#known = text;
    // The reply goes out first.
    setImmediate(() => void this.settle());
  }

  /** Resolves when the content before the last write is generation 1. */
  settle(): Promise<void> {
    return settleGenerations(this.path);
  }

  /** Whether the file holds what was read or written last. */
  async isUnchanged(): Promise<boolean> {
    return this.#known !== null && (await readText(this.path).catch(() => null)) === this.#known;
  }

  async #checkUnchanged(facts: Stats | null): Promise<void> {
    let found: string | null;
    try {
      found = await readDataFile(this.path, MAX_STORE_BYTES, facts);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      throw await this.#otherWriter(
        `the list of backends is not where it was: at ${this.path} ${error.message}`,
      );
    }
    // A file that was removed holds nothing that could be lost.
    if (found === null || found === this.#known || found === this.#attempted) return;
    throw await this.#otherWriter(
      `another program has changed the list of backends on disk, or somebody has edited ${this.path}`,
    );
  }

  async #otherWriter(reason: string): Promise<SwitchyardError> {
    return new SwitchyardError('other_writer', { reason, kept: await this.#keepKnown() });
  }

  /** Keeps what was written here last, for it may not be on disk any more. @returns the name of that file */
  async #keepKnown(): Promise<string | undefined> {
    if (this.#known === null) return undefined;
    if (this.#kept?.text === this.#known) return this.#kept.name;
    const name = keptName(basename(this.path), this.#wall());
    try {
      await overwriteDurably(join(dirname(this.path), name), this.#known);
    } catch {
      // The change is refused in any case, and the list stays in memory.
      return undefined;
    }
    this.#kept = { name, text: this.#known };
    return name;
  }

  async #takeGuard(): Promise<FileHandle> {
    if (this.#isGuardLeft) {
      await removeLeftGuard(this.path);
      this.#isGuardLeft = false;
    }
    const start = performance.now();
    for (;;) {
      const handle = await makeGuard(this.path);
      if (handle) return handle;
      if (performance.now() - start > MAX_WAIT)
        throw new SwitchyardError('other_writer', {
          reason: `another program is writing the list of backends, or was killed while it did, and left ${temporaryPath(this.path)}`,
        });
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  async #removeGuard(): Promise<void> {
    try {
      await removeLeftGuard(this.path);
    } catch {
      // It is removed before the next write.
      this.#isGuardLeft = true;
    }
  }
}

/**
 * Removes the guard of this program, or of one that was killed while it wrote. Only the holder of the lock may call it.
 * Whatever else lies in its place is in the way of the next change, which says so.
 */
export async function removeLeftGuard(file: string): Promise<void> {
  const path = temporaryPath(file);
  try {
    await untilReleased(() => unlink(path));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && (await isFile(path))) throw error;
  }
}

/**
 * The guard is the temporary file: it exists as long as a program compares and writes the file, and is gone when it is put in
 * its place.
 * @returns null where another program has it
 */
async function makeGuard(file: string): Promise<FileHandle | null> {
  const path = temporaryPath(file);
  try {
    return await open(path, 'wx+', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // What is no file is no guard either.
  if (!(await isFile(path))) await rm(path, { force: true });
  return null;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** @returns null where there is no file @throws DataFileError */
export const readText = (path: string): Promise<string | null> => readDataFile(path, MAX_STORE_BYTES);
