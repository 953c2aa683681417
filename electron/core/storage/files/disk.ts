/**
 * The calls to the disk that a durable write makes. Each of them goes to a thread of the pool and back, for the event loop must not
 * wait for a disk. A thread that has nothing else to do may wait: there the same calls are made at once
 * (docs/decisions/020-a-change-waits-for-the-disk-alone.md).
 */
import {
  type BigIntStats,
  closeSync,
  copyFileSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { copyFile, link, lstat, open, rename, rm, stat, unlink } from 'node:fs/promises';

/** What is used of an open file. A FileHandle of Node is one. */
export interface OpenFile {
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  readFile(encoding: 'utf8'): Promise<string>;
  stat(options: { bigint: true }): Promise<BigIntStats>;
  close(): Promise<void>;
}

/** The functions of `node:fs/promises` with these names, as far as they are used. */
export interface Disk {
  open(path: string, flags: string, mode?: number): Promise<OpenFile>;
  stat(path: string): Promise<Stats>;
  stat(path: string, options: { bigint: true }): Promise<BigIntStats>;
  lstat(path: string): Promise<Stats>;
  link(from: string, to: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  copyFile(from: string, to: string, mode: number): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
  unlink(path: string): Promise<void>;
}

const pool: Disk = { copyFile, link, lstat, open, rename, rm, stat, unlink };

/** Where calls to the disk are made. Each thread has its own, as it has its own copy of this module. */
export let disk: Disk = pool;

/** From now on this thread waits for the disk. Not for a thread that anybody waits for. @returns takes it back, for tests */
export function waitForDiskHere(): () => void {
  disk = waiting;
  return () => {
    disk = pool;
  };
}

class WaitingFile implements OpenFile {
  readonly #fd: number;

  constructor(fd: number) {
    this.#fd = fd;
  }

  async writeFile(text: string): Promise<void> {
    writeFileSync(this.#fd, text);
  }

  async sync(): Promise<void> {
    fsyncSync(this.#fd);
  }

  async read(buffer: Buffer, offset: number, length: number, position: number) {
    return { bytesRead: readSync(this.#fd, buffer, offset, length, position) };
  }

  async readFile(encoding: 'utf8'): Promise<string> {
    return readFileSync(this.#fd, encoding);
  }

  async stat(options: { bigint: true }): Promise<BigIntStats> {
    return fstatSync(this.#fd, options);
  }

  async close(): Promise<void> {
    closeSync(this.#fd);
  }
}

/** Async functions without an await: each does its work before it returns, and an error rejects what it returns. */
const waiting: Disk = {
  open: async (path, flags, mode) => new WaitingFile(openSync(path, flags, mode)),
  stat: (async (path: string, options?: { bigint: true }) => statSync(path, options)) as Disk['stat'],
  lstat: async (path) => lstatSync(path),
  link: async (from, to) => linkSync(from, to),
  rename: async (from, to) => renameSync(from, to),
  copyFile: async (from, to, mode) => copyFileSync(from, to, mode),
  rm: async (path, options) => rmSync(path, options),
  unlink: async (path) => unlinkSync(path),
};
