import { Button } from '@mantine/core';
import type { DraftControl } from './use-draft.ts';
import '../../controls/message.css';

/** Asks which values to keep, because the settings were saved elsewhere while there are edits in this form. */
export function ChangedElsewhere({ draft }: { draft: DraftControl }) {
  return (
    <div className="sy-note" data-tone="warning" role="alert">
      <div className="sy-note-body">
        <strong>Changed elsewhere.</strong> These settings were saved from another place while you were
        editing.
        <div className="sy-note-actions">
          <Button size="compact-sm" variant="default" onClick={draft.loadNewValues}>
            Load the new values
          </Button>
          <Button size="compact-sm" variant="default" onClick={draft.keepEdits}>
            Keep mine
          </Button>
        </div>
      </div>
    </div>
  );
}
