/**
 * A ref that connects a control with the texts that describe it. Mantine's inputs replace a given `aria-describedby`, because
 * they expect to render description and error themselves. So it is set on the element.
 */
export function describedBy(ids: string): (element: HTMLElement | null) => void {
  return (element) => element?.setAttribute('aria-describedby', ids);
}
