/**
 * Ties a control to the texts that describe it. Mantine's inputs put their own `aria-describedby` over the one they are
 * given, for they expect to draw description and error themselves; so it is set on the element.
 */
export function describedBy(ids: string): (element: HTMLElement | null) => void {
  return (element) => element?.setAttribute('aria-describedby', ids);
}
