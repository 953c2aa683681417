/** The addresses, beside the machine's own, under which a proxy or a tunnel makes the host reachable: `--public-url`. */
import { isLoopback } from '../../core/network-address.ts';

export interface PublicUrl {
  /** As browsers send it in the header Origin. */
  origin: string;
  /** The values of the header Host that belong to it, in lower case. */
  hosts: readonly string[];
  /** Without brackets around an IPv6 address. */
  hostname: string;
  /** Begins with a slash and ends without one; empty where the host has the whole origin. */
  path: string;
}

/** The first parts of our own paths. A proxy that removes such a path would make one route look like another. */
const OWN_PATHS = ['api', 'auth', 'assets', 'healthz', 'metrics', 'openapi.json'];
const PATH = /^(\/[\w.~-]+)*$/;
const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

/** @throws Error that says what is wrong with the address: a part of a sentence, without a dot */
export function parsePublicUrl(text: string): PublicUrl {
  const refuse = (reason: string) =>
    new Error(`it must be an address such as https://box.example/yard, but '${text}' ${reason}`);
  if (!/^https?:\/\//i.test(text)) throw refuse('begins with neither http:// nor https://');
  if (!URL.canParse(text)) throw refuse('is no address');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw refuse('has a user name in it');
  if (url.search !== '' || url.hash !== '') throw refuse('has more behind its path');
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]')
    throw refuse('names no machine; name each address that people open');
  if (url.hostname.includes('*')) throw refuse('stands for many names; name each that people open');
  const path = url.pathname.replace(/\/+$/, '');
  if (!PATH.test(path)) throw refuse('has a path with other characters than letters, digits and - . _ ~');
  if (path !== '' && !path.includes('/', 1) && isOwnPath(path))
    throw refuse(`uses ${path}, a path of Switchyard's own`);
  const defaultPort = DEFAULT_PORTS[url.protocol] ?? '';
  const port = url.port === '' ? defaultPort : url.port;
  return {
    origin: url.origin,
    // Some proxies leave out the port, which tunnels to this machine do not. The Origin, which is checked as well, has it.
    hosts: [
      `${url.hostname}:${port}`,
      ...(port === defaultPort || !isLoopback(url.hostname) ? [url.hostname] : []),
    ],
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    path,
  };
}

/** @param text addresses with spaces or commas between them @throws Error as {@link parsePublicUrl} */
export function parsePublicUrls(text: string): PublicUrl[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parsePublicUrl);
}

/** Whether the path begins like one of the host's own. */
export const isOwnPath = (path: string): boolean =>
  OWN_PATHS.includes(path.split('/')[1]?.toLowerCase() ?? '');

/** How the address is written: without a trailing slash. */
export const formatPublicUrl = ({ origin, path }: PublicUrl): string => `${origin}${path}`;
