/**
 * Replaces one file again and again, and only where it holds what the caller expects: another program may have changed it. While
 * it compares and writes it holds a guard, which is the temporary file.
 */
import type { BigIntStats } from 'node:fs';
import { codeOf } from '../../../../shared/errors/caught-error.ts';
import { nextTurn } from '../../clock.ts';
import { DataFileError, type DataFileProblem } from './data-file-error.ts';
import { disk, type OpenFile } from './disk.ts';
import { type FileKeeper, replaceDurably, temporaryPath } from './durable-file.ts';
import { settleGenerations } from './generations.ts';
import { closeQuietly, release, untilReleased } from './held-files.ts';
import { readDataFile, readExpected } from './read-data-file.ts';

/** Milliseconds to wait for the write of another program, which takes a few. */
const MAX_WAIT = 1000;
const POLL = 20;

/** Milliseconds for which file and folder stay open after a change. */
export const HOLD_TIME = 60_000;
/** Windows replaces no file that is open. */
export const HOLDS_FILES = process.platform !== 'win32';

/** The file holds one of these texts, or there is none; otherwise it is not replaced. */
export interface ExpectedTexts {
  /** What was read or written last. Null: there was no file. */
  known: string | null;
  /** The text of a write that failed: it may be in place all the same. */
  attempted: string | null;
}

/** Why a file was left as it is: it holds something else, another program holds the guard, or something that is no file is there. */
export type Obstacle = 'changed' | 'guarded' | 'unreadable';

/** The file may not be replaced. */
export class NotReplaceableError extends Error {
  readonly obstacle: Obstacle;
  /** Of what is `unreadable`. */
  readonly problem: DataFileProblem | undefined;

  constructor(obstacle: Obstacle, problem?: DataFileProblem) {
    super(obstacle);
    this.obstacle = obstacle;
    this.problem = problem;
  }
}

/** One write at a time: {@link prepare}, then {@link write} or {@link forgo}. */
export interface GuardedWriter {
  /** Begins a write whose text is not made yet: it takes the guard, and compares. */
  prepare(expected: ExpectedTexts): void;
  /**
   * Resolves when the text is safe on disk. The content before is kept as a generation.
   * @param check throws where the text is not good
   * @throws NotReplaceableError; Error of the file system
   */
  write(text: string, check: (text: string) => void): Promise<void>;
  /** Ends a write that was begun and is not needed. */
  forgo(): Promise<void>;
  /** Resolves when the content before the last write is generation 1. */
  settle(): Promise<void>;
}

/** A write that was begun: what takes time and does not depend on the text. */
interface Prepared {
  guard: Promise<OpenFile>;
  /** Rejects where the file may not be replaced. */
  mayReplace: Promise<void>;
}

/** The file as it was written last and its folder, open: to open and to close them are steps for which a change would wait. */
interface HeldFile {
  file: OpenFile;
  folder: OpenFile;
  /** What was written. */
  text: string;
  /** What tells the file from one that another program has put in its place; null where that cannot be known. */
  identity: Promise<BigIntStats | null>;
}

export class GuardedFile implements GuardedWriter {
  readonly #path: string;
  readonly #maxBytes: number;
  #prepared: Prepared | null = null;
  #held: HeldFile | null = null;
  #holdTimer: NodeJS.Timeout | undefined;
  #isGuardLeft = false;

  /** @param maxBytes a larger file is `unreadable` */
  constructor(path: string, maxBytes: number) {
    this.#path = path;
    this.#maxBytes = maxBytes;
  }

