/** Opens the menu of a backend at the pointer: right click, the key for context menus, and a long press. */
import { BACKEND, backendIdOf } from '../../controls/backend-element.ts';
import type { BackendMenuRequest } from '../../state/view-state.ts';

/** What has a menu of the browser that people need: for a link, for what is typed. */
const HAS_OWN_MENU = 'a[href], input, textarea, [contenteditable]';
/** Milliseconds until a press that stays where it is counts as long, as in Android. iOS sends no event for it. */
const LONG_PRESS = 500;
/** Pixels by which a finger moves without meaning it. */
const MAX_DRIFT = 8;

let openerCount = 0;

/**
 * Makes the request for the menu of the backend around `target`.
 * @param point where it opens, in pixels of the window; left out: at `target`
 * @returns null where there is no backend around it
 */
export function menuRequest(target: Element, point?: { x: number; y: number }): BackendMenuRequest | null {
  const home = target.closest<HTMLElement>(BACKEND);
  if (home === null) return null;
  const opener = point === undefined && target instanceof HTMLElement ? target : home;
  // The menu is named after what has opened it.
  if (opener.id === '') opener.id = `sy-menu-opener-${++openerCount}`;
  // The page may have been scrolled since it got the focus.
  if (point === undefined) target.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  const box = point === undefined ? target.getBoundingClientRect() : { ...point, width: 0, height: 0 };
  return {
    id: backendIdOf(home),
    opener,
    at: { left: box.x + window.scrollX, top: box.y + window.scrollY, width: box.width, height: box.height },
  };
}

/** The finger that has opened the menu lies on one of its items: lifting it is no tap on that one. */
function ignoreLifting(): void {
  const lifted = new AbortController();
  const options = { capture: true, signal: lifted.signal };
  document.addEventListener(
    'touchend',
    (event) => {
      if (event.cancelable) event.preventDefault();
      lifted.abort();
    },
    { ...options, passive: false },
  );
  for (const end of ['touchcancel', 'pointerdown'] as const)
    document.addEventListener(end, () => lifted.abort(), options);
}

/** @returns the function that ends it */
export function listenForContextMenu(open: (request: BackendMenuRequest) => void): () => void {
  let pressed: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | null = null;
  const openAt = (target: Element, point: { x: number; y: number } | undefined): boolean => {
    const request = target.closest(HAS_OWN_MENU) === null ? menuRequest(target, point) : null;
    if (request === null) return false;
    // So that the focus comes back to this backend.
    if (!request.opener.contains(document.activeElement)) request.opener.focus({ preventScroll: true });
    open(request);
    return true;
  };
  const release = () => {
    clearTimeout(pressed?.timer);
    pressed = null;
  };

  const listening = new AbortController();
  const options = { signal: listening.signal };
  document.addEventListener(
    'contextmenu',
    (event) => {
      // With Shift, and over a selected text, the browser's own menu opens.
      if (!(event.target instanceof Element) || event.shiftKey || event.defaultPrevented) return;
      if (document.getSelection()?.isCollapsed === false) return;
      release();
      // From the keyboard, it comes with another button than the right one.
      const point = event.button === 2 ? { x: event.clientX, y: event.clientY } : undefined;
      if (openAt(event.target, point)) event.preventDefault();
    },
    options,
  );
  document.addEventListener(
    'pointerdown',
    ({ target, pointerType, clientX: x, clientY: y }) => {
      release();
      if (pointerType !== 'touch' || !(target instanceof Element)) return;
      pressed = { x, y, timer: setTimeout(() => openAt(target, { x, y }) && ignoreLifting(), LONG_PRESS) };
    },
    options,
  );
  document.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (pressed && Math.hypot(clientX - pressed.x, clientY - pressed.y) > MAX_DRIFT) release();
    },
    options,
  );
  for (const end of ['pointerup', 'pointercancel', 'scroll'] as const)
    document.addEventListener(end, release, { ...options, capture: true });
  return () => {
    release();
    listening.abort();
  };
}
