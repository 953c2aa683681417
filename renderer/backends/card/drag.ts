/** Drags a card to another position. It changes the page directly, because a render for each step would be slow. */
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

/** The drop target at a point, among the cards of the same section. */
function dropTargetAt(dragged: HTMLElement, { x, y }: Point): (DropTarget & { card: HTMLElement }) | null {
  const card = document.elementFromPoint(x, y)?.closest<HTMLElement>(BACKEND);
  if (!card || card === dragged || sectionOf(card) !== sectionOf(dragged)) return null;
  const { left, top, width, height } = card.getBoundingClientRect();
  const grid = card.closest(SECTION_SELECTOR)?.getBoundingClientRect();
  const isOneColumn = grid !== undefined && width > grid.width * 0.7;
  const isBehind = isOneColumn ? y > top + height / 2 : x > left + width / 2;
  return { card, id: backendIdOf(card), side: isBehind ? 'after' : 'before' };
}

/** One drag of a card, from the press to the drop. */
export class Drag {
  readonly #card: HTMLElement;
  readonly #pointerId: number;
  readonly #start: Point;
  readonly #onDrop: (id: number, target: DropTarget) => void;
  readonly #end = new AbortController();
  #isDragging = false;
  #target: ReturnType<typeof dropTargetAt> = null;
  #pointer: Point;
  #frame = 0;

  constructor(card: HTMLElement, press: PressEvent, onDrop: (id: number, target: DropTarget) => void) {
    this.#card = card;
    this.#start = { x: press.clientX, y: press.clientY };
    this.#pointer = this.#start;
    this.#onDrop = onDrop;
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
    window.addEventListener('pointerup', () => this.#finish(this.#isDragging ? this.#target : null), options);
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
    this.#markTarget();
  }

  /** Scrolls the page while the pointer is near the edge of the window. */
  #scroll(): void {
    const { y } = this.#pointer;
    const step = y < SCROLL_EDGE ? -SCROLL_STEP : y > window.innerHeight - SCROLL_EDGE ? SCROLL_STEP : 0;
    if (step !== 0) {
      window.scrollBy(0, step);
      this.#markTarget();
    }
    this.#frame = requestAnimationFrame(() => this.#scroll());
  }

  /** Between two cards the last target stays. */
  #markTarget(): void {
    this.#setTarget(dropTargetAt(this.#card, this.#pointer) ?? this.#target);
  }

  #setTarget(target: ReturnType<typeof dropTargetAt>): void {
    this.#target?.card.removeAttribute('data-drop');
    this.#target = target;
    this.#target?.card.setAttribute('data-drop', this.#target.side);
  }

  #finish(target: DropTarget | null): void {
    this.#end.abort();
    cancelAnimationFrame(this.#frame);
    this.#setTarget(null);
    this.#card.removeAttribute('data-dragging');
    if (target) this.#onDrop(backendIdOf(this.#card), { id: target.id, side: target.side });
  }
}