  prepare(expected: ExpectedTexts): void {
    // What is held must not be closed while it is used.
    clearTimeout(this.#holdTimer);
    const guard = this.#takeGuard();
    const mayReplace = guard.then(() => this.#assertExpected(expected));
    // Whoever writes is told.
    mayReplace.catch(() => undefined);
    this.#prepared = { guard, mayReplace };
  }

  async forgo(): Promise<void> {
    const { guard, mayReplace } = this.#takePrepared();
    await mayReplace.catch(() => undefined);
    this.#releaseLater();
    const handle = await guard.catch(() => null);
    if (!handle) return;
    await release(handle);
    await this.#removeGuard();
  }

  async write(text: string, check: (text: string) => void): Promise<void> {
    const { guard, mayReplace } = this.#takePrepared();
    try {
      await replaceDurably(this.#path, text, {
        check,
        mayReplace: () => mayReplace,
        temporary: { open: () => guard, discard: () => this.#removeGuard() },
        ...(HOLDS_FILES && { keeper: this.#keeper(text, mayReplace) }),
      });
    } catch (error) {
      this.release();
      throw error;
    }
    // The reply goes out first.
    setImmediate(() => void this.settle());
  }

  settle(): Promise<void> {
    return settleGenerations(this.#path);
  }

  /** Closes what is held open for the next write, which opens it again. Not to be called during a write. */
  release(): void {
    clearTimeout(this.#holdTimer);
    closeHeld(this.#held);
    this.#held = null;
  }

  /** A writer of this program has ended in the middle of a write: its guard may be there. */
  takeOverGuard(): void {
    this.#isGuardLeft = true;
  }

  #takePrepared(): Prepared {
    const prepared = this.#prepared;
    if (!prepared) throw new Error('no write was begun');
    this.#prepared = null;
    return prepared;
  }

  #releaseLater(): void {
    clearTimeout(this.#holdTimer);
    if (this.#held) this.#holdTimer = setTimeout(() => this.release(), HOLD_TIME).unref();
  }

  /** @param mayReplace once it is settled it is known whether the file that is held is still in its place */
  #keeper(text: string, mayReplace: Promise<void>): FileKeeper {
    return {
      folder: async () => {
        await mayReplace.catch(() => undefined);
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
        this.#held = { file, folder, text, identity };
        this.#releaseLater();
      },
    };
  }

  /** @throws NotReplaceableError; Error of the file system */
  async #assertExpected({ known, attempted }: ExpectedTexts): Promise<void> {
    if (this.#held && this.#held.text === known && (await this.#isHeldUnchanged(this.#held))) return;
    this.release();
    let found: string | null;
    try {
      found = await readDataFile(this.#path, this.#maxBytes);
    } catch (error) {
      throw error instanceof DataFileError ? new NotReplaceableError('unreadable', error.problem) : error;
    }
    // A file that was removed holds nothing that could be lost.
    if (found !== null && found !== known && found !== attempted) throw new NotReplaceableError('changed');
  }

  /** Whether the file that is held is in its place and holds what was written to it. */
  async #isHeldUnchanged({ file, identity, text }: HeldFile): Promise<boolean> {
    const written = Buffer.from(text);
    try {
      const [before, now, found] = await Promise.all([
        identity,
        disk.stat(this.#path, { bigint: true }),
        readExpected(file, written.length),
      ]);
      return before !== null && before.ino === now.ino && before.dev === now.dev && written.equals(found);
    } catch {
      // It is read as one that is not held.
      return false;
    }
  }

  async #takeGuard(): Promise<OpenFile> {
    if (this.#isGuardLeft) {
      await removeLeftGuard(this.#path);
      this.#isGuardLeft = false;
    }
    const start = performance.now();
    for (;;) {
      const handle = await makeGuard(this.#path);
      if (handle) return handle;
      if (performance.now() - start > MAX_WAIT) throw new NotReplaceableError('guarded');
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  async #removeGuard(): Promise<void> {
    try {
      await removeLeftGuard(this.#path);
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
    await untilReleased(() => disk.unlink(path));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && (await isFile(path))) throw error;
  }
}

/**
 * The guard is the temporary file: it exists as long as a program compares and writes the file, and is gone when it is put in
 * its place.
 * @returns null where another program has it
 */
async function makeGuard(file: string): Promise<OpenFile | null> {
  const path = temporaryPath(file);
  try {
    return await disk.open(path, 'wx+', 0o600);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  // What is no file is no guard either.
  if (!(await isFile(path))) await disk.rm(path, { force: true });
  return null;
}

function closeHeld(held: HeldFile | null): void {
  closeQuietly(held?.file ?? null);
  closeQuietly(held?.folder ?? null);
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await disk.lstat(path)).isFile();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}
