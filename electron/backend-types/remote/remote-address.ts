/** Checks the addresses of remotes: which ones may be requested at all, and which redirects are followed. */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isRefusedAddress, isRefusedHost } from './refused-addresses.ts';

const REFUSED_PROBLEM = 'names an address for the keys of cloud machines, which is never asked';

export type ParsedAddress = { ok: true; baseUrl: string } | { ok: false; problem: string };

/** @returns the address without a slash at its end; or a `problem`, which completes "Address …" */
export function parseAddress(text: string): ParsedAddress {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return { ok: false, problem: 'is not a web address' };
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return { ok: false, problem: 'must start with http:// or https://' };
  if (url.username !== '' || url.password !== '')
    return { ok: false, problem: 'must not contain a user name or a password' };
  if (isRefusedHost(url.hostname)) return { ok: false, problem: REFUSED_PROBLEM };
  return { ok: true, baseUrl: `${url.origin}${trimEndSlashes(url.pathname)}` };
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
    if (error || first === undefined) callback(error ?? new Error('the name leads nowhere'), '', 4);
    else if (found.some(({ address }) => isRefusedAddress(address)))
      callback(new Error(`its name leads to the address ${first.address}, which is never asked`), '', 4);
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
  throw new Error(
    target && /^https?:$/.test(target.protocol)
      ? `it sends on to ${target.origin}, which is not followed; if that is right, make it the Address`
      : 'it sends on to something that is no web address',
  );
}
