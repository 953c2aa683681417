/**
 * The registry on disk: one readable JSON file. Only this folder writes it, and after the start only this file. A change is
 * refused where another program has written the file meanwhile. What is in memory here is what is on disk, except for secrets,
 * which are sealed on disk, and for {@link UnsavedChange}s. A change is acknowledged when it is safe; changes that come together
 * share one write.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { hasCode, SwitchyardError } from '../../../shared/errors.ts';
import type { Notice } from '../../../shared/events.ts';
import type { HostText } from '../../../shared/words/phrase.ts';
import { describeWithPath } from '../system-errors.ts';
import { removeLeftGuard } from './files/guarded-file.ts';
import type { SecretBox } from './secrets/secrets.ts';
import { openSecrets, sealDocument } from './secrets/store-secrets.ts';
import {
  allRecords,
  differingRecords,
  formatDocument,
  STORE_FILE,
  type StoreDocument,
} from './store-document.ts';
import { StoreFile } from './store-file.ts';
import { readOrRecover } from './store-recovery.ts';

/** A change that had to be made although it could not be written, because it stops something. */
export interface UnsavedChange {
  /** Of the backend. */
  uid: string;
  /** What has become of the backend, as a sentence without its full stop: `Backend 3 "Flux" is off`. */
  message: HostText;
}

/** Changes that are in memory and not on disk. After a restart of the program they are as if they had never been made. */
export interface Unsaved {
  changes: readonly UnsavedChange[];
  /** Why they could not be written. */
  reason: HostText;
}

interface PendingChange {
  apply: (document: StoreDocument) => void;
  /** Present: the change is kept in memory where it cannot be written. */
  unsaved?: UnsavedChange | undefined;
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface StoreOptions {
  dataDir: string;
  /** ms since 1970, for the names of files that are set aside. */
  wall: () => number;
  /** Left out: secrets stand in the file as they are, and sealed ones stay sealed. */
  secrets?: SecretBox | undefined;
  /** Absolute path of the built electron/workers/disk-thread.ts; left out where there is none, and this thread writes all. */
  diskThread?: string | undefined;
}

export class Store {
  readonly #file: StoreFile;
  readonly #secrets: SecretBox | undefined;
  #document: StoreDocument;
  /** What is on disk; it differs from {@link #document} only while something is unsaved. */
  #saved: StoreDocument;
  #pending: PendingChange[] = [];
  #writing: Promise<void> | null = null;
  #unsaved: Unsaved | null = null;
  readonly #unsavedListeners = new Set<() => void>();
  /** What had to be done to read the registry, for the user. */
  readonly notices: readonly Notice[];

  private constructor(
    file: StoreFile,
    document: StoreDocument,
    notices: readonly Notice[],
    secrets: SecretBox | undefined,
  ) {
    this.#file = file;
    this.#secrets = secrets;
    this.#document = document;
    this.#saved = document;
    this.notices = notices;
  }

  /**
   * Reads the registry. A corrupt file is set aside, and the newest good generation is used.
   * @throws NewerSchemaError, DataDirError
   */
  static async open({ dataDir, wall, secrets, diskThread }: StoreOptions): Promise<Store> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const path = join(dataDir, STORE_FILE);
    await removeLeftGuard(path);
    const { document, text, notices } = await readOrRecover(path, dataDir, wall);
    const file = new StoreFile({ path, known: text, wall, diskThread });
    if (secrets) notices.push(...(await openSecrets(file, document, secrets)));
    return new Store(file, document, notices, secrets);
  }

  get document(): Readonly<StoreDocument> {
    return this.#document;
  }

