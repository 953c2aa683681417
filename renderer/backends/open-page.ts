/** Opens the pages of a backend, such as those of ComfyUI, in a new tab. */

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
