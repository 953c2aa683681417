/** Checks the addresses of remotes: which ones may be requested at all, and which redirects are followed. */

import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { remoteReasonWords } from '../../../shared/words/en/errors/remote-reasons.ts';
import { startReasonWords } from '../../../shared/words/en/errors/start-reasons.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import { ReasonError } from '../../../shared/words/reason-error.ts';
import { isRefusedAddress, isRefusedHost } from './refused-addresses.ts';

const say = texts(remoteReasonWords);

const why = texts(startReasonWords);

export interface ServerAddress {
  /** Without a slash at its end. */
  baseUrl: string;
  /** Sent with every request, such as `?api-version=2024-10-21`; empty for none. */
  query: string;
}
export type ParsedAddress = ({ ok: true } & ServerAddress) | { ok: false; problem: Text };

/**
 * @param toBasePath makes the path to which the engine's own paths are added of the path of the address, in which people also
 * paste the address of one request
 * @returns the parts of the address; or a `problem`, which completes "Address …"
 */
export function parseAddress(
  text: string,
  toBasePath: (path: string) => string = (path) => path,
): ParsedAddress {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return { ok: false, problem: why('notWebAddress') };
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, problem: why('notHttp') };
  if (url.username !== '' || url.password !== '') return { ok: false, problem: why('addressWithLogin') };
  if (isRefusedHost(url.hostname)) return { ok: false, problem: why('addressOfCloudKeys') };
  const path = trimEndSlashes(toBasePath(trimEndSlashes(url.pathname)));
  return { ok: true, baseUrl: `${url.origin}${path}`, query: url.search };
}

/** Takes linear time, which a regular expression does not. */
function trimEndSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end--;
  return path.slice(0, end);
}

/** The system's look-up of names. It fails for names of refused addresses. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || first === undefined) callback(error ?? new ReasonError(say('unknownName')), '', 4);
    else if (found.some(({ address }) => isRefusedAddress(address)))
      callback(new ReasonError(say('forbiddenAddress', { address: first.address })), '', 4);
    else if (options.all) callback(null, found);
    else callback(null, first.address, first.family);
  });
};

/**
 * @returns the target of a redirect on the same server
 * @throws Error for another server, because the credentials are meant for this one alone
 */
export function resolveRedirect(from: string, location: string): string {
  const target = URL.canParse(location, from) ? new URL(location, from) : null;
  if (target?.origin === new URL(from).origin) return target.href;
  throw new ReasonError(
    target && /^https?:$/.test(target.protocol)
      ? say('sendsToOther', { target: target.origin })
      : say('sendsToNoAddress'),
  );
}

const LOGIN_PATH =
  /(?:^|[/._-])(?:log-?in|log-?on|sign[-_]?in|sso|saml2?|oauth2?|oidc|openid|openid-connect|auth|authorize|authenticate|cas|goauthentik\.io)(?:[/._-]|$)/i;
const LOGIN_HOST =
  /^(?:login|auth|sso|accounts?|idp|id|signin|keycloak|authelia|authentik)\.|\.cloudflareaccess\.com$/i;

/** @returns host and path of the target of a redirect where it looks like a page for signing in, else null */
export function loginPageOf(from: string, location: string): string | null {
  if (!URL.canParse(location, from)) return null;
  const target = new URL(location, from);
  if (!LOGIN_PATH.test(target.pathname) && !LOGIN_HOST.test(target.hostname)) return null;
  // The query has where the person came from, and may have a token.
  return `${target.origin === new URL(from).origin ? '' : target.origin}${target.pathname}`;
}
