import type { KeyboardEvent } from 'react';

/** Alt with an arrow key moves the card or row that has the focus. */
export function moveByKey(event: KeyboardEvent<HTMLElement>, move: (direction: 'up' | 'down') => void): void {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  event.preventDefault();
  const card = event.currentTarget;
  const focused = document.activeElement;
  move(event.key === 'ArrowUp' ? 'up' : 'down');
  // The browser removes the focus from an element that is moved within the page.
  requestAnimationFrame(() => {
    if (focused instanceof HTMLElement && card.contains(focused)) focused.focus({ preventScroll: true });
    card.scrollIntoView({ block: 'nearest' });
  });
}
