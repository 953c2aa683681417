/**
 * Says where the focus goes when the element that has it is removed, disabled or hidden, so that it never falls to the body,
 * from where a keyboard user would have to start again. The rule, in this order:
 *
 * 1. A layer (dialog, menu, list of choices, message) that goes gives the focus back to where it came from.
 * 2. Inside something that stays, the nearest home gets it: the card or row of a backend, the dialog, the main part.
 * 3. For a backend that is gone, the next one in the list gets it, else the one before.
 *
 * Invariant: only this file moves the focus because something was removed.
 */
import { BACKEND, backendIdOf, findBackend } from '../backend-element.ts';

/** A part of the page that lies over it and goes as a whole. */
const LAYER = '[role="dialog"], [role="menu"], [role="listbox"], .mantine-Notification-root';
/** What gets the focus when something inside it goes. Each can be focused, or has a title that can. */
const HOME = `${BACKEND}, [role="dialog"], main`;
/** Milliseconds after a change of the page in which it may have been hidden. */
const HIDDEN_DELAY = 200;

/** Where the focus was: enough to find a place for it after any part of the page has gone. */
interface FocusPosition {
  /** The element and what is around it, from the inside to the outside. */
  path: readonly HTMLElement[];
  /** Ids of the backends from this one to the end of the list, then those before it, backwards. Empty outside of the list. */
  candidates: readonly number[];
}

function positionOf(element: HTMLElement): FocusPosition {
  const path: HTMLElement[] = [];
  for (let one: HTMLElement | null = element; one !== null; one = one.parentElement) path.push(one);
  const own = element.closest<HTMLElement>(BACKEND);
  if (own === null) return { path, candidates: [] };
  const ids = [...document.querySelectorAll<HTMLElement>(BACKEND)].map(backendIdOf);
  const index = ids.indexOf(backendIdOf(own));
  return { path, candidates: [...ids.slice(index), ...ids.slice(0, index).reverse()] };
}

const isPresent = (element: HTMLElement): boolean => element.isConnected && !element.matches(':disabled');

const isUsable = (element: HTMLElement): boolean =>
  isPresent(element) &&
  // happy-dom, which has no layout, has no such function.
  (element.checkVisibility?.({ visibilityProperty: true }) ?? true);

/** Focuses the home, or the title inside it that can be focused. @returns whether that worked */
function focusHome(home: HTMLElement): boolean {
  const target = home.matches('[tabindex]') ? home : home.querySelector<HTMLElement>('[tabindex]');
  target?.focus({ preventScroll: true });
  if (target === null || document.activeElement !== target) return false;
  if (home.matches(BACKEND)) home.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The id of the backend from whose removed card the focus was moved last; null after the next key or press. */
let movedFrom: number | null = null;

/** Whether the focus is nowhere in particular: on the page, on its main part, or in a menu that is about to close. */
export function isFocusUnplaced(): boolean {
  const active = document.activeElement;
  return (
    active === null ||
    active === document.body ||
    active.closest('[role="menu"]') !== null ||
    active.matches('main')
  );
}

/**
 * Whether the focus is still where a command to this backend has left it: on its card or in its menu, or where it went when
 * the card was removed. Then what the command came to may take it.
 */
export function isFocusLeftBy(backendId: number): boolean {
  return (
    isFocusUnplaced() ||
    movedFrom === backendId ||
    findBackend(backendId)?.contains(document.activeElement) === true
  );
}

/**
 * Keeps the focus of this page from now on.
 * @returns the function that ends it
 */
export function keepFocus(): () => void {
  let last: FocusPosition | null = null;
  /** Where the focus was before a layer got it for the first time; null: nowhere. Invariant: none is set later, so they form no circle. */
  const origins = new WeakMap<Element, FocusPosition | null>();

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || target === document.body) return;
    const layer = target.closest(LAYER);
    if (layer !== null && !origins.has(layer)) origins.set(layer, last);
    last = positionOf(target);
  };

  function restore({ path, candidates }: FocusPosition): boolean {
    for (const element of path) {
      const origin = origins.get(element);
      if (!element.isConnected && origin) return restore(origin);
    }
    const [element] = path;
    if (element !== undefined && isUsable(element)) {
      element.focus({ preventScroll: true });
      if (document.activeElement === element) return true;
    }
    const home = path.find((one) => one !== element && isUsable(one) && one.matches(HOME));
    if (home !== undefined && !home.matches('main')) return focusHome(home);
    for (const id of candidates) {
      const backend = findBackend(id);
      if (backend !== null && focusHome(backend)) {
        movedFrom = candidates[0] ?? null;
        return true;
      }
    }
    const main = document.querySelector('main');
    return main !== null && focusHome(main);
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  const mayBeLost = () =>
    document.activeElement === document.body ||
    document.activeElement === null ||
    document.activeElement === last?.path[0];
  const restoreWhereLost = () => {
    const element = last?.path[0];
    if (last && element && mayBeLost() && !isUsable(element)) restore(last);
  };
  const check = () => {
    const element = last?.path[0];
    if (element === undefined || !mayBeLost()) return;
    if (!isPresent(element)) {
      // Later, because what takes the place of the removed part may have taken the focus by then.
      timer ??= setTimeout(() => {
        timer = undefined;
        restoreWhereLost();
      });
    } else {
      // Whether it is hidden takes a layout of the page, which each row of a list that changes would ask for.
      hiddenTimer ??= setTimeout(() => {
        hiddenTimer = undefined;
        restoreWhereLost();
      }, HIDDEN_DELAY);
    }
  };
  const forget = () => {
    movedFrom = null;
  };

  document.addEventListener('focusin', onFocus);
  document.addEventListener('focusout', check);
  for (const act of ['pointerdown', 'keydown'] as const) document.addEventListener(act, forget, true);
  const observer = new MutationObserver(check);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributeFilter: ['disabled', 'hidden'],
  });
  return () => {
    clearTimeout(timer);
    clearTimeout(hiddenTimer);
    observer.disconnect();
    document.removeEventListener('focusin', onFocus);
    document.removeEventListener('focusout', check);
    for (const act of ['pointerdown', 'keydown'] as const) document.removeEventListener(act, forget, true);
  };
}
