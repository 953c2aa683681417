/** Drags a backend to another place on the page. It changes the page directly, because a render for each step would be slow. */
import { BACKEND, backendIdOf } from '../../controls/backend-element.ts';
import type { DropTarget } from '../list/arranging.ts';

/** Pixels that the pointer moves before a press counts as a drag. */
const MIN_DRAG_DISTANCE = 5;
/** Pixels from the edge of the window within which the page scrolls during a drag. */
const SCROLL_EDGE = 70;
/** Pixels per frame. */
const SCROLL_STEP = 14;

/** What is around all cards, or a part of the cards, under one heading. */
const SECTION_SELECTOR = '[data-section]';
const sectionOf = (card: Element) => card.closest(SECTION_SELECTOR)?.getAttribute('data-section');

type PressEvent = Pick<PointerEvent, 'pointerId' | 'clientX' | 'clientY'>;

interface Point {
  x: number;
  y: number;
}

/** Where something may be dropped. */
export interface DropPlace {
  element: HTMLElement;
  /** What `data-drop` of the element says while the pointer is there. */
  mark: string;
}

interface DragOptions<Place extends DropPlace> {
  placeAt(dragged: HTMLElement, point: Point): Place | null;
  /** Whether the last place counts while the pointer is between two. */
  keepsPlace: boolean;
  onDrop(id: number, place: Place): void;
}

/** Where cards of the same section may be dropped. */
export const amongSiblings = (
  onDrop: (id: number, target: DropTarget) => void,
): DragOptions<DropPlace & { target: DropTarget }> => ({
  placeAt: siblingAt,
  keepsPlace: true,
  onDrop: (id, { target }) => onDrop(id, target),
});

function siblingAt(dragged: HTMLElement, { x, y }: Point): (DropPlace & { target: DropTarget }) | null {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>(BACKEND);
  if (!card || card === dragged || sectionOf(card) !== sectionOf(dragged)) return null;
  const { left, top, width, height } = card.getBoundingClientRect();
  const grid = card.closest(SECTION_SELECTOR)?.getBoundingClientRect();
  const isOneColumn = grid !== undefined && width > grid.width * 0.7;
  const isBehind = isOneColumn ? y > top + height / 2 : x > left + width / 2;
  const side = isBehind ? 'after' : 'before';
  return { element: card, mark: side, target: { id: backendIdOf(card), side } };
}

/** One drag of a card, from the press to the drop. */
export class Drag<Place extends DropPlace> {
  readonly #card: HTMLElement;
  readonly #pointerId: number;
  readonly #start: Point;
  readonly #options: DragOptions<Place>;
  readonly #end = new AbortController();
  #isDragging = false;
  #place: Place | null = null;
  #pointer: Point;
  #frame = 0;

  constructor(card: HTMLElement, press: PressEvent, options: DragOptions<Place>) {
    this.#card = card;
    this.#start = { x: press.clientX, y: press.clientY };
    this.#pointer = this.#start;
    this.#options = options;
    this.#pointerId = press.pointerId;
  }

  /** Listens until the drag ends. */
  start(): void {
    // On the window, because the handle may be rendered again during the drag.
    const options = { signal: this.#end.signal };
    const onMove = (event: PointerEvent) => {
      if (event.pointerId === this.#pointerId) this.#move({ x: event.clientX, y: event.clientY });
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') this.#finish(null);
    };
    window.addEventListener('pointermove', onMove, options);
    window.addEventListener('pointerup', () => this.#finish(this.#isDragging ? this.#place : null), options);
    window.addEventListener('pointercancel', () => this.#finish(null), options);
    window.addEventListener('keydown', onKey, options);
  }

  #move(pointer: Point): void {
    this.#pointer = pointer;
    if (!this.#isDragging) {
      if (Math.hypot(pointer.x - this.#start.x, pointer.y - this.#start.y) < MIN_DRAG_DISTANCE) return;
      this.#isDragging = true;
      this.#card.setAttribute('data-dragging', 'true');
      this.#frame = requestAnimationFrame(() => this.#scroll());
    }
    this.#markPlace();
  }

  /** Scrolls the page while the pointer is near the edge of the window. */
  #scroll(): void {
    const { y } = this.#pointer;
    const step = y < SCROLL_EDGE ? -SCROLL_STEP : y > window.innerHeight - SCROLL_EDGE ? SCROLL_STEP : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      this.#markPlace();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  #markPlace(): void {
    const { placeAt, keepsPlace } = this.#options;
    this.#setPlace(placeAt(this.#card, this.#pointer) ?? (keepsPlace ? this.#place : null));
  }

  #setPlace(place: Place | null): void {
    this.#place?.element.removeAttribute('data-drop');
    this.#place = place;
    place?.element.setAttribute('data-drop', place.mark);
  }

  #finish(place: Place | null): void {
    this.#end.abort();
    cancelAnimationFrame(this.#frame);
    this.#setPlace(null);
    this.#card.removeAttribute('data-dragging');
    if (place) this.#options.onDrop(backendIdOf(this.#card), place);
  }
}
