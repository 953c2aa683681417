/** Starts the servers of the headless host: the panel with its API, and the gateway. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { version } from '../../package.json';
import { codeOf } from '../../shared/errors.ts';
import type { Core } from '../core/create-core.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { HostAccess } from '../http/access/host-access.ts';
import { type GatewayServer, startGatewayServer } from '../http/gateway-server.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import type { TlsCertificate } from '../http/tls/certificate.ts';
import type { HeadlessOptions, HeadlessProgram } from './options.ts';
import { UsageError } from './usage-error.ts';

export interface ListenOptions {
  options: HeadlessOptions;
  program: HeadlessProgram;
  core: Core;
  gateway: Gateway;
  serverId: string;
  /** Null: plain HTTP. */
  tls: TlsCertificate | null;
  hostAccess: HostAccess;
  log: Logger;
}

/** Takes any free port if the default one is taken. @throws UsageError when the user has to choose another address */
export async function listen(listenOptions: ListenOptions): Promise<HttpServer> {
  const { options, program, core, gateway, serverId, tls, hostAccess, log } = listenOptions;
  const { host, port, portIsExplicit, publicUrls, trustedProxies } = options;
  const startOn = (chosenPort: number) =>
    startHttpServer({
      core,
      gateway,
      hostAccess,
      host,
      port: chosenPort,
      publicUrls,
      trustedProxies,
      tls,
      panelDir: join(program.dist, 'renderer'),
      version,
      serverId,
      onFault: (error, where) => log.error({ err: error, where }, 'fault'),
    });
  return await startOnFreePort(startOn, { host, port, isExplicit: portIsExplicit, option: '--port' });
}

/** The same for the gateway. Null where the user wants none. @throws UsageError as {@link listen} */
export async function listenForGateway(listenOptions: ListenOptions): Promise<GatewayServer | null> {
  const { options, gateway, tls, hostAccess, log } = listenOptions;
  const { host, gatewayPort, gatewayPortIsExplicit, gatewayUrls, publicUrls, trustedProxies } = options;
  if (gatewayPort === null) return null;
  const startOn = (port: number) =>
    startGatewayServer({
      gateway,
      hostAccess,
      host,
      port,
      publicUrls: () => publicUrls,
      gatewayUrls,
      trustedProxies,
      tls,
      onFault: (error, where) => log.error({ err: error, where }, 'fault'),
    });
  return await startOnFreePort(startOn, {
    host,
    port: gatewayPort,
    isExplicit: gatewayPortIsExplicit,
    option: '--gateway-port',
  });
}

interface WantedPort {
  host: string;
  port: number;
  /** Whether the user chose it: no other port is taken then. */
  isExplicit: boolean;
  /** The option by which it is chosen. */
  option: string;
}

/** @throws UsageError */
async function startOnFreePort<T>(startOn: (port: number) => Promise<T>, wanted: WantedPort): Promise<T> {
  try {
    return await startOn(wanted.port);
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE' && !wanted.isExplicit) return await startOn(0);
    throw explainListenError(error, wanted);
  }
}

function explainListenError(error: unknown, { host, port, option }: WantedPort): unknown {
  switch (codeOf(error)) {
    case 'EADDRINUSE':
      return new UsageError(
        `Port ${port} is already in use by another program. Choose another with ${option}, or 0 for any free one.`,
      );
    case 'EADDRNOTAVAIL':
      return new UsageError(`This machine has no address ${host}. Choose another --host.`);
    case 'EACCES':
      return new UsageError(
        `Port ${port} may not be used by this user. Choose one above 1023 with ${option}.`,
      );
    default:
      return error;
  }
}
