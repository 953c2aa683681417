/**
 * One program per data directory. The lock is a listening socket: the system closes it when its holder dies, so there is no
 * stale lock file. A program that does not get the lock asks the holder over this socket who it is.
 */
import { createHash } from 'node:crypto';
import { mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the holder answers about itself. */
export interface LockHolder {
  pid: number;
  /** Address of its panel, once it has one. */
  address: string | null;
}

export type LockResult =
  | { held: true; setAddress(address: string): void; release(): Promise<void> }
  | { held: false; holder: LockHolder | null };

/** Milliseconds within which the holder must answer. */
const ANSWER_TIMEOUT = 2000;
const MAX_ANSWER_LENGTH = 4096;

/** Makes the data directory where it is missing. Never waits for the lock. */
export async function acquireInstanceLock(dataDir: string, platform = process.platform): Promise<LockResult> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = lockPath(await realpath(dataDir), platform);
  const holder: LockHolder = { pid: process.pid, address: null };
  const server = createServer((socket) => {
    socket.on('error', () => {
      // The other program has gone, so nobody needs the answer.
    });
    socket.end(JSON.stringify(holder));
  });
  if (!(await listen(server, path))) {
    const other = await askHolder(path);
    // Only a socket that is a file can be left behind by a dead holder; an abstract socket or a pipe cannot.
    if (other || !path.startsWith('/')) return { held: false, holder: other };
    await rm(path, { force: true });
    if (!(await listen(server, path))) return { held: false, holder: await askHolder(path) };
  }
  server.unref();
  return {
    held: true,
    setAddress: (address) => {
      holder.address = address;
    },
    release: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Linux: an abstract socket; Windows: a named pipe; elsewhere a socket file with a short name, because paths are limited to some 100 bytes. */
export function lockPath(dataDir: string, platform: NodeJS.Platform): string {
  const name = `switchyard-${createHash('sha256').update(dataDir).digest('hex').slice(0, 24)}`;
  if (platform === 'linux') return `\0${name}`;
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

/** @returns false when another program holds the path */
function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const onListening = () => {
      server.off('error', onError);
      resolve(true);
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen(path);
  });
}

/** @returns null when nobody answers */
function askHolder(path: string): Promise<LockHolder | null> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path);
    socket.setTimeout(ANSWER_TIMEOUT, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.length > MAX_ANSWER_LENGTH) socket.destroy();
    });
    socket.on('error', () => {
      // 'close' follows and resolves the promise.
    });
    socket.on('close', () => resolve(parseHolder(text)));
  });
}

function parseHolder(text: string): LockHolder | null {
  try {
    const raw: unknown = JSON.parse(text);
    if (typeof raw !== 'object' || raw === null) return null;
    const pid = 'pid' in raw && typeof raw.pid === 'number' ? raw.pid : 0;
    const address = 'address' in raw && typeof raw.address === 'string' ? raw.address : null;
    return { pid, address };
  } catch {
    return null;
  }
}
