/** A pipe from a worker to this program: Node reads one end, and the worker inherits the other one. */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { isHandle, lastError, type Win32 } from './win32.ts';

export interface InheritedPipe {
  stream: Socket;
  /** For the worker. Close it in this program when the worker has it, or has not started. */
  childEnd: bigint;
}

const GENERIC_READ = 0x8000_0000;
const GENERIC_WRITE = 0x4000_0000;
const OPEN_EXISTING = 3;
const SHARE_READ_AND_WRITE = 3;
/** Bytes by which our own end is told from one that another program has opened. */
const PROOF_BYTES = 32;

/**
 * The pipe has a name while it is being opened, and other programs can list such names. So our end proves itself by its
 * first bytes; any other one is closed.
 * @throws Win32Error
 */
export async function openInheritedPipe(win32: Win32): Promise<InheritedPipe> {
  const name = `\\\\.\\pipe\\switchyard-output-${randomBytes(16).toString('hex')}`;
  const proof = randomBytes(PROOF_BYTES);
  const server = createServer({ pauseOnConnect: true });
  await listen(server, name);
  try {
    const proven = awaitProof(server, proof);
    const childEnd = openInheritable(win32, name, GENERIC_WRITE);
    const written = Buffer.alloc(4);
    if (!win32.WriteFile(childEnd, proof, proof.length, written, null)) {
      const error = lastError(win32);
      win32.CloseHandle(childEnd);
      throw error;
    }
    return { stream: await proven, childEnd };
  } finally {
    server.close();
  }
}

/** What a worker reads in the place of a keyboard: nothing. @throws Win32Error */
export const openNothing = (win32: Win32): bigint => openInheritable(win32, 'NUL', GENERIC_READ);

function openInheritable(win32: Win32, path: string, access: number): bigint {
  // SECURITY_ATTRIBUTES: its size, no descriptor, and that processes inherit the handle.
  const security = Buffer.alloc(24);
  security.writeUInt32LE(security.length, 0);
  security.writeUInt32LE(1, 16);
  const handle = win32.CreateFileW(path, access, SHARE_READ_AND_WRITE, security, OPEN_EXISTING, 0, null);
  if (!isHandle(handle)) throw lastError(win32);
  return handle;
}

function listen(server: Server, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(name, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function awaitProof(server: Server, proof: Buffer): Promise<Socket> {
  return new Promise((resolve) => {
    server.on('connection', (socket) => {
      socket.on('error', () => {
        // It breaks when the worker ends; its close reports that.
      });
      const check = () => {
        const start: Buffer | null = socket.read(PROOF_BYTES);
        if (start === null) return;
        socket.off('readable', check);
        if (start.length === PROOF_BYTES && timingSafeEqual(start, proof)) resolve(socket);
        else socket.destroy();
      };
      socket.on('readable', check);
    });
  });
}
