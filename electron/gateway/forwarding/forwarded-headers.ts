/** Which headers of a request and of a reply are passed on. */
import type { IncomingHttpHeaders } from 'node:http';

/** They belong to one connection (RFC 9110, 7.6.1), or are made anew for the next one. */
export const CONNECTION_HEADERS = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** What a client sends to Switchyard. A worker gets its own credentials, and never those. */
export const CLIENT_HEADERS = ['authorization', 'cookie', 'x-api-key', 'api-key', 'origin', 'referer'];

/** The reply keeps its length, so that its client notices when it is cut off. */
export function replyHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { 'content-length': length, ...rest } = headers;
  // What a worker allows to pages of other sites does not hold for the gateway.
  const kept = without(rest, [...CONNECTION_HEADERS, 'set-cookie', 'alt-svc']);
  for (const name of Object.keys(kept)) if (name.startsWith('access-control-')) delete kept[name];
  return { ...kept, ...(length === undefined ? {} : { 'content-length': length }) };
}

export function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
