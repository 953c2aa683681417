/** Where a card is taken to be moved. The drag itself draws on the page directly: a render per step would be felt. */
import { GripVertical } from 'lucide-react';
import { memo, type PointerEvent } from 'react';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { DropTarget } from '../list/arranging.ts';

/** Pixels before a press counts as a drag. */
const THRESHOLD = 5;
/** This near to the edge of the window the page scrolls along. */
const EDGE = 70;
const SCROLL_STEP = 14;

const CARD = 'article[data-backend-id]';
const idOf = (card: Element) => Number(card.getAttribute('data-backend-id'));

/** The place under the pointer, among the cards of the same section. */
function spotAt(card: Element, x: number, y: number): (DropTarget & { card: Element }) | null {
  const over = document.elementFromPoint(x, y)?.closest(CARD);
  if (!over || over === card || over.parentElement !== card.parentElement) return null;
  const { left, top, width, height } = over.getBoundingClientRect();
  const grid = over.parentElement?.getBoundingClientRect();
  const isOneColumn = grid !== undefined && width > grid.width * 0.7;
  const isBehind = isOneColumn ? y > top + height / 2 : x > left + width / 2;
  return { card: over, id: idOf(over), side: isBehind ? 'after' : 'before' };
}

function startDrag(
  handle: HTMLElement,
  press: PointerEvent,
  drop: (id: number, spot: DropTarget) => void,
): void {
  const card = handle.closest(CARD);
  if (!card) return;
  const end = new AbortController();
  let dragging = false;
  let spot: ReturnType<typeof spotAt> = null;
  let at = { x: press.clientX, y: press.clientY };
  let frame = 0;

  const mark = (next: typeof spot) => {
    spot?.card.removeAttribute('data-drop');
    spot = next;
    spot?.card.setAttribute('data-drop', spot.side);
  };
  const scrollAlong = () => {
    const step = at.y < EDGE ? -SCROLL_STEP : at.y > window.innerHeight - EDGE ? SCROLL_STEP : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      mark(spotAt(card, at.x, at.y) ?? spot);
    }
    frame = requestAnimationFrame(scrollAlong);
  };
  const finish = (place: DropTarget | null) => {
    end.abort();
    cancelAnimationFrame(frame);
    mark(null);
    card.removeAttribute('data-dragging');
    if (place) drop(idOf(card), { id: place.id, side: place.side });
  };

  // On the window: the handle may be re-rendered under the pointer.
  const listen = { signal: end.signal };
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== press.pointerId) return;
      at = { x: event.clientX, y: event.clientY };
      if (!dragging) {
        if (Math.hypot(at.x - press.clientX, at.y - press.clientY) < THRESHOLD) return;
        dragging = true;
        card.setAttribute('data-dragging', 'true');
        frame = requestAnimationFrame(scrollAlong);
      }
      // Between two cards the last place stays.
      mark(spotAt(card, at.x, at.y) ?? spot);
    },
    listen,
  );
  window.addEventListener('pointerup', () => finish(dragging ? spot : null), listen);
  window.addEventListener('pointercancel', () => finish(null), listen);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') finish(null);
    },
    listen,
  );
}

export const CardHandle = memo(function CardHandle() {
  const { arranging } = usePanelServices();
  const blocked = useBlockedReason('ArrangeBackends');
  return (
    <button
      type="button"
      className="sy-handle"
      aria-label="Move"
      aria-description={blocked ?? 'Alt with the up or down arrow key moves it.'}
      aria-disabled={blocked !== null}
      title={blocked ?? 'Drag to move, or press Alt with an arrow key'}
      onPointerDown={(event) => {
        if (blocked !== null || event.button !== 0) return;
        // A touch would be captured by the handle, and a press would select text.
        event.currentTarget.releasePointerCapture?.(event.pointerId);
        startDrag(event.currentTarget, event, arranging.placeBeside);
      }}
    >
      <GripVertical size={15} aria-hidden />
    </button>
  );
});
