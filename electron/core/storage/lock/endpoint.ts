/**
 * The socket on which the holder of the lock can be reached. On Unix it is a file within the data directory: unlike a port or
 * an abstract socket it belongs to the file system, so every container that sees the directory reaches the same socket, and
 * no other user does. On Windows it is a named pipe.
 */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeOf } from '../../../../shared/errors.ts';

/** Bytes of a path that every Unix accepts for a socket: macOS has room for 104 with the zero at the end, Linux for 108. */
const MAX_PATH_BYTES = 103;
/** Milliseconds until a connection must stand. */
const CONNECT_TIMEOUT = 2000;
const SOCKET_FILE = 'socket';

interface EndpointOwner {
  /** Of the claim. It cannot be guessed, so no other user can take the name of the pipe first. */
  id: string;
  /** Of the claim's folder: a copy of the data directory leads to no pipe. */
  inode: string | null;
}

export const endpointPath = (
  claimFolder: string,
  { id, inode }: EndpointOwner,
  platform: NodeJS.Platform,
): string =>
  platform === 'win32' ? `\\\\.\\pipe\\switchyard-${id}-${inode}` : join(claimFolder, SOCKET_FILE);

/** @returns false where the file system has no sockets, or does not allow one here */
export async function listenOn(server: Server, path: string): Promise<boolean> {
  try {
    await withShortPath(
      path,
      (short) =>
        new Promise<void>((resolve, reject) => {
          server.once('error', reject);
          server.listen(short, () => {
            server.off('error', reject);
            resolve();
          });
        }),
    );
  } catch {
    return false;
  }
  server.unref();
  return true;
}

/**
 * - a socket: somebody listens there
 * - `refused`: the socket has no listener in the mount through which it is seen here
 * - `unknown`: it is missing, or may not be used
 */
export async function connectTo(path: string): Promise<Socket | 'refused' | 'unknown'> {
  try {
    return await withShortPath(path, openSocket);
  } catch (error) {
    const code = codeOf(error);
    return code === 'ECONNREFUSED' ? 'refused' : 'unknown';
  }
}

function openSocket(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    const timer = setTimeout(() => socket.destroy(new Error('no connection in time')), CONNECT_TIMEOUT);
    socket.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
  });
}

/** Calls `use` with a path that is short enough for a socket: where needed, one through a link that only this user sees. */
async function withShortPath<T>(path: string, use: (path: string) => Promise<T>): Promise<T> {
  if (path.startsWith('\\\\') || Buffer.byteLength(path) <= MAX_PATH_BYTES) return await use(path);
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-'));
  try {
    const link = join(folder, 'l');
    await symlink(dirname(path), link);
    const short = join(link, SOCKET_FILE);
    // A longer one would be cut without an error: the socket would be another one.
    if (Buffer.byteLength(short) > MAX_PATH_BYTES) throw new Error('the temporary folder has a long name');
    return await use(short);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
