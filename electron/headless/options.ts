/** The command line of the headless host. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../../shared/errors.ts';
import { MAX_PORT } from '../../shared/limits.ts';
import type { AnyBackendType } from '../core/backend/backend-type.ts';
import {
  DEFAULT_LOG_LEVEL,
  findLogLevel,
  LOG_LEVELS,
  type LogLevel,
} from '../core/logging/program/log-levels.ts';
import { isLoopback } from '../core/network-address.ts';
import { defaultDataDir } from '../core/storage/data-dir.ts';
import { DEFAULT_GATEWAY_PORT, DEFAULT_PORT } from '../http/default-port.ts';
import { formatPublicUrl, type PublicUrl, parsePublicUrls } from '../http/sites/public-url.ts';
import { isNetwork } from '../http/sites/trusted-proxies.ts';
import type { CertificateFiles } from '../http/tls/certificate-files.ts';
import { chooseTokenSource, TOKEN_VARIABLE, type TokenSource } from './token-source.ts';
import { UsageError } from './usage-error.ts';

/** What is run: the shipped program, or that of the tests. */
export interface HeadlessProgram {
  types: readonly AnyBackendType[];
  /** Folder of the built program. */
  dist: string;
}

/** Where the certificate comes from: the user's own files, or the program itself. */
export type TlsOptions = { kind: 'files'; files: CertificateFiles } | { kind: 'self-signed' };

export interface HeadlessOptions {
  host: string;
  port: number;
  /** Whether the user chose the port; otherwise another free one may be used. */
  portIsExplicit: boolean;
  /** Null: there is no gateway at a port of its own. */
  gatewayPort: number | null;
  /** As `portIsExplicit`. */
  gatewayPortIsExplicit: boolean;
  dataDir: string;
  /** Addresses by which a proxy or a tunnel makes the host reachable. */
  publicUrls: readonly PublicUrl[];
  /** Such addresses that lead to the gateway's own port. */
  gatewayUrls: readonly PublicUrl[];
  /** Null: plain HTTP. */
  tls: TlsOptions | null;
  /** Addresses or networks of the proxies whose forwarded headers count. */
  trustedProxies: readonly string[];
  tokenSource: TokenSource;
  locked: boolean;
  logLevel: LogLevel;
  /** Open the panel in the browser. */
  open: boolean;
  /** Milliseconds without AdminTakeControl after which the host ends; infinite for never. */
  controlLimitMs: number;
}

/** A week. */
const MAX_CONTROL_MINUTES = 10_080;
/** For containers: public URLs with spaces or commas between them. */
const PUBLIC_URL_VARIABLE = 'SWITCHYARD_PUBLIC_URL';
const GATEWAY_URL_VARIABLE = 'SWITCHYARD_GATEWAY_URL';

export const USAGE = `Switchyard, headless: serves the panel and the API.

  npm run serve -- [options]

  --port N          port to listen on (default ${DEFAULT_PORT}; 0 = any free one)
  --host H          address to listen on (default 127.0.0.1; others are reachable from the network)
  --gateway-port N  port for clients of models, such as Open WebUI (default ${DEFAULT_GATEWAY_PORT}; 0 = any free one; off = none);
                    it listens on the same address (docs/gateway.md)
  --public-url URL  an address by which a proxy or a tunnel leads here, such as https://box.example/yard; may be
                    given several times, and in ${PUBLIC_URL_VARIABLE} (docs/remote-access.md)
  --gateway-url URL such an address that leads to the gateway's port, with a name of its own; may be given several times,
                    and in ${GATEWAY_URL_VARIABLE}
  --trust-proxy NET address or network (CIDR) of a proxy whose X-Forwarded headers count; may be given several times
  --tls-cert FILE   with --tls-key FILE: serve https with this certificate (PEM); both are read again when they change
  --tls self-signed serve https with a certificate that is made at the first start and kept; its fingerprint is printed
  --data-dir DIR    where backends, logs and the token are kept
  --token-file FILE read the token that clients must send from there (default: made once and kept in the data
                    directory); the variable ${TOKEN_VARIABLE} gives it too
  --token T         the same on the command line, where every user of this machine can read it
  --no-auth         ask for no token; on loopback only, for existing clients
  --lock-settings   refuse every change
  --log-level LEVEL what is written to the program's log: ${LOG_LEVELS.join(', ')} (default ${DEFAULT_LOG_LEVEL})
  --require-control-within N
                    end when nobody has called AdminTakeControl for N minutes, such as 3: for instances that another one
                    starts on demand (docs/scale-out.md)
  --open            open the panel in the browser
  --help            show this
`;

