/**
 * Reads from an engine's arguments and environment where it will answer. What a user has set wins over what Switchyard adds,
 * so the engine is asked there. Each engine has its own names for this; a type passes them as {@link AddressNames}.
 */

import { isIPv6 } from 'node:net';
import { SwitchyardError } from '../../../shared/errors.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type HostText, type Text, texts } from '../../../shared/words/phrase.ts';
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import { FIXED_PORT_ADVICE } from '../../core/backend/common-settings.ts';
import { isLoopback, reachableHost } from '../../core/network-address.ts';
import { foldNames } from '../../core/process/spawn/worker-environment.ts';
import { isOnNetwork, type Listening, type ListenOn, type OwnHost } from './settings/listen-setting.ts';

const note = texts(noticeWords);
const why = texts(startReasonWords);

/** How one engine names its address: arguments with their dashes, and environment variables. */
export interface AddressNames {
  port: readonly string[];
  host: readonly string[];
  /** Arguments after which the routes begin with a path. */
  prefix?: readonly string[];
  /** Lists of arguments of which all together switch TLS on, such as key and certificate. */
  tls?: readonly (readonly string[])[];
  environment?: {
    port?: readonly string[];
    host?: readonly string[];
    prefix?: readonly string[];
    tls?: readonly (readonly string[])[];
    /** Of the form `host:port`, `host` or `:port`, also with `http://` before it. */
    hostPort?: readonly string[];
  };
  /** The host where a host argument has no value; some engines take it for all addresses. */
  bareHost?: string;
  /** The arguments that have it listen there; left out where none are needed. */
  listen?: { [Where in ListenOn]?: readonly string[] };
}

/** llama-server's (its own --help). An argument wins over its variable. */
export const llamaServerAddressNames: AddressNames = {
  port: ['--port'],
  host: ['--host'],
  prefix: ['--api-prefix'],
  tls: [['--ssl-key-file', '--ssl-cert-file']],
  environment: {
    port: ['LLAMA_ARG_PORT'],
    host: ['LLAMA_ARG_HOST'],
    prefix: ['LLAMA_ARG_API_PREFIX'],
    tls: [['LLAMA_ARG_SSL_KEY_FILE', 'LLAMA_ARG_SSL_CERT_FILE']],
  },
  listen: { 'this computer': ['--host', '127.0.0.1'], 'the network': ['--host', '0.0.0.0'] },
};

/** ComfyUI's (its comfy/cli_args.py). */
export const comfyAddressNames: AddressNames = {
  port: ['--port'],
  host: ['--listen'],
  tls: [['--tls-keyfile', '--tls-certfile']],
  bareHost: '0.0.0.0',
  listen: { 'the network': ['--listen', '0.0.0.0'] },
};

/** Those that many servers share: llama-server, vLLM and other servers on uvicorn, ComfyUI, A1111, KoboldCpp, Gradio, Hypercorn, Ollama. */
export const commonAddressNames: AddressNames = {
  port: ['--port'],
  host: ['--host', '--listen', '--server-name'],
  prefix: ['--api-prefix'],
  tls: [
    ['--ssl-key-file', '--ssl-cert-file'],
    ['--ssl-keyfile'],
    ['--ssl-certfile'],
    ['--tls-keyfile', '--tls-certfile'],
    ['--keyfile', '--certfile'],
  ],
  environment: {
    port: ['LLAMA_ARG_PORT', 'UVICORN_PORT', 'GRADIO_SERVER_PORT'],
    host: ['LLAMA_ARG_HOST', 'UVICORN_HOST', 'GRADIO_SERVER_NAME'],
    prefix: ['LLAMA_ARG_API_PREFIX'],
    tls: [['LLAMA_ARG_SSL_KEY_FILE', 'LLAMA_ARG_SSL_CERT_FILE'], ['UVICORN_SSL_KEYFILE']],
    hostPort: ['OLLAMA_HOST'],
  },
  bareHost: '0.0.0.0',
};

/** What the arguments and the environment say; null for what they leave to the engine. */
export interface EngineAddress {
  port: number | null;
  /** A host that a client of this machine can connect to, in the form of a URL: with brackets around an IPv6 address. */
  host: string | null;
  /** The same as the person wrote it, and who reaches the engine then; null where it is left to the engine. */
  own: OwnHost | null;
  /** Empty, or a path that begins with a slash and does not end with one. */
  prefix: string;
  isTls: boolean;
}

