/** The message "Deleted X" with an Undo button, because deleting asks for no confirmation. */

import { backendActionsWords } from '../../../shared/words/en/backends/actions.ts';
import { words } from '../../../shared/words/words.ts';
import { richText } from '../../controls/messages/rich-text.tsx';
import { showUndo } from '../../controls/messages/undo-toast.tsx';
import type { PanelServices } from '../../panel-services.ts';

const t = words(backendActionsWords);

/** Later the backend can be restored by "Recently deleted…". */
export function showDeleted({ client }: PanelServices, { id, name }: { id: number; name: string }): void {
  showUndo({
    toastId: `deleted-${id}`,
    backendId: id,
    text: richText(t.parts('deleted', { name, b: (content) => <b>{richText(content)}</b> })),
    undo: () => client.RestoreBackend({ backend_id: id }),
    undoAction: t('restoreFailed'),
  });
}
