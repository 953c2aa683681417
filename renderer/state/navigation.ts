/** Goes where the tray, the menu, a notification or a link leads. A form with unsaved edits is asked first. */
import { notifications } from '@mantine/notifications';
import type { Destination } from '../../shared/events.ts';
import type { PanelStore } from './panel-store.ts';
import type { Dialog, ViewStore } from './view-state.ts';

/**
 * Goes to a destination as soon as the backends of the host are known.
 * @param onStart called when that is so; from then on nobody else needs to remember the destination
 */
export type Navigate = (to: Destination, onStart?: () => void) => void;

/** @param revealBackend brings the card of a backend into view */
export function createNavigate(
  store: PanelStore,
  view: ViewStore,
  revealBackend: (id: number) => void,
): Navigate {
  return (to, onStart) =>
    whenLoaded(store, () => {
      onStart?.();
      if ('backend_id' in to && !store.getState().backends.has(to.backend_id)) showBackendGone(to.backend_id);
      else goTo(to, view, revealBackend);
    });
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
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: `Backend ${id} does not exist any more.`,
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

const idOf = (dialog: Dialog) => ('id' in dialog ? dialog.id : null);

function goTo(to: Destination, view: ViewStore, revealBackend: (id: number) => void): void {
  const { dialog: openDialog, leaveGuard } = view.getState();
  const dialog = dialogOf(to);
  // This dialog is open already, perhaps with edits that must not be lost.
  if (dialog !== null && dialog.kind === openDialog?.kind && idOf(dialog) === idOf(openDialog)) return;
  const show = () => {
    view.setState({ dialog });
    if (to.kind !== 'backend') return;
    // A filter could hide the card.
    view.setState({ filterText: '', filterGroup: null });
    revealBackend(to.backend_id);
  };
  if (leaveGuard === null) show();
  else leaveGuard(show);
}