export interface AddressSource {
  args: readonly string[];
  /** The variables that a user has set for the worker. */
  env?: Readonly<Record<string, string | undefined>>;
  /** Variables of Switchyard's own environment, for a type that names host and port itself: they set neither of them. */
  inherited?: Readonly<Record<string, string | undefined>>;
  names: AddressNames;
  backend: string;
  platform: NodeJS.Platform;
  /** The label of the setting with the arguments, for errors. */
  label: HostText;
  /** For programs whose arguments may mean something else: what does not look like a port or a host is passed over, not refused. */
  isLenient?: boolean;
}

/** @throws SwitchyardError `invalid_setting_at_start` for what no engine can listen on */
export function readEngineAddress(source: AddressSource): EngineAddress {
  const { args, names, platform } = source;
  const env = foldNames(source.env ?? {}, platform);
  const all = { ...foldNames(source.inherited ?? {}, platform), ...env };
  const both = splitHostPort(findVariable(env, names.environment?.hostPort));
  const port = findValue(args, names.port) ?? findVariable(env, names.environment?.port) ?? both.port;
  const host =
    findValue(args, names.host, names.bareHost) ?? findVariable(env, names.environment?.host) ?? both.host;
  const prefix = findValue(args, names.prefix) ?? findVariable(all, names.environment?.prefix);
  const isTls =
    (names.tls ?? []).some((group) => group.every((name) => findValue(args, [name]) !== undefined)) ||
    (names.environment?.tls ?? []).some((group) => group.every((name) => (all[name] ?? '') !== ''));
  const hosts = host === undefined ? null : readHosts(host, source);
  return {
    port: port === undefined ? null : readPort(port, source),
    host: hosts === null ? null : reachableOf(hosts),
    own: host === undefined || hosts === null ? null : ownHostOf(host, hosts, source),
    prefix: readPrefix(prefix?.value ?? ''),
    isTls,
  };
}

/** The base URL of an engine: the address that was read, with loopback and the chosen port for what it leaves open. */
export function baseUrlOf(
  { host, isTls, port, prefix }: Omit<EngineAddress, 'own'>,
  chosen: { port: number },
): string {
  return `${isTls ? 'https' : 'http'}://${host ?? '127.0.0.1'}:${port ?? chosen.port}${prefix}`;
}

/** Where an engine is to answer, whose port is free: the one that the user has set, or one that was chosen. */
export interface EnginePlace {
  /** Base URL. */
  base: string;
  port: number;
  /** Whether the user has set the port. */
  isPortSet: boolean;
  /** The arguments that have it listen where the settings say, unless the user has set that. */
  hostArguments: readonly string[];
  /** For the card, see {@link describeListening}. */
  listening: Listening;
  /** Whether other machines reach it. */
  isOnNetwork: boolean;
  /** See {@link ProbeOptions.portAdvice}. */
  portAdvice: HostText;
}

/**
 * The port among the arguments wins over that of the settings.
 * @throws SwitchyardError `invalid_setting_at_start`, `port_in_use`
 */
export async function placeEngine(
  io: Pick<AdapterIo, 'assertPortFree' | 'backend' | 'choosePort' | 'platform'>,
  source: Omit<AddressSource, 'backend' | 'platform'>,
  { Port: fixed, ListenOn: wanted }: { Port: number; ListenOn: ListenOn },
): Promise<EnginePlace> {
  const address = readEngineAddress({ ...source, backend: io.backend, platform: io.platform });
  const isPortSet = address.port !== null;
  const portAdvice = isPortSet
    ? why('port_withoutArgument', { setting: source.label })
    : fixed === 0
      ? why('port_afterRestart')
      : FIXED_PORT_ADVICE;
  if (address.port !== null) await io.assertPortFree(address.port, portAdvice);
  const port = address.port ?? (await io.choosePort(fixed));
  const base = baseUrlOf(address, { port });
  const listening = { wanted, own: address.own, base };
  return {
    base,
    port,
    isPortSet,
    hostArguments: address.own === null ? (source.names.listen?.[wanted] ?? []) : [],
    listening,
    isOnNetwork: isOnNetwork(listening),
    portAdvice,
  };
}

interface Found {
  /** The argument or variable. */
  name: string;
  value: string;
  /** Whether none was written, so that the value is what the engine takes then. */
  isBare?: boolean;
}

/**
 * The last argument with one of these names, written `--name value` or `--name=value`.
 * @param bare the value where none follows; left out: an argument without a value does not count
 */
