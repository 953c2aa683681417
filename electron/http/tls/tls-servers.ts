/** Makes the servers that Fastify runs with TLS. For one address such as `localhost` it may run several. */
import { createServer, type Server } from 'node:https';
import type { FastifyServerFactory, RawServerDefault } from 'fastify';
import type { TlsCertificate } from './certificate.ts';

export interface TlsServers {
  create: FastifyServerFactory;
  /** Connections from now on get this certificate; those that are open keep theirs. */
  replace(certificate: TlsCertificate): void;
}

export function createTlsServers(
  certificate: TlsCertificate,
  { requestTimeout, headersTimeout }: { requestTimeout: number; headersTimeout: number },
): TlsServers {
  let current = certificate;
  const servers: Server[] = [];
  return {
    create: (handler) => {
      const server = createServer(
        { ...current, minVersion: 'TLSv1.2', requestTimeout, headersTimeout },
        handler,
      );
      servers.push(server);
      // It has all that Fastify uses of a server for plain HTTP, whose type does not know it.
      return server as unknown as RawServerDefault;
    },
    replace: (next) => {
      current = next;
      for (const server of servers) server.setSecureContext({ ...next, minVersion: 'TLSv1.2' });
    },
  };
}
