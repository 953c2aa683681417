/** The message "Deleted X" with an Undo button, because deleting asks for no confirmation. */
import { showUndo } from '../../controls/messages/undo-toast.tsx';
import type { PanelServices } from '../../panel-services.ts';

/** Later the backend can be restored by "Recently deleted…". */
export function showDeleted({ client }: PanelServices, { id, name }: { id: number; name: string }): void {
  showUndo({
    toastId: `deleted-${id}`,
    backendId: id,
    text: (
      <>
        Deleted <b>{name}</b>.
      </>
    ),
    undo: () => client.RestoreBackend({ backend_id: id }),
    undoAction: 'Bringing it back',
  });
}
