/** The file descriptors of this process, and the share of them that HTTP connections may use. Known on Linux only. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { RETRY_SECONDS } from '../../shared/limits.ts';

/** The share that stays for the core: pipes to the workers, files, and the readings by which a worker is stopped. */
const CORE_SHARE = 0.5;
/** Connections above the limit that still get a reply. Further ones are closed without one. */
const MAX_REFUSED_AT_ONCE = 16;

const REFUSAL_TEXT = 'Too many connections are open. Close some, or try again later.\n';
const REFUSAL = [
  'HTTP/1.1 503 Service Unavailable',
  'Content-Type: text/plain; charset=utf-8',
  `Content-Length: ${REFUSAL_TEXT.length}`,
  `Retry-After: ${RETRY_SECONDS}`,
  'Connection: close',
  '',
  REFUSAL_TEXT,
].join('\r\n');

/** How many descriptors this process may have; null where that is not known or not limited. */
export function readDescriptorLimit(): number | null {
  try {
    return parseDescriptorLimit(readFileSync('/proc/self/limits', 'latin1'));
  } catch {
    // There is no /proc, or no descriptor is free to read it.
    return null;
  }
}

/** @param limits the text of /proc/self/limits. The first of the two numbers, the soft limit, counts. */
export function parseDescriptorLimit(limits: string): number | null {
  const soft = /^Max open files\s+(\d+)\s/m.exec(limits)?.[1];
  return soft === undefined ? null : Number(soft);
}

/** How many descriptors are open; null where that is not known. */
export function countDescriptors(): number | null {
  try {
    // One of them is that of the reading itself.
    return readdirSync('/proc/self/fd').length - 1;
  } catch {
    return null;
  }
}

/** Connections that may be open at the same time under a limit of descriptors. */
export const connectionsWithin = (descriptorLimit: number): number =>
  Math.max(1, Math.floor(descriptorLimit * (1 - CORE_SHARE)));

/**
 * Refuses connections above `limit`: with a plain reply, or without one where clients speak TLS. To be called before the
 * server listens.
 */
export function limitConnections(server: Server, limit: number, { isTls = false } = {}): void {
  let open = 0;
  server.maxConnections = limit + MAX_REFUSED_AT_ONCE;
  server.prependListener('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    if (open <= limit) return;
    if (!isTls) socket.write(REFUSAL);
    socket.destroySoon();
  });
}
