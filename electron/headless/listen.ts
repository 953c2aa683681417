/** Starts the HTTP surface of the headless host. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { version } from '../../package.json';
import { codeOf } from '../../shared/errors.ts';
import type { Core } from '../core/create-core.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import type { TlsCertificate } from '../http/tls/certificate.ts';
import type { HeadlessOptions, HeadlessProgram } from './options.ts';
import { UsageError } from './usage-error.ts';

export interface ListenOptions {
  options: HeadlessOptions;
  program: HeadlessProgram;
  core: Core;
  serverId: string;
  /** Null: plain HTTP. */
  tls: TlsCertificate | null;
  /** Null: clients need none. */
  token: string | null;
  log: Logger;
}

/** Takes any free port if the default one is taken. @throws UsageError when the user has to choose another address */
export async function listen(listenOptions: ListenOptions): Promise<HttpServer> {
  const { options, program, core, serverId, tls, token, log } = listenOptions;
  const { host, port, portIsExplicit, dataDir, publicUrls, trustedProxies } = options;
  const startOn = (chosenPort: number) =>
    startHttpServer({
      core,
      host,
      port: chosenPort,
      publicUrls,
      trustedProxies,
      tls,
      dataDir,
      token,
      panelDir: join(program.dist, 'renderer'),
      version,
      serverId,
      onFault: (error, where) => log.error({ err: error, where }, 'fault'),
    });
  try {
    return await startOn(port);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE' && !portIsExplicit) return await startOn(0);
    throw explainListenError(error, host, port);
  }
}

function explainListenError(error: unknown, host: string, port: number): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} is already in use by another program. Choose another with --port, or 0 for any free one.`,
      );
    case 'EADDRNOTAVAIL':
      return new UsageError(`This machine has no address ${host}. Choose another --host.`);
    case 'EACCES':
      return new UsageError(`Port ${port} may not be used by this user. Choose one above 1023.`);
    default:
      return error;
  }
}