/** @returns null when the user asked for help @throws UsageError */
export function parseOptions(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): HeadlessOptions | null {
  const { values } = read(args);
  if (values.help) return null;
  const host = values.host ?? '127.0.0.1';
  const noAuth = values['no-auth'] === true;
  if (noAuth && !isLoopback(host))
    throw new UsageError(
      `--no-auth is allowed on loopback only, but --host is ${host}: anybody on the network could start programs. Leave --no-auth out.`,
    );
  const publicUrls = [
    ...readPublicUrls('--public-url', values['public-url'] ?? []),
    ...readPublicUrls(PUBLIC_URL_VARIABLE, [environment[PUBLIC_URL_VARIABLE] ?? '']),
  ];
  const gatewayUrls = [
    ...readPublicUrls('--gateway-url', values['gateway-url'] ?? []),
    ...readPublicUrls(GATEWAY_URL_VARIABLE, [environment[GATEWAY_URL_VARIABLE] ?? '']),
  ];
  for (const url of gatewayUrls) assertOwnOrigin(url, publicUrls);
  const reachable = [...publicUrls, ...gatewayUrls].find(({ hostname }) => !isLoopback(hostname));
  if (noAuth && reachable)
    throw new UsageError(
      `--no-auth is allowed on loopback only, but people reach this host by ${formatPublicUrl(reachable)}: anybody there could start programs. Leave --no-auth out.`,
    );
  return {
    host,
    port: values.port === undefined ? DEFAULT_PORT : parsePort('--port', values.port),
    portIsExplicit: values.port !== undefined,
    gatewayPort: parseGatewayPort(values['gateway-port']),
    gatewayPortIsExplicit: values['gateway-port'] !== undefined,
    dataDir: resolve(values['data-dir'] ?? defaultDataDir()),
    publicUrls,
    gatewayUrls,
    tls: parseTls(values),
    trustedProxies: (values['trust-proxy'] ?? []).map(parseNetwork),
    tokenSource: chooseTokenSource(
      { token: values.token, 'token-file': values['token-file'], 'no-auth': values['no-auth'] },
      environment,
    ),
    locked: values['lock-settings'] === true,
    logLevel: parseLogLevel(values['log-level']),
    open: values.open === true,
    controlLimitMs: parseControlLimit(values['require-control-within']),
  };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'gateway-port': { type: 'string' },
        host: { type: 'string' },
        'public-url': { type: 'string', multiple: true },
        'gateway-url': { type: 'string', multiple: true },
        'trust-proxy': { type: 'string', multiple: true },
        'tls-cert': { type: 'string' },
        'tls-key': { type: 'string' },
        tls: { type: 'string' },
        'data-dir': { type: 'string' },
        token: { type: 'string' },
        'token-file': { type: 'string' },
        'no-auth': { type: 'boolean' },
        'lock-settings': { type: 'boolean' },
        'log-level': { type: 'string' },
        open: { type: 'boolean' },
        'require-control-within': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // The sentences after the first explain positional arguments, which this program has not.
    const [problem = ''] = messageOf(error).split('. ');
    throw new UsageError(`${problem}. --help shows the options there are.`);
  }
}

function parseTls(values: { tls?: string; 'tls-cert'?: string; 'tls-key'?: string }): TlsOptions | null {
  const { tls, 'tls-cert': cert, 'tls-key': key } = values;
  if (tls !== undefined && tls !== 'self-signed')
    throw new UsageError(
      `--tls must be self-signed, but is '${tls}'. For a certificate of your own use --tls-cert and --tls-key.`,
    );
  if (tls !== undefined && (cert !== undefined || key !== undefined))
    throw new UsageError('--tls self-signed and --tls-cert contradict each other: leave one out.');
  if (tls !== undefined) return { kind: 'self-signed' };
  if (cert === undefined && key === undefined) return null;
  if (!cert || !key) throw new UsageError('--tls-cert and --tls-key belong together: give both.');
  return { kind: 'files', files: { certFile: resolve(cert), keyFile: resolve(key) } };
}

/** @param source where the addresses come from, for the message */
function readPublicUrls(source: string, texts: readonly string[]): PublicUrl[] {
  try {
    return texts.flatMap(parsePublicUrls);
  } catch (error) {
    throw new UsageError(`${source} cannot be used: ${messageOf(error)}.`);
  }
}

/** Pages of backends run there: their scripts must not have the origin of the panel. @throws UsageError */
function assertOwnOrigin(url: PublicUrl, publicUrls: readonly PublicUrl[]): void {
  if (url.path !== '')
    throw new UsageError(
      `--gateway-url cannot be used: clients expect the gateway at the root of an address, but '${formatPublicUrl(url)}' has a path.`,
    );
  if (publicUrls.some(({ origin }) => origin === url.origin))
    throw new UsageError(
      `--gateway-url cannot be used: the panel has the address ${url.origin}. Pages of backends must not run there, so give the gateway another name or port.`,
    );
}

function parseNetwork(text: string): string {
  if (isNetwork(text)) return text;
  throw new UsageError(
    `--trust-proxy must be an IP address, or a network such as 172.16.0.0/12, but is '${text}'. Name the proxy itself, as exactly as you can.`,
  );
}

function parseGatewayPort(text: string | undefined): number | null {
  if (text === undefined) return DEFAULT_GATEWAY_PORT;
  if (text === 'off') return null;
  return parsePort('--gateway-port', text, ', or off');
}

/** @param other what else may be given, as the end of a sentence */
function parsePort(option: string, text: string, other = ''): number {
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 0 && port <= MAX_PORT))
    throw new UsageError(`${option} must be a whole number from 0 to ${MAX_PORT}${other}, but is '${text}'.`);
  return port;
}

/** @returns milliseconds */
function parseControlLimit(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const minutes = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (minutes > 0 && minutes <= MAX_CONTROL_MINUTES) return minutes * 60_000;
  throw new UsageError(
    `--require-control-within must be a number of minutes above 0 and up to ${MAX_CONTROL_MINUTES}, such as 3, but is '${text}'.`,
  );
}

function parseLogLevel(text: string | undefined): LogLevel {
  if (text === undefined) return DEFAULT_LOG_LEVEL;
  const level = findLogLevel(text);
  if (level === undefined)
    throw new UsageError(`--log-level must be one of ${LOG_LEVELS.join(', ')}, but is '${text}'.`);
  return level;
}
