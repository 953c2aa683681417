/** Under which addresses the gateway's own port is asked, and which of them leads a browser there. */
import { SwitchyardError } from '../../../shared/errors.ts';
import { isLoopback } from '../../core/network-address.ts';
import { type PublicUrl, parsePublicUrl } from './public-url.ts';
import type { SitesOptions } from './sites.ts';

export interface GatewayAddresses {
  /** Where the gateway listens. */
  site: SitesOptions;
  /** By which this machine reaches it, without a slash at its end. */
  url: string;
  /** By which a proxy or a tunnel leads to the panel. */
  publicUrls: readonly PublicUrl[];
  /** By which a proxy or a tunnel leads to the gateway's own port. */
  gatewayUrls: readonly PublicUrl[];
}

/**
 * What the gateway answers to, beside the addresses of its machine: the public URLs, and their names at its own port, because
 * those are names of its machine or lead to it.
 */
export function allowedAddresses({
  gatewayUrls,
  publicUrls,
  site,
}: Omit<GatewayAddresses, 'url'>): PublicUrl[] {
  const atOwnPort = publicUrls.map(({ origin }) => {
    const url = new URL(origin);
    url.protocol = site.scheme;
    url.port = String(site.port);
    return parsePublicUrl(url.origin);
  });
  return [...gatewayUrls, ...publicUrls, ...atOwnPort];
}

/**
 * The address of the gateway for a browser that shows the panel.
 * @param page the address of the panel there; undefined for one of this machine
 * @throws SwitchyardError `gateway_not_reachable` where no address is known by which that browser reaches it
 */
export function addressFrom(page: string | undefined, addresses: GatewayAddresses): string {
  const { gatewayUrls, site, url } = addresses;
  if (page === undefined || !/^https?:/i.test(page) || !URL.canParse(page)) return url;
  const { hostname, origin, pathname } = new URL(page);
  if (isLoopback(hostname)) return url;
  const [first] = gatewayUrls;
  const ofSameName = gatewayUrls.find((known) => new URL(known.origin).hostname === hostname);
  if (first !== undefined) return (ofSameName ?? first).origin;
  if (isLoopback(site.host))
    throw new SwitchyardError('gateway_not_reachable', {
      page: `${origin}${pathname.replace(/\/$/, '')}`,
      port: site.port,
    });
  const own = new URL(url);
  own.hostname = hostname;
  return own.origin;
}
