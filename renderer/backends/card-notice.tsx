import { Lightbulb } from 'lucide-react';
import type { FullBackend } from '../../shared/backend.ts';
import { usePanel } from '../panel.tsx';
import { ActionButton } from '../shell/action-button.tsx';
import '../shell/note.css';

/** A gentle remark of the backend itself, such as that it serves the sample model. */
export function CardNotice({ backend }: { backend: FullBackend }) {
  const { open } = usePanel();
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
