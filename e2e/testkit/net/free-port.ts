/** Ports for the stand-ins and the hosts of a test: none is given twice, not even by the other processes of a run. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Below the range from which a system takes ports for outgoing connections and for hosts that ask for any port, and below that
 * of the hosts' workers (`ports.ts`): each of these could take a port between the check and its use.
 */
const FIRST_PORT = 12_000;
const LAST_PORT = 19_999;
/** A process has all ports of a block as long as it listens on the first of them. */
const BLOCK = 20;

/** A port of this machine on which nothing listens now, and which nothing else of this run gets. */
export const freePort = createFreePort();

/** Each process has one, which knows nothing of the others. */
export function createFreePort(): () => Promise<number> {
  let next = 0;
  let end = 0;
  let claiming: Promise<void> | null = null;

  const claim = async () => {
    next = (await claimBlock()) + 1;
    end = next + BLOCK - 1;
    claiming = null;
  };
  return async () => {
    for (;;) {
      if (next === end) {
        // Calls at the same time claim one block, and may use it up before this one continues.
        claiming ??= claim();
        await claiming;
        continue;
      }
      const port = next;
      next += 1;
      const server = await listen(port);
      if (!server) continue;
      server.close();
      await once(server, 'close');
      return port;
    }
  };
}

/** @returns the first port of the block */
async function claimBlock(): Promise<number> {
  const blocks = (LAST_PORT + 1 - FIRST_PORT) / BLOCK;
  const start = Math.floor(Math.random() * blocks);
  for (let n = 0; n < blocks; n += 1) {
    const first = FIRST_PORT + ((start + n) % blocks) * BLOCK;
    const guard = await listen(first);
    if (!guard) continue;
    // It stays until the process ends, but does not keep the process alive.
    guard.unref();
    return first;
  }
  throw new Error(`There is no free block of ports from ${FIRST_PORT} to ${LAST_PORT}.`);
}

/** Null where something listens there already. */
async function listen(port: number): Promise<Server | null> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
    return server;
  } catch {
    return null;
  }
}