  /** Whether a backend has this uid, deleted ones that can be restored included. */
  hasUid(uid: string): boolean {
    return allRecords(this.#document).some((record) => record.uid === uid);
  }

  /**
   * Applies a change to a copy, writes the copy, and only then uses it in place of the document. `apply` may throw: then
   * nothing changes. It is called again, on another copy, where a write has failed.
   * @throws SwitchyardError `store_failed`, `other_writer`; whatever `apply` throws
   */
  update<T>(apply: (document: StoreDocument) => T): Promise<T> {
    return this.#enqueue(apply);
  }

  /**
   * As {@link update}, but where the change cannot be written it is kept in memory, and written with the next write that
   * succeeds: whoever stops something must not be refused because the disk is full.
   * @throws SwitchyardError `other_writer`; whatever `apply` throws
   */
  updateOrKeep<T>(unsaved: UnsavedChange, apply: (document: StoreDocument) => T): Promise<T> {
    return this.#enqueue(apply, unsaved);
  }

  #enqueue<T>(apply: (document: StoreDocument) => T, unsaved?: UnsavedChange): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#pending.push({
        apply: (document) => {
          result = apply(document);
        },
        unsaved,
        resolve: () => resolve(result),
        reject,
      });
      this.#writing ??= this.#writePending();
    });
  }

  /** What is in memory and not on disk; null where that is nothing. */
  get unsaved(): Unsaved | null {
    return this.#unsaved;
  }

  /** Calls `listener` after each change of {@link unsaved}. */
  onUnsavedChange(listener: () => void): void {
    this.#unsavedListeners.add(listener);
  }

  /** Tries to write what is not on disk. Never rejects: {@link unsaved} tells what it came to. */
  async retryUnsaved(): Promise<void> {
    // A change that changes nothing writes all that is in memory.
    if (this.#unsaved) await this.update(() => undefined).catch(() => undefined);
  }

  /** Resolves when nothing is left to write, or when what is not on disk could not be written once more. */
  async flush(): Promise<void> {
    await this.retryUnsaved();
    while (this.#writing) await this.#writing;
    await this.#file.settle();
    if (!this.#writing) this.#file.release();
  }

  #setUnsaved(unsaved: Unsaved | null): void {
    if (isDeepStrictEqual(unsaved, this.#unsaved)) return;
    this.#unsaved = unsaved;
    for (const listener of this.#unsavedListeners) listener();
  }

  async #writePending(): Promise<void> {
    // One turn later, so that changes that are made at the same time share a write.
    await Promise.resolve();
    while (this.#pending.length > 0) {
      const batch = this.#pending;
      this.#pending = [];
      await this.#writeBatch(batch);
    }
    // In the same turn as the check of the queue: a change that comes from now on starts a new round.
    this.#writing = null;
  }

  async #writeBatch(batch: readonly PendingChange[]): Promise<void> {
    this.#file.prepare();
    try {
      await this.#applyAndWrite(batch);
    } finally {
      // Where nothing was written.
      await this.#file.forgo();
    }
  }

  async #applyAndWrite(batch: readonly PendingChange[]): Promise<void> {
    let document = this.#document;
    /** The same document as it will be on disk. */
    let written = document;
    const accepted: PendingChange[] = [];
    for (const change of batch) {
      // Each on its own copy: one that throws half-way must leave no trace.
      const copy = structuredClone(document);
      try {
        change.apply(copy);
      } catch (error) {
        change.reject(error);
        continue;
      }
      try {
        written = this.#secrets ? await sealDocument(copy, this.#secrets) : copy;
        document = copy;
        accepted.push(change);
      } catch (error) {
        this.#refuse([change], error);
      }
    }
    if (accepted.length === 0) return;
    try {
      if (!(await this.#isOnDisk(document))) await this.#file.write(formatDocument(written));
    } catch (error) {
      if (accepted.length === 1 || hasCode(error, 'other_writer')) this.#refuse(accepted, error);
      // Each by itself: some of them may need no room, and those that are refused must not take others with them.
      else for (const change of accepted) await this.#writeBatch([change]);
      return;
    }
    this.#document = document;
    this.#saved = document;
    this.#setUnsaved(null);
    for (const change of accepted) change.resolve();
  }

  /** On a full disk, a change that takes back what could not be written needs no room. */
  async #isOnDisk(document: StoreDocument): Promise<boolean> {
    return isDeepStrictEqual(document, this.#saved) && (await this.#file.isUnchanged());
  }

  /**
   * To be called with changes that could not be written. Those that stop something are made in memory, and so are those that take
   * back what was made in memory alone.
   */
  #refuse(changes: readonly PendingChange[], cause: unknown): void {
    const error = storeFailed(cause);
    for (const change of changes) {
      if (error.code === 'other_writer') {
        change.reject(error);
        continue;
      }
      const copy = structuredClone(this.#document);
      try {
        change.apply(copy);
      } catch (applyError) {
        change.reject(applyError);
        continue;
      }
      const { unsaved } = change;
      if (unsaved === undefined && !this.#isTakenBack(copy)) {
        change.reject(error);
        continue;
      }
      this.#document = copy;
      this.#keepUnsaved(unsaved, describeWithPath(cause));
      change.resolve();
    }
  }

  /** Whether all that a change has touched is on disk as the change made it, so that nothing of it has to be written. */
  #isTakenBack(changed: StoreDocument): boolean {
    const unwritten = new Set(differingRecords(changed, this.#saved));
    return !differingRecords(changed, this.#document).some((uid) => unwritten.has(uid));
  }

  #keepUnsaved(added: UnsavedChange | undefined, reason: HostText): void {
    const changes = (this.#unsaved?.changes ?? []).filter(({ uid }) => uid !== added?.uid);
    const differing = new Set(differingRecords(this.#document, this.#saved));
    const kept = [...changes, ...(added ? [added] : [])].filter(({ uid }) => differing.has(uid));
    this.#setUnsaved(kept.length > 0 ? { changes: kept, reason } : null);
  }
}

function storeFailed(cause: unknown): SwitchyardError {
  if (hasCode(cause, 'other_writer')) return cause;
  const reason = describeWithPath(cause);
  return new SwitchyardError('store_failed', { reason }, { cause });
}
