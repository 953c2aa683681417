/** The notices of a backend: what was done to it automatically, and what it says about itself. */
import { History, Hourglass, Lightbulb, TriangleAlert } from 'lucide-react';
import type { BackendNotice } from '../../../shared/backend.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { richText } from '../../controls/messages/rich-text.tsx';
import { Allowed, usePanelServices } from '../../panel-context.tsx';
import '../../controls/messages/message.css';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { Moment } from '../moment.tsx';

const t = words(backendCardWords);

export function CardNotice({ backend }: { backend: ShownBackend }) {
  return (
    <>
      <SlotWaitNotice backend={backend} />
      <ActionNotice notice={backend.wake_notice} />
      <ActionNotice notice={backend.yield_notice} />
      <ActionNotice notice={backend.silence_notice} />
      {/* Crashes are shown with their diagnosis. */}
      <ActionNotice notice={backend.crashes === undefined ? backend.restart_notice : undefined} />
      <ActionNotice notice={backend.memory_notice} />
      <ActionNotice notice={backend.off_notice} />
      <UnsavedNotice message={translateField(backend, 'not_saved')} />
      <OwnNotice backend={backend} />
    </>
  );
}

/** For whom it waits before it starts, and since when that one has been starting. */
function SlotWaitNotice({ backend: { phase, next_step: next } }: { backend: ShownBackend }) {
  if (phase !== 'waiting' || next?.kind !== 'wait_for_start') return null;
  const since = next.backends.find((other) => other.since !== undefined)?.since;
  const message = translateField(next, 'message');
  return (
    <div className="sy-note" data-tone="info">
      <Hourglass size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        {since === undefined
          ? message
          : richText(t.parts('since', { time: () => <Moment at={since} />, message }))}
      </div>
    </div>
  );
}

/** An automatic action, such as an idle stop. */
function ActionNotice({ notice }: { notice: BackendNotice | undefined }) {
  if (notice === undefined) return null;
  return (
    <div className="sy-note" data-tone="off">
      <History size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        <Moment at={notice.at} /> · {translateField(notice, 'message')}
      </div>
    </div>
  );
}

/** It was switched off, and that is not on disk yet. */
function UnsavedNotice({ message }: { message: string }) {
  if (message === '') return null;
  return (
    <div className="sy-note" data-tone="warning" role="status">
      <TriangleAlert size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">{message}</div>
    </div>
  );
}

/** What the backend says about itself, such as that it serves the sample model. */
function OwnNotice({ backend }: { backend: ShownBackend }) {
  const { open } = usePanelServices();
  if (backend.notice === undefined || backend.notice === '') return null;
  return (
    <div className="sy-note" data-tone="off">
      <Lightbulb size={15} aria-hidden className="sy-note-icon" />
      <div className="sy-note-body">
        {translateField(backend, 'notice')}
        {/* A failed backend has the same button below its error. */}
        {backend.phase === 'errored' ? null : (
          <Allowed operation="EditBackend">
            <div className="sy-note-actions">
              <ActionButton
                size="compact-xs"
                variant="default"
                onClick={() => open({ kind: 'edit', id: backend.id })}
              >
                {t('changeSettings')}
              </ActionButton>
            </div>
          </Allowed>
        )}
      </div>
    </div>
  );
}