function findValue(args: readonly string[], names: readonly string[] = [], bare?: string): Found | undefined {
  let found: Found | undefined;
  for (const [index, argument] of args.entries()) {
    const [head = '', ...tail] = argument.split('=');
    if (!names.includes(head)) continue;
    const next = args[index + 1];
    const value = argument.includes('=')
      ? tail.join('=')
      : next === undefined || next.startsWith('--')
        ? bare
        : next;
    if (value !== undefined) found = { name: head, value, isBare: value === bare && next !== bare };
  }
  return found;
}

function findVariable(
  env: Readonly<Record<string, string | undefined>>,
  names: readonly string[] = [],
): Found | undefined {
  for (const name of names) {
    const value = env[name];
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}

function splitHostPort(found: Found | undefined): { host?: Found | undefined; port?: Found | undefined } {
  const match = /^(?:https?:\/\/)?(\[[^\]]*\]|[^:/]*)(?::([^/]*))?\/?$/.exec(found?.value ?? '');
  if (!found || !match) return {};
  const part = (value: string | undefined) => (value ? { name: found.name, value } : undefined);
  return { host: part(match[1]?.replace(/^\[|\]$/g, '')), port: part(match[2]) };
}

function readPort({ name, value }: Found, source: AddressSource): number | null {
  const text = value.trim();
  const port = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 1 && port <= 65_535) return port;
  // A program may mean something else, such as a serial port.
  if (source.isLenient && !/^-?\d+\w*$/.test(text)) return null;
  throw invalidAddress(source, { name, value: text }, why(port === 0 ? 'problem_portZero' : 'problem_port'));
}

/** Without brackets; null for what does not look like one, where that is passed over. */
function readHosts({ name, value }: Found, source: AddressSource): string[] | null {
  const hosts = value
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '')
    .map((host) => (source.isLenient ? host.replace(/^\[(.+)\]$/, '$1') : host));
  for (const host of hosts) {
    const problem = hostProblem(host);
    if (problem === null) continue;
    if (source.isLenient) return null;
    throw invalidAddress(source, { name, value: host }, problem);
  }
  return hosts.length === 0 ? null : hosts;
}

/** Of several addresses, one on this machine is asked where there is one. */
function reachableOf(hosts: readonly string[]): string | null {
  const reachable = hosts.map(reachableHost);
  return reachable.find((host) => host === '127.0.0.1' || host === '[::1]') ?? reachable[0] ?? null;
}

function ownHostOf(
  { isBare, name, value }: Found,
  hosts: readonly string[],
  { label }: AddressSource,
): OwnHost {
  const isVariable = !name.startsWith('-');
  return {
    isOnNetwork: hosts.some((host) => !isLoopback(host)),
    source: isVariable
      ? note('source_variable', { name, value })
      : note('source_setting', { setting: label, argument: isBare ? name : `${name} ${value}` }),
  };
}

/** Why a host cannot be listened on and asked; null for one that can. */
function hostProblem(host: string): Text | null {
  const bare = /^\[(.+)\]$/.exec(host)?.[1];
  if (bare !== undefined) return why('problem_brackets', { bare });
  if (/\.sock$|^\//.test(host)) return why('problem_socket');
  if (host.includes('%')) return why('problem_zone');
  if (isIPv6(host) || (URL.canParse(`http://${host}/`) && !/[/:?#@\\\s]/.test(host))) return null;
  return why('problem_host');
}

const readPrefix = (value: string): string => {
  const path = value.trim().replace(/^\/+|\/+$/g, '');
  return path === '' ? '' : `/${path}`;
};

const invalidAddress = (
  { backend, label }: AddressSource,
  { name, value }: Found,
  problem: Text,
): SwitchyardError =>
  new SwitchyardError('invalid_setting_at_start', {
    backend,
    name: label,
    reason: why('hasArgument', { argument: name, value, problem }),
  });

/**
 * The address of a page of an engine, as its arguments and environment want it: where the address names another loopback host,
 * http, or a path without the prefix.
 * @param url a web address of the engine
 */
export function followAddress(url: URL, { host, isTls, prefix }: EngineAddress): URL {
  const followed = new URL(url);
  followed.hostname =
    host !== null && isLoopback(reachableHost(url.hostname)) ? host : reachableHost(url.hostname);
  if (isTls && followed.protocol === 'http:') followed.protocol = 'https:';
  if (prefix !== '' && followed.pathname !== prefix && !followed.pathname.startsWith(`${prefix}/`))
    followed.pathname = `${prefix}${followed.pathname}`;
  return followed;
}
