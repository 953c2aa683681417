/** The error of a backend: its message and hint, the last lines of the log, and what can be done about it. */

import { RotateCw, ScrollText, Settings2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type BackendError,
  type BackendPhase,
  isNotConfigured,
  type NextStep,
} from '../../../shared/backend.ts';
import { plainText } from '../../../shared/log-text.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Allowed, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/calls.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { TrustCertificate } from './trust-certificate.tsx';
import '../../controls/message.css';

/** The other lines are in the log. */
const MAX_SHOWN_LINES = 8;

export function CardError({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { id, phase, error } = backend;
  const retry = useRetry(backend);
  if (isNotConfigured(backend) && error)
    return (
      <ErrorNote tone="warning" error={error}>
        <SetUpAction id={id} />
      </ErrorNote>
    );
  if (phase === 'errored' && error)
    return (
      <ErrorNote tone="error" error={error}>
        {error.certificate === undefined ? null : (
          <TrustCertificate
            id={id}
            fingerprint={error.certificate}
            isPending={pending.includes('trust-certificate')}
          />
        )}
        <FailedActions id={id} pending={pending} />
      </ErrorNote>
    );
  if (retry !== null)
    return (
      <ErrorNote tone="warning" error={retry.reason}>
        <RetryActions id={id} phase={phase} pending={pending} />
      </ErrorNote>
    );
  if ((phase === 'idle' || phase === 'stopping') && error)
    return (
      <ErrorNote tone="warning" error={error}>
        {error.certificate === undefined ? undefined : (
          <TrustCertificate
            id={id}
            fingerprint={error.certificate}
            isPending={pending.includes('trust-certificate')}
          />
        )}
      </ErrorNote>
    );
  return null;
}

type Retry = Extract<NextStep, { kind: 'retry' }>;

/**
 * The retry that is planned or under way. It is remembered while the backend loads, because the first attempts follow each
 * other within fractions of a second, and nobody could read or press what disappears so fast.
 */
function useRetry({ phase, next_step: next }: ShownBackend): Retry | null {
  const [last, setLast] = useState<Retry | null>(null);
  const isUnderWay = phase === 'waiting' || phase === 'loading';
  const retry = next?.kind === 'retry' && phase === 'waiting' ? next : isUnderWay ? last : null;
  if (retry !== last) setLast(retry);
  return retry;
}

/** Only its settings can help a backend that is not set up yet. */
function SetUpAction({ id }: { id: number }) {
  const { open } = usePanelServices();
  return (
    <ActionButton
      size="compact-sm"
      variant="filled"
      leftSection={<Settings2 size={14} aria-hidden />}
      onClick={() => open({ kind: 'edit', id })}
    >
      Open settings
    </ActionButton>
  );
}

function FailedActions({ id, pending }: { id: number; pending: readonly CallKind[] }) {
  const { actions, open } = usePanelServices();
  const blocked = useBlockedReason('RestartBackends');
  return (
    <>
      <Allowed operation="RestartBackends">
        <ActionButton
          size="compact-sm"
          variant="filled"
          leftSection={<RotateCw size={14} aria-hidden />}
          blocked={blocked}
          pending={pending.includes('restart')}
          onClick={() => void actions.restart(id)}
        >
          Restart
        </ActionButton>
      </Allowed>
      <ActionButton
        size="compact-sm"
        variant="default"
        leftSection={<ScrollText size={14} aria-hidden />}
        onClick={() => open({ kind: 'log', id })}
      >
        Open log
      </ActionButton>
      <Allowed operation="EditBackend">
        <ActionButton
          size="compact-sm"
          variant="default"
          leftSection={<Settings2 size={14} aria-hidden />}
          onClick={() => open({ kind: 'edit', id })}
        >
          Open settings
        </ActionButton>
      </Allowed>
    </>
  );
}

function RetryActions({
  id,
  phase,
  pending,
}: {
  id: number;
  phase: BackendPhase;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const restartBlocked = useBlockedReason('RestartBackends');
  const toggleBlocked = useBlockedReason('ToggleBackend');
  return (
    <>
      <Allowed operation="RestartBackends">
        <ActionButton
          size="compact-sm"
          variant="filled"
          blocked={restartBlocked ?? (phase === 'waiting' ? null : 'It is just being started.')}
          pending={pending.includes('retry')}
          onClick={() => void actions.retryNow(id)}
        >
          Restart now
        </ActionButton>
      </Allowed>
      <Allowed operation="ToggleBackend">
        <ActionButton
          size="compact-sm"
          variant="default"
          blocked={toggleBlocked}
          pending={pending.includes('switch-off')}
          onClick={() => void actions.toggle(id, false)}
        >
          Stop trying
        </ActionButton>
      </Allowed>
    </>
  );
}

function ErrorNote({
  tone,
  error,
  children,
}: {
  tone: 'error' | 'warning';
  error: BackendError;
  /** The buttons. */
  children?: ReactNode;
}) {
  const lines = (error.last_lines ?? []).slice(-MAX_SHOWN_LINES);
  return (
    <div className="sy-note" data-tone={tone}>
      <div className="sy-note-body">
        <div>{error.message}</div>
        {error.hint === '' ? null : <div className="sy-note-hint">{error.hint}</div>}
        {lines.length === 0 ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className="sy-excerpt" aria-label="Last lines of the log" tabIndex={0}>
            {lines.map(plainText).join('\n')}
          </section>
        )}
        {children === undefined ? null : <div className="sy-note-actions">{children}</div>}
      </div>
    </div>
  );
}
