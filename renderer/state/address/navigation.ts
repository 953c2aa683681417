/** Goes where the tray, the menu, a notification or a link leads. A form with unsaved edits is asked first. */

import { notifications } from '@mantine/notifications';
import type { Destination } from '../../../shared/events.ts';
import { shellWords } from '../../../shared/words/en/shell.ts';
import { words } from '../../../shared/words/words.ts';
import type { PanelStore } from '../panel-store.ts';
import { clearFilter, type Dialog, type ViewStore } from '../view-state.ts';
import type { PageLocation } from './page-address.ts';

const t = words(shellWords);

export interface Navigation {
  /** Goes to a destination as soon as the backends of the host are known. */
  navigate(to: Destination): void;
  /** Shows what an address of the page stands for. The backends are known. */
  showLocation(location: PageLocation): void;
}

/** @param revealBackend brings the card of a backend into view */
export function createNavigation(
  store: PanelStore,
  view: ViewStore,
  revealBackend: (id: number) => void,
): Navigation {
  const isGone = (id: number) => !store.getState().backends.has(id);
  return {
    navigate: (to) =>
      whenLoaded(store, () => {
        if ('backend_id' in to && isGone(to.backend_id)) showBackendGone(to.backend_id);
        else goTo(to, view, revealBackend);
      }),
    showLocation({ dialog, revealed, filterText, filterGroup, grouping }) {
      const before = view.getState();
      const backendId = revealed ?? (dialog !== null && 'id' in dialog ? dialog.id : undefined);
      const missing = backendId !== undefined && isGone(backendId);
      if (missing) showBackendGone(backendId);
      const next = missing ? null : isSameDialog(dialog, before.dialog) ? before.dialog : dialog;
      const show = () => {
        view.setState({ dialog: next, filterText, filterGroup, ...(grouping === null ? {} : { grouping }) });
        if (revealed !== null && !missing) revealBackend(revealed);
      };
      if (before.leaveGuard === null || next === before.dialog) show();
      else before.leaveGuard(show);
    },
  };
}

function whenLoaded(store: PanelStore, run: () => void): void {
  if (store.getState().freshness !== 'loading') {
    run();
    return;
  }
  const unsubscribe = store.subscribe(({ freshness }) => {
    if (freshness === 'loading') return;
    unsubscribe();
    run();
  });
}

function showBackendGone(id: number): void {
  notifications.show({
    id: `gone-${id}`,
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': t('closeMessage') },
    message: t('backendGone', { id }),
  });
}

function dialogOf(to: Destination): Dialog | null {
  switch (to.kind) {
    case 'backend':
      return null;
    case 'edit':
    case 'log':
      return { kind: to.kind, id: to.backend_id };
    default:
      return { kind: to.kind };
  }
}

const idOf = (dialog: Dialog) => ('id' in dialog ? dialog.id : 'gpu' in dialog ? dialog.gpu : undefined);

/** Whether both are the same dialog of the same backend, wherever in it they lead. */
const isSameDialog = (a: Dialog | null, b: Dialog | null): boolean =>
  a !== null && b !== null && a.kind === b.kind && idOf(a) === idOf(b);

function goTo(to: Destination, view: ViewStore, revealBackend: (id: number) => void): void {
  const { dialog: openDialog, leaveGuard } = view.getState();
  const dialog = dialogOf(to);
  // This dialog is open already, perhaps with edits that must not be lost.
  if (isSameDialog(dialog, openDialog)) return;
  const show = () => {
    view.setState({ dialog });
    if (to.kind !== 'backend') return;
    // A filter could hide the card.
    clearFilter(view);
    revealBackend(to.backend_id);
  };
  if (leaveGuard === null) show();
  else leaveGuard(show);
}
