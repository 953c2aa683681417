/** Opens the pages of a backend, such as those of ComfyUI, in a new tab. */
import { isLoopbackUrl } from '../try-it/snippets/snippets.ts';

/**
 * The link of the gateway, as it works from where the panel is shown: the host writes it as it reaches itself. It listens at the
 * addresses at which the panel does, so a browser on another machine finds it there.
 * @param page the address of this page
 */
export function reachableLink(link: string, page: string): string {
  const url = new URL(link);
  const { hostname, protocol } = new URL(page);
  if (/^https?:$/.test(protocol) && isLoopbackUrl(link) && !isLoopbackUrl(page)) url.hostname = hostname;
  return url.href;
}

/** A link that is pressed, because a window that is opened by a script could reach back to this page. */
export function openInNewTab(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.target = '_blank';
  link.rel = 'noreferrer noopener';
  document.body.append(link);
  link.click();
  link.remove();
}
