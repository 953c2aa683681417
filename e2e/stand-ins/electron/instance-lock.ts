/**
 * Stands in for Chromium's single-instance lock: one program per folder of user data, across processes. A second one hands
 * over its command line before it is refused. It cannot show what Electron does when the first one hangs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SecondStart {
  argv: string[];
  cwd: string;
  data: unknown;
}

/** Milliseconds in which the first program has to accept a command line. */
const HANDOVER_TIMEOUT = 10_000;
/** Sends its second argument to the socket at its first. Runs in a Node of its own, because the caller blocks. */
const HAND_OVER = `require('node:net').connect(process.argv[1].replace('@', '\\0'))
  .on('error', () => process.exit(1)).on('end', () => process.exit(0)).end(process.argv[2]).resume()`;

/** @returns a function that releases the lock, or null where another program has it and got the command line */
export function acquireInstanceLock(
  userData: string,
  start: SecondStart,
  onSecondStart: (start: SecondStart) => void,
): (() => void) | null {
  const path = socketPath(userData);
  for (const attempt of ['first', 'second']) {
    const server = listen(path, onSecondStart);
    if (server) return () => void server.close();
    const { status } = spawnSync(
      process.execPath,
      ['-e', HAND_OVER, path.replace('\0', '@'), JSON.stringify(start)],
      { timeout: HANDOVER_TIMEOUT, env: {} },
    );
    if (status === 0) return null;
    // A socket file outlives its owner; an abstract socket and a pipe do not.
    if (attempt === 'first' && path.startsWith('/')) rmSync(path, { force: true });
  }
  throw new Error('Another program holds the single-instance lock, and does not answer.');
}

/** @returns null where another program listens already; Node binds a socket with a path synchronously, so that this is known at once */
function listen(path: string, onSecondStart: (start: SecondStart) => void): Server | null {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('end', () => {
      socket.end();
      onSecondStart(JSON.parse(text) as SecondStart);
    });
    socket.on('error', () => {
      // The second program has just ended; what it sent was complete or is lost.
    });
  });
  server.on('error', () => {
    // Detected by `listening` below.
  });
  server.listen(path);
  if (!server.listening) return null;
  server.unref();
  return server;
}

function socketPath(userData: string): string {
  const name = `electron-stand-in-${createHash('sha256').update(userData).digest('hex').slice(0, 24)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}
