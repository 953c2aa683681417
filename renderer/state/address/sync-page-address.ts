/**
 * Keeps the address of the page and what it shows alike. Opening a dialog and beginning to filter are steps that Back takes
 * back; whatever changes after that changes the address in place. Closing a dialog is the same as Back.
 *
 * Invariant: only this file writes the address, and only once the backends are known, because the page is loaded again after
 * a sign-in.
 */

import type { PanelStore } from '../panel-store.ts';
import type { ViewState, ViewStore } from '../view-state.ts';
import { addressOf, locationAt, type PageLocation } from './page-address.ts';

interface AddressParts {
  store: PanelStore;
  view: ViewStore;
  /** Whether the list shows lanes, for windows of the present size. */
  lanes: {
    areShown: () => boolean;
    show: () => void;
    /** Calls back when that may have changed. Returns the function that ends it. */
    subscribe: (onChange: () => void) => () => void;
  };
  /** Shows a location; asks first where a form has unsaved edits. */
  show: (location: PageLocation) => void;
}

/** Marks the entries of the browser's history that opening a dialog has made. */
const DIALOG_ENTRY = { switchyard: 'dialog' };
const isDialogEntry = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'switchyard' in state && state.switchyard === 'dialog';

const isFiltered = ({ filterText, filterGroup }: ViewState) =>
  filterText.trim() !== '' || filterGroup !== null;

const isOpen = ({ dialog }: ViewState) => dialog !== null;

/** @returns the function that ends it */
export function syncPageAddress({ store, view, lanes, show }: AddressParts): () => void {
  /** The address as it was read or written last. */
  let known = '';
  let isReady = false;
  let isShowing = false;
  /** A step back that this file has asked for, and that has not come yet. */
  let isGoingBack = false;

  const presentAddress = () => addressOf({ ...view.getState(), asLanes: lanes.areShown() });
  const write = (how: 'pushState' | 'replaceState', entry: unknown) => {
    const { pathname, search } = window.location;
    known = presentAddress();
    try {
      window.history[how](entry, '', pathname + search + known);
    } catch {
      // Safari refuses more than a hundred in half a minute. The next change brings the address up to date.
    }
  };
  const correct = () => {
    if (presentAddress() !== window.location.hash) write('replaceState', window.history.state);
  };
  const showAddress = (location: PageLocation) => {
    isShowing = true;
    if (location.asLanes) lanes.show();
    show(location);
    isShowing = false;
  };

  /** Brings the address up to date with the view. @param before the view as it was */
  const update = (before: ViewState) => {
    const now = view.getState();
    if (!isReady || isShowing || isGoingBack || presentAddress() === known) return;
    if (isOpen(now) && !isOpen(before)) write('pushState', DIALOG_ENTRY);
    else if (isOpen(before) && !isOpen(now) && isDialogEntry(window.history.state)) {
      isGoingBack = true;
      window.history.back();
    } else if (!isOpen(now) && isFiltered(now) && !isFiltered(before)) write('pushState', null);
    else write('replaceState', window.history.state);
  };

  const read = ({ type }: Event) => {
    if (!isReady) return;
    if (isGoingBack) {
      // The other event may be late, of a step that was over before.
      if (type !== 'popstate') return;
      isGoingBack = false;
      known = window.location.hash;
      // Meanwhile something else may have been opened, or filtered.
      if (isOpen(view.getState())) write('pushState', DIALOG_ENTRY);
      else correct();
      return;
    }
    const { hash } = window.location;
    const location = locationAt(hash === '' ? '#/' : hash);
    if (location === null || hash === known) return;
    known = hash;
    // While a form with unsaved edits asks, it is still open: so is its address, which Back has just left.
    if (view.getState().leaveGuard !== null) write('pushState', DIALOG_ENTRY);
    showAddress(location);
    if (view.getState().leaveGuard === null) correct();
  };

  const start = () => {
    if (isReady || store.getState().freshness === 'loading') return;
    const { hash } = window.location;
    const location = locationAt(hash);
    if (location !== null) showAddress(location);
    isReady = true;
    known = hash;
    if (hash === '' || location !== null) correct();
  };

  start();
  const stops = [
    store.subscribe(start),
    view.subscribe((_, before) => update(before)),
    lanes.subscribe(() => update(view.getState())),
  ];
  // An address that somebody types or follows sends both. So does a step back, and a person may have done more between them.
  for (const event of ['popstate', 'hashchange'] as const) window.addEventListener(event, read);
  return () => {
    for (const stop of stops) stop();
    for (const event of ['popstate', 'hashchange'] as const) window.removeEventListener(event, read);
  };
}
