/** Moves the focus between backends, whether they are cards or rows, and whether the list has rendered them or not. */
import { revealCard } from '../backends/list/reveal-card.ts';
import { BACKEND, backendIdOf, findBackend } from '../controls/backend-element.ts';
import type { PanelServices } from '../panel-services.ts';

/** What can be focused inside one, in its order. */
const FOCUSABLE = 'button:not([tabindex="-1"]), a[href], input:not([tabindex="-1"])';

function focusId(id: number): void {
  const element = findBackend(id);
  if (element === null) {
    // It is out of sight and so not rendered, or in a folded group.
    revealCard(id);
    return;
  }
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
}

/** Focuses the first or the last backend of the list. @returns whether there is one */
export function focusBackend(
  { shownIds }: Pick<PanelServices, 'shownIds'>,
  which: 'first' | 'last',
): boolean {
  const id = shownIds().at(which === 'first' ? 0 : -1);
  if (id === undefined) return false;
  focusId(id);
  return true;
}

/** Focuses the next or previous backend; the first where none has the focus. */
export function focusNext(
  services: Pick<PanelServices, 'shownIds'>,
  from: HTMLElement | null,
  step: 1 | -1,
): boolean {
  const ids = services.shownIds();
  const index = from === null ? -1 : ids.indexOf(backendIdOf(from));
  if (index < 0) return focusBackend(services, 'first');
  const id = ids[index + step];
  if (id !== undefined) focusId(id);
  return true;
}

/** Focuses the backend beside this one on the page. In a single column, up and down are the previous and the next. */
export function focusNearby(
  services: Pick<PanelServices, 'shownIds'>,
  from: HTMLElement,
  direction: 'up' | 'down' | 'left' | 'right',
): boolean {
  const own = from.getBoundingClientRect();
  const isVertical = direction === 'up' || direction === 'down';
  const sign = direction === 'down' || direction === 'right' ? 1 : -1;
  const nearest = [...document.querySelectorAll<HTMLElement>(BACKEND)]
    .filter((other) => other !== from)
    .map((other) => {
      const box = other.getBoundingClientRect();
      const along = isVertical ? box.top - own.top : box.left - own.left;
      const across = isVertical ? box.left - own.left : box.top - own.top;
      return { other, along: along * sign, across: Math.abs(across) };
    })
    // In the same column or row, as far as cards of different heights have rows.
    .filter(({ along, across }) => along > 1 && across < (isVertical ? own.width / 2 : own.height))
    .sort((a, b) => a.along + a.across - (b.along + b.across))[0];
  if (nearest !== undefined) focusId(backendIdOf(nearest.other));
  else if (isVertical) return focusNext(services, from, sign);
  return true;
}

/** Focuses the first control inside a card or row. @returns whether there is one */
export function focusInside(backend: HTMLElement): boolean {
  const first = [...backend.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
    (one) => !one.matches('.sy-handle, .sy-select'),
  );
  first?.focus();
  return first !== undefined;
}
