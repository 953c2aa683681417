/**
 * The public URL that would allow a request that was refused. It is shown to a person, who decides. It is made only of
 * characters that mean nothing in a shell or in HTML, whatever was sent.
 */
import type { FastifyRequest } from 'fastify';
import { isLoopback } from '../../core/network-address.ts';
import { formatPublicUrl, isOwnPath, parsePublicUrl } from './public-url.ts';
import { wantsPage } from './refusal-page.ts';

const PLAIN_HOST = /^[\w.-]{1,253}(:\d{1,5})?$|^\[[\da-f:]{2,45}\](:\d{1,5})?$/i;

/** @param host as the request named it @returns null where it cannot be a public URL */
export function suggestForHost(request: FastifyRequest, host: string): string | null {
  if (!PLAIN_HOST.test(host)) return null;
  const { origin } = request.headers;
  const own = origin === undefined ? null : suggestForOrigin(origin);
  if (own !== null && new URL(own).host === host.toLowerCase()) return own;
  return suggest(`${isByTls(request, host) ? 'https' : 'http'}://${host}${findFolder(request)}`);
}

/** @returns null where it cannot be a public URL, such as `null` or `file://` */
export const suggestForOrigin = (origin: string): string | null =>
  /^https?:\/\//.test(origin) && PLAIN_HOST.test(origin.replace(/^https?:\/\//, '')) ? suggest(origin) : null;

/** The public URL for a page that was asked for under a path that leads nowhere; null for any other request. */
export function suggestForPath(request: FastifyRequest): string | null {
  const folder = findFolder(request);
  return folder === '' ? null : suggestForHost(request, request.headers.host ?? '');
}

function suggest(text: string): string | null {
  try {
    return formatPublicUrl(parsePublicUrl(text));
  } catch {
    return null;
  }
}

/** The folder of the page that was asked for, without a trailing slash; empty where it may be one of our own paths. */
function findFolder(request: FastifyRequest): string {
  const [path = ''] = request.originalUrl.split('?');
  const folder = path.slice(0, path.lastIndexOf('/'));
  return wantsPage(request) && /^(\/[\w.~-]+)+$/.test(folder) && !isOwnPath(folder) ? folder : '';
}

/** Whether the browser uses TLS, perhaps with a proxy. A guess, of which nothing depends but the suggestion. */
function isByTls({ protocol, headers }: FastifyRequest, host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  if (protocol === 'https' || headers['x-forwarded-proto'] === 'https') return true;
  // Browsers send this over TLS, and to this machine.
  return headers['sec-fetch-site'] !== undefined && !isLoopback(name) && !name.endsWith('.localhost');
}
