/**
 * What may be asked about a path that a user has named. Such a path can be on a drive that does not answer, where a call to
 * the file system blocks for ever. Four blocked calls fill Node's thread pool, and then every other file access of the program
 * waits: so the host asks through {@link FileChecks}, see helper-file-checks.ts, and never calls `node:fs` with such a path.
 */

import { access, constants, lstat, open, opendir, stat } from 'node:fs/promises';
import { systemReasonWords } from '../../../shared/words/en/errors/system-reasons.ts';
import { texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';

export interface FileFacts {
  /** `other`: a device, a pipe, or a link that is not followed. */
  kind: 'file' | 'folder' | 'other';
  bytes: number;
}

export interface FolderEntry {
  name: string;
  /** Links are not followed: they are `other`. */
  kind: FileFacts['kind'];
}

/** Each rejects with the error of the system, whose `code` is `ENOENT` and the like, or with {@link NotAnsweringError}. */
export interface FileChecks {
  /** Follows links. */
  stat(path: string): Promise<FileFacts>;
  lstat(path: string): Promise<FileFacts>;
  /** Resolves if the path exists and, for `executable`, may be executed or entered. */
  access(path: string, need: 'exists' | 'executable'): Promise<void>;
  /** The first bytes of a file: fewer than `maxBytes` only where it is shorter. */
  readStart(path: string, maxBytes: number): Promise<Uint8Array>;
  /** As {@link readStart}, from the byte `offset` on. */
  readPart(path: string, offset: number, maxBytes: number): Promise<Uint8Array>;
  /** At most `maxEntries` entries, in the order of the file system. */
  readFolder(path: string, maxEntries: number): Promise<FolderEntry[]>;
}

/** A file check took longer than it may. Its message is a part of a sentence, for use as a reason. */
export class NotAnsweringError extends ReasonError {
  readonly path: string;
  readonly seconds: number;

  constructor(path: string, seconds: number) {
    super(texts(systemReasonWords)('notAnswering', { seconds }));
    this.path = path;
    this.seconds = seconds;
  }
}

/** Asks in this process. A drive that does not answer blocks a thread of its pool. */
export const localFileChecks: FileChecks = {
  stat: async (path) => toFacts(await stat(path)),
  lstat: async (path) => toFacts(await lstat(path)),
  access: (path, need) => access(path, need === 'executable' ? constants.X_OK : constants.F_OK),
  readStart: (path, maxBytes) => readBytes(path, null, maxBytes),
  readPart: readBytes,
  readFolder: async (path, maxEntries) => {
    const entries: FolderEntry[] = [];
    for await (const entry of await opendir(path)) {
      if (entries.length >= maxEntries) break;
      entries.push({ name: entry.name, kind: kindOf(entry) });
    }
    return entries;
  },
};

/** @param offset null to read from the start on, also of what has no positions, such as a pipe */
async function readBytes(path: string, offset: number | null, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(maxBytes);
    let length = 0;
    while (length < maxBytes) {
      const position = offset === null ? null : offset + length;
      const { bytesRead } = await file.read(buffer, length, maxBytes - length, position);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** The same checks, which reject with the reason of `signal` as soon as it is aborted. */
export function abortableFileChecks(files: FileChecks, signal: AbortSignal): FileChecks {
  const unlessAborted = async <T>(check: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    let onAbort: () => void = () => {};
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason);
      signal.addEventListener('abort', onAbort);
    });
    try {
      return await Promise.race([check(), aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };
  return {
    stat: (path) => unlessAborted(() => files.stat(path)),
    lstat: (path) => unlessAborted(() => files.lstat(path)),
    access: (path, need) => unlessAborted(() => files.access(path, need)),
    readStart: (path, maxBytes) => unlessAborted(() => files.readStart(path, maxBytes)),
    readPart: (path, offset, maxBytes) => unlessAborted(() => files.readPart(path, offset, maxBytes)),
    readFolder: (path, maxEntries) => unlessAborted(() => files.readFolder(path, maxEntries)),
  };
}

interface Typed {
  isFile(): boolean;
  isDirectory(): boolean;
}

const kindOf = (entry: Typed): FileFacts['kind'] =>
  entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';

const toFacts = (found: Typed & { size: number }): FileFacts => ({ kind: kindOf(found), bytes: found.size });
