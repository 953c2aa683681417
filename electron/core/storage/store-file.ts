/**
 * The file of the registry as this program knows it. Before each write it is compared with what was last read or written here:
 * another program, which the lock of the data directory should have kept out, may have changed it.
 */
import { basename, dirname, join } from 'node:path';
import { SwitchyardError } from '../../../shared/errors.ts';
import { hostNoticeWords } from '../../../shared/words/en/host-notices.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { dataFileReason } from './files/data-file-error.ts';
import { keptName, overwriteDurably, temporaryPath } from './files/durable-file.ts';
import {
  GuardedFile,
  type GuardedWriter,
  HOLD_TIME,
  HOLDS_FILES,
  NotReplaceableError,
} from './files/guarded-file.ts';
import { readDataFile } from './files/read-data-file.ts';
import { parseDocument } from './store-document.ts';
import { DiskThread, ThreadEndedError } from './thread/disk-thread.ts';

const say = texts(hostNoticeWords);

/** Bytes of the file: some 20,000 backends. It is held in memory whole, and copied for each change. */
const MAX_STORE_MEGABYTES = 64;
const MAX_STORE_BYTES = MAX_STORE_MEGABYTES * 1024 * 1024;

export interface StoreFileOptions {
  path: string;
  /** The text of the file, as it was read or written last; null where there is none. */
  known: string | null;
  /** ms since 1970, for the name of the file under which the own version is kept. */
  wall: () => number;
  /** Absolute path of the built electron/workers/disk-thread.ts. Left out: all is written by this thread. */
  diskThread?: string | undefined;
}

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
  /** Writes as long as there is no thread. */
  readonly #here: GuardedFile;
  /** Undefined where there is none, or where it has failed. */
  #threadModule: string | undefined;
  #thread: DiskThread | null = null;
  #lastWrite = Number.NEGATIVE_INFINITY;
  /** Who wrote last. */
  #writer: GuardedWriter;
  /** Who has begun the next write. */
  #prepared: Promise<GuardedWriter> | null = null;

  constructor({ path, known, wall, diskThread }: StoreFileOptions) {
    this.path = path;
    this.#wall = wall;
    this.#known = known;
    this.#here = new GuardedFile(path, MAX_STORE_BYTES);
    this.#writer = this.#here;
    if (HOLDS_FILES) this.#threadModule = diskThread;
  }

  /** Begins a write whose text is not made yet. {@link write} or {@link forgo} must follow. */
  prepare(): void {
    this.#prepared ??= this.#begin();
  }

  /** Ends a write that was begun and is not needed. Does nothing where none was begun. */
  async forgo(): Promise<void> {
    const writer = await this.#takePrepared();
    try {
      await writer?.forgo();
    } catch (error) {
      if (!(error instanceof ThreadEndedError)) throw error;
      this.#here.takeOverGuard();
    }
  }

  /**
   * Replaces the file durably and keeps the old one as a generation. Nobody else that uses this class writes meanwhile.
   * @throws SwitchyardError `other_writer`; Error of the file system
   */
  async write(text: string): Promise<void> {
    if (Buffer.byteLength(text) > MAX_STORE_BYTES)
      throw new ReasonError(say('listTooLarge', { megabytes: MAX_STORE_MEGABYTES }));
    this.prepare();
    try {
      await this.#writePrepared(text);
    } catch (error) {
      if (error instanceof NotReplaceableError) throw await this.#otherWriter(error);
      this.#attempted = text;
      throw error;
    }
    this.#known = text;
    this.#attempted = null;
    this.#startThreadLater();
  }

  async #writePrepared(text: string): Promise<void> {
    const writer = await this.#takePrepared();
    try {
      await writer?.write(text, parseDocument);
    } catch (error) {
      if (!(error instanceof ThreadEndedError)) throw error;
      this.#here.takeOverGuard();
      // It may have done it all the same.
      this.#attempted = text;
      await (await this.#begin()).write(text, parseDocument);
    }
  }

  async #begin(): Promise<GuardedWriter> {
    // At once where it stays the same: what it does goes on beside the making of the text.
    if (!this.#isWriterReady) await this.#changeWriter();
    this.#writer.prepare({ known: this.#known, attempted: this.#attempted });
    return this.#writer;
  }

  get #isWriterReady(): boolean {
    const thread = this.#thread;
    return !thread?.isEnding && (this.#writer === thread || !thread?.isRunning);
  }

  async #takePrepared(): Promise<GuardedWriter | null> {
    const prepared = this.#prepared;
    this.#prepared = null;
    return prepared;
  }

  /** This thread and the other one are never at work both: each finishes first what follows its last write. */
  async #changeWriter(): Promise<void> {
    const thread = this.#thread;
    if (!thread?.isEnding) {
      await this.#here.settle();
      this.#here.release();
    } else {
      await thread.end();
      this.#thread = null;
      if (thread.hasFailed) this.#threadModule = undefined;
    }
    this.#writer = this.#thread ?? this.#here;
  }

  /** A thread takes longer to start than a change takes. It is started where one change follows another. */
  #startThreadLater(): void {
    const before = this.#lastWrite;
    this.#lastWrite = performance.now();
    if (this.#thread || !this.#threadModule || this.#lastWrite - before > HOLD_TIME) return;
    // The reply goes out first.
    setImmediate(() => this.#startThread());
  }

  #startThread(): void {
    if (this.#thread || !this.#threadModule) return;
    try {
      this.#thread = new DiskThread(this.#threadModule, { path: this.path, maxBytes: MAX_STORE_BYTES });
    } catch {
      this.#threadModule = undefined;
    }
  }

  /** Resolves when the content before the last write is generation 1. */
  async settle(): Promise<void> {
    if (this.#thread?.isEnding) await this.#thread.end();
    try {
      await this.#writer.settle();
    } catch (error) {
      if (!(error instanceof ThreadEndedError)) throw error;
    }
  }

  /** Closes what is held open for the next write, which opens it again. Not to be called during a write. */
  release(): void {
    this.#here.release();
    void this.#thread?.end();
  }

  /** Whether the file holds what was read or written last. */
  async isUnchanged(): Promise<boolean> {
    return this.#known !== null && (await readText(this.path).catch(() => null)) === this.#known;
  }

  async #otherWriter({ obstacle, problem }: NotReplaceableError): Promise<SwitchyardError> {
    if (obstacle === 'guarded')
      return new SwitchyardError('other_writer', {
        reason: say('otherWriter', { file: temporaryPath(this.path) }),
      });
    const { path } = this;
    const reason = problem
      ? say('listGone', { path, reason: dataFileReason(problem) })
      : say('listChanged', { path });
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
}

/** @returns null where there is no file @throws DataFileError */
export const readText = (path: string): Promise<string | null> => readDataFile(path, MAX_STORE_BYTES);
