/** What the servers of a host have in common: how many connections they take, and where they listen. */
import type { FastifyInstance } from 'fastify';
import { connectionsWithin, limitConnections, readDescriptorLimit } from './descriptors.ts';
import { limitPipelining } from './replies/unread-replies.ts';
import type { SitesOptions } from './sites/sites.ts';

/** Keeps a server within what this process can hold. To be called before it listens. */
export function limitLoad({ server }: FastifyInstance, { isTls }: { isTls: boolean }): void {
  limitPipelining(server);
  const descriptorLimit = readDescriptorLimit();
  if (descriptorLimit !== null) limitConnections(server, connectionsWithin(descriptorLimit), { isTls });
}

/**
 * @param port 0 for any free port
 * @returns where it listens, and its URL without a trailing slash
 * @throws Error of `listen`, such as EADDRINUSE
 */
export async function listenAt(
  server: FastifyInstance,
  { host, port, isTls }: { host: string; port: number; isTls: boolean },
): Promise<{ site: SitesOptions; url: string }> {
  await server.listen({ host, port });
  const address = server.server.address();
  const opened = typeof address === 'object' && address ? address.port : port;
  const scheme = isTls ? 'https' : 'http';
  return { site: { host, port: opened, scheme }, url: `${scheme}://${formatHost(host)}:${opened}` };
}

/** The host for a URL on this machine. */
function formatHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
