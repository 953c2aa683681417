/** Where the tray, the menu, a notification or a link wants the panel to go. Unsaved edits are asked about first. */
import { notifications } from '@mantine/notifications';
import type { Destination } from '../../shared/events.ts';
import type { PanelStore } from './panel-store.ts';
import type { Dialog, ViewStore } from './view-state.ts';

/**
 * Goes to a destination, as soon as the host has told which backends there are.
 * @param onDeparture called when it sets out: from then on nobody needs to remember the wish.
 */
export type Navigate = (to: Destination, onDeparture?: () => void) => void;

/** @param revealBackend brings the card of a backend into view */
export function createNavigate(
  picture: PanelStore,
  view: ViewStore,
  revealBackend: (id: number) => void,
): Navigate {
  return (to, onDeparture) =>
    whenKnown(picture, () => {
      onDeparture?.();
      if ('backend_id' in to && !picture.getState().backends.has(to.backend_id)) showGone(to.backend_id);
      else depart(to, view, revealBackend);
    });
}

function whenKnown(picture: PanelStore, then: () => void): void {
  if (picture.getState().freshness !== 'loading') {
    then();
    return;
  }
  const stop = picture.subscribe(({ freshness }) => {
    if (freshness === 'loading') return;
    stop();
    then();
  });
}

function showGone(id: number): void {
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

function depart(to: Destination, view: ViewStore, revealBackend: (id: number) => void): void {
  const { dialog: open, guard } = view.getState();
  const dialog = dialogOf(to);
  // It is there already, perhaps with edits that nobody wants to lose.
  if (dialog !== null && dialog.kind === open?.kind && idOf(dialog) === idOf(open)) return;
  const arrive = () => {
    view.setState({ dialog });
    if (to.kind !== 'backend') return;
    // A card that is filtered out could not be shown.
    view.setState({ filterText: '', filterGroup: null });
    revealBackend(to.backend_id);
  };
  if (guard === null) arrive();
  else guard(arrive);
}
