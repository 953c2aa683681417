/** At which address a backend is reached from where the panel is shown. */
import type { FullBackend } from '../../shared/backend.ts';
import { isLoopbackUrl } from '../format/is-loopback-url.ts';
import type { PanelServices } from '../panel-services.ts';

export interface ShownAddress {
  url: string;
  /** Whether it leads to the backend only on the machine that runs it, which is another one than this browser's. */
  isElsewhere: boolean;
}

/**
 * One that the network reaches is named as the machine of the panel is in this browser, because the host writes it as it
 * reaches itself.
 * @param page the address of this page; null in a window of the host, which is on its machine
 * @returns null where it has no address
 */
export function shownAddress(
  { address, on_network: isOnNetwork }: Pick<FullBackend, 'address' | 'on_network'>,
  page: string | null,
): ShownAddress | null {
  if (address === undefined) return null;
  const isOnItsMachine = page === null || !/^https?:/.test(page) || isLoopbackUrl(page);
  if (isOnItsMachine || !URL.canParse(address) || !isLoopbackUrl(address))
    return { url: address, isElsewhere: false };
  if (!isOnNetwork) return { url: address, isElsewhere: true };
  const url = new URL(address);
  url.hostname = new URL(page).hostname;
  return { url: url.href.replace(/\/$/, ''), isElsewhere: false };
}

/** Where this browser reaches the pages of a backend without the gateway; null where no address leads there from here. */
export function addressFromHere(
  backend: Pick<FullBackend, 'address' | 'on_network'>,
  services: Pick<PanelServices, 'transport'>,
): string | null {
  const address = shownAddress(backend, pageAddressOf(services));
  return address === null || address.isElsewhere ? null : address.url;
}

/** The address of this page, for {@link shownAddress}. */
export const pageAddressOf = ({ transport }: Pick<PanelServices, 'transport'>): string | null =>
  transport.shownIn === 'browser' ? document.baseURI : null;
