/** What went wrong and what happens next, with the cure beside it: the words, the last lines, the buttons. */

import { RotateCw, ScrollText, Settings2 } from 'lucide-react';
import { useState } from 'react';
import type { BackendError, NextStep } from '../../../shared/backend.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { plainText } from '../../logs/log-text.ts';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/activity.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import '../../controls/message.css';

/** How many of the last lines are shown; the log has the others. */
const EXCERPT_LINES = 8;

export function CardError({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { actions, open } = usePanelServices();
  const restartBlocked = useBlockedReason('RestartBackends');
  const toggleBlocked = useBlockedReason('ToggleBackend');
  const { id, error } = backend;
  const retry = useRetry(backend);
  if (backend.phase === 'errored' && error)
    return (
      <ErrorNote tone="error" error={error}>
        <ActionButton
          size="compact-sm"
          variant="filled"
          leftSection={<RotateCw size={14} aria-hidden />}
          blocked={restartBlocked}
          pending={pending.includes('restart')}
          onClick={() => void actions.restart(id)}
        >
          Restart
        </ActionButton>
        <ActionButton
          size="compact-sm"
          variant="default"
          leftSection={<ScrollText size={14} aria-hidden />}
          onClick={() => open({ kind: 'log', id })}
        >
          Open log
        </ActionButton>
        <ActionButton
          size="compact-sm"
          variant="default"
          leftSection={<Settings2 size={14} aria-hidden />}
          onClick={() => open({ kind: 'edit', id })}
        >
          Open settings
        </ActionButton>
      </ErrorNote>
    );
  if (retry !== null)
    return (
      <ErrorNote tone="warning" error={retry.reason}>
        <ActionButton
          size="compact-sm"
          variant="filled"
          blocked={restartBlocked ?? (backend.phase === 'waiting' ? null : 'It is just being started.')}
          pending={pending.includes('retry')}
          onClick={() => void actions.retryNow(id)}
        >
          Restart now
        </ActionButton>
        <ActionButton
          size="compact-sm"
          variant="default"
          blocked={toggleBlocked}
          pending={pending.includes('switch-off')}
          onClick={() => void actions.toggle(id, false)}
        >
          Stop trying
        </ActionButton>
      </ErrorNote>
    );
  if ((backend.phase === 'idle' || backend.phase === 'stopping') && error)
    return <ErrorNote tone="warning" error={error} />;
  return null;
}

type Retry = Extract<NextStep, { kind: 'retry' }>;

/**
 * The retry that is under way. It is remembered while the backend is being started again: early tries follow each other
 * in fractions of a second, and what comes and goes so fast can be neither read nor pressed.
 */
function useRetry({ phase, next_step: next }: ShownBackend): Retry | null {
  const [last, setLast] = useState<Retry | null>(null);
  const lasts = phase === 'waiting' || phase === 'loading';
  const retry = next?.kind === 'retry' && phase === 'waiting' ? next : lasts ? last : null;
  if (retry !== last) setLast(retry);
  return retry;
}

function ErrorNote({
  tone,
  error,
  children,
}: {
  tone: 'error' | 'warning';
  error: BackendError;
  children?: React.ReactNode;
}) {
  const lines = (error.last_lines ?? []).slice(-EXCERPT_LINES);
  return (
    <div className="sy-note" data-tone={tone}>
      <div className="sy-note-body">
        <div>{error.message}</div>
        {error.hint === '' ? null : <div className="sy-note-hint">{error.hint}</div>}
        {lines.length === 0 ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
          <section className="sy-excerpt" aria-label="Last lines of the log" tabIndex={0}>
            {lines.map(plainText).join('\n')}
          </section>
        )}
        {children === undefined ? null : <div className="sy-note-actions">{children}</div>}
      </div>
    </div>
  );
}
