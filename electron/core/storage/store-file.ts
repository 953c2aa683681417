/**
 * The file of the registry as this program knows it. Before each write it is compared with what was last read or written here:
 * another program, which the lock of the data directory should have kept out, may have changed it.
 */

import type { BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { codeOf, SwitchyardError } from '../../../shared/errors.ts';
import { hostNoticeWords } from '../../../shared/words/en/host-notices.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { nextTurn } from '../clock.ts';
import {
  type FileKeeper,
  keptName,
  overwriteDurably,
  replaceDurably,
  temporaryPath,
} from './files/durable-file.ts';
import { settleGenerations } from './files/generations.ts';
import { closeQuietly, release, untilReleased } from './files/held-files.ts';
import { DataFileError, readDataFile, readExpected } from './files/read-data-file.ts';
import { parseDocument } from './store-document.ts';

const say = texts(hostNoticeWords);

/** Bytes of the file: some 20,000 backends. It is held in memory whole, and copied for each change. */
const MAX_STORE_MEGABYTES = 64;
const MAX_STORE_BYTES = MAX_STORE_MEGABYTES * 1024 * 1024;
/** Milliseconds to wait for the write of another program, which takes a few. */
const MAX_WAIT = 1000;
const POLL = 20;

/** A write that was begun: what takes time and does not depend on the text. */
interface Prepared {
  guard: Promise<FileHandle>;
  /** What is in the file while the guard is held; null where there is none. */
  found: Promise<string | null>;
}

/** The file as it was written last and its folder, open: to open and to close them are steps for which a change would wait. */
interface HeldFile {
  file: FileHandle;
  folder: FileHandle;
  /** What tells the file from one that another program has put in its place; null where that cannot be known. */
  identity: Promise<BigIntStats | null>;
}

/** Milliseconds for which it stays open after a change. */
const HOLD_TIME = 60_000;
/** Windows replaces no file that is open. */
const HOLDS_FILES = process.platform !== 'win32';

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
  #prepared: Prepared | null = null;
  #held: HeldFile | null = null;
  #holdTimer: NodeJS.Timeout | undefined;
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

  /** Begins a write whose text is not made yet. {@link write} or {@link forgo} must follow. */
  prepare(): void {
    this.#prepared ??= this.#prepare();
  }

  /** Ends a write that was begun and is not needed. Does nothing where none was begun. */
  async forgo(): Promise<void> {
    const prepared = this.#takePrepared();
    if (!prepared) return;
    await prepared.found.catch(() => undefined);
    this.#releaseLater();
    const handle = await prepared.guard.catch(() => null);
    if (!handle) return;
    await release(handle);
    await this.#removeGuard();
  }

  #prepare(): Prepared {
    // What is held must not be closed while it is used.
    clearTimeout(this.#holdTimer);
    const guard = this.#takeGuard();
    const found = guard.then(() => this.#read());
    // Whoever writes is told.
    found.catch(() => undefined);
    return { guard, found };
  }

  #takePrepared(): Prepared | null {
    const prepared = this.#prepared;
    this.#prepared = null;
    return prepared;
  }

  /**
   * Replaces the file durably and keeps the old one as a generation. Nobody else that uses this class writes meanwhile.
   * @throws SwitchyardError `other_writer`; Error of the file system
   */
  async write(text: string): Promise<void> {
    if (Buffer.byteLength(text) > MAX_STORE_BYTES)
      throw new Error(`the list of backends would be larger than ${MAX_STORE_MEGABYTES} MB`);
    const { found, guard } = this.#takePrepared() ?? this.#prepare();
    try {
      await replaceDurably(this.path, text, {
        check: (written) => parseDocument(written),
        mayReplace: async () => {
          await this.#checkUnchanged(found);
          this.#attempted = text;
        },
        temporary: { open: () => guard, discard: () => this.#removeGuard() },
        ...(HOLDS_FILES && { keeper: this.#keeperAfter(found) }),
      });
    } catch (error) {
      this.release();
      throw error;
    }
    this.#known = text;
    // The reply goes out first.
    setImmediate(() => void this.settle());
  }

  /** Closes what is held open for the next write, which opens it again. Not to be called during a write. */
  release(): void {
    clearTimeout(this.#holdTimer);
    closeHeld(this.#held);
    this.#held = null;
  }

  #releaseLater(): void {
    clearTimeout(this.#holdTimer);
    if (this.#held) this.#holdTimer = setTimeout(() => this.release(), HOLD_TIME).unref();
  }

  /** @param found by then it is known whether the file that is held is still in its place */
  #keeperAfter(found: Promise<unknown>): FileKeeper {
    return {
      folder: async () => {
        await found.catch(() => undefined);
        return this.#held?.folder ?? null;
      },
      keep: (file, folder) => {
        if (folder === null) return closeQuietly(file);
        const before = this.#held;
        // The reply goes out first.
        const identity = nextTurn()
          .then(() => {
            closeQuietly(before?.file ?? null);
            if (before?.folder !== folder) closeQuietly(before?.folder ?? null);
            return file.stat({ bigint: true });
          })
          .catch(() => null);
        this.#held = { file, folder, identity };
        this.#releaseLater();
      },
    };
  }

  /** @returns null where there is no file @throws DataFileError */
  async #read(): Promise<string | null> {
    if (this.#held && (await this.#isHeldUnchanged(this.#held))) return this.#known;
    this.release();
    return await readText(this.path);
  }

  /** Whether the file that is held is in its place and holds what was written to it. */
  async #isHeldUnchanged({ file, identity }: HeldFile): Promise<boolean> {
    const known = Buffer.from(this.#known ?? '');
    try {
      const [before, now, text] = await Promise.all([
        identity,
        stat(this.path, { bigint: true }),
        readExpected(file, known.length),
      ]);
      return before !== null && before.ino === now.ino && before.dev === now.dev && known.equals(text);
    } catch {
      // It is read as one that is not held.
      return false;
    }
  }

  /** Resolves when the content before the last write is generation 1. */
  settle(): Promise<void> {
    return settleGenerations(this.path);
  }

  /** Whether the file holds what was read or written last. */
  async isUnchanged(): Promise<boolean> {
    return this.#known !== null && (await readText(this.path).catch(() => null)) === this.#known;
  }

  async #checkUnchanged(reading: Promise<string | null>): Promise<void> {
    let found: string | null;
    try {
      found = await reading;
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
          reason: say('otherWriter', { file: temporaryPath(this.path) }),
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

function closeHeld(held: HeldFile | null): void {
  closeQuietly(held?.file ?? null);
  closeQuietly(held?.folder ?? null);
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
