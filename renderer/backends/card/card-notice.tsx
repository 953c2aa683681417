/** What is to be known about a backend and asks for nothing: its own remark, and what was done to it without its user. */
import { History, Lightbulb } from 'lucide-react';
import type { BackendNotice } from '../../../shared/backend.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { usePanelServices } from '../../panel-context.tsx';
import '../../controls/message.css';
import type { ShownBackend } from '../../state/panel-store.ts';
import { Moment } from '../moment.tsx';

export function CardNotice({ backend }: { backend: ShownBackend }) {
  return (
    <>
      <NoticeLine memo={backend.memory_notice} />
      <NoticeLine memo={backend.off_notice} />
      <OwnNotice backend={backend} />
    </>
  );
}

/** Something that was done to it without a person asking for it at that moment. */
function NoticeLine({ memo }: { memo: BackendNotice | undefined }) {
  if (memo === undefined) return null;
  return (
    <div className="sy-note" data-tone="off">
      <History size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <Moment at={memo.at} /> · {memo.message}
      </div>
    </div>
  );
}

/** A gentle remark of the backend itself, such as that it serves the sample model. */
function OwnNotice({ backend }: { backend: ShownBackend }) {
  const { open } = usePanelServices();
  if (backend.notice === undefined || backend.notice === '') return null;
  return (
    <div className="sy-note" data-tone="off">
      <Lightbulb size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        {backend.notice}
        {/* Where it has failed, the same button stands below the error already. */}
        {backend.phase === 'errored' ? null : (
          <div className="sy-note-actions">
            <ActionButton
              size="compact-xs"
              variant="default"
              onClick={() => open({ kind: 'edit', id: backend.id })}
            >
              Open settings
            </ActionButton>
          </div>
        )}
      </div>
    </div>
  );
}
