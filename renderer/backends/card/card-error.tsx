/** The error of a backend: its message and hint, the last lines of the log, and what can be done about it. */

import { RotateCw, ScrollText, Settings2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type BackendError,
  type BackendPhase,
  isNotConfigured,
  type NextStep,
} from '../../../shared/backend.ts';
import type { Crash, Diagnosis } from '../../../shared/diagnosis.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Allowed, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { CallKind } from '../../state/calls.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import { CardDiagnosis, CrashList, LogExcerpt } from './card-diagnosis.tsx';
import { TrustCertificate } from './trust-certificate.tsx';
import '../../controls/message.css';

export function CardError({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { id, phase, error, diagnosis, crashes } = backend;
  const retry = useRetry(backend);
  const certificate =
    error?.certificate === undefined ? undefined : (
      <TrustCertificate
        id={id}
        fingerprint={error.certificate}
        isPending={pending.includes('trust-certificate')}
      />
    );
  if (isNotConfigured(backend) && error)
    return (
      <ErrorNote tone="warning" error={error}>
        <SetUpAction id={id} />
      </ErrorNote>
    );
  if (phase === 'errored' && error)
    return (
      <ErrorNote tone="error" error={error} diagnosis={diagnosis} id={id} pending={pending} crashes={crashes}>
        {certificate}
        <FailedActions id={id} pending={pending} setting={settingOf(diagnosis)} />
      </ErrorNote>
    );
  if (retry !== null)
    return (
      <ErrorNote
        tone="warning"
        error={retry.reason}
        diagnosis={diagnosis}
        id={id}
        pending={pending}
        crashes={crashes}
      >
        <RetryActions id={id} phase={phase} pending={pending} />
      </ErrorNote>
    );
  if ((phase === 'idle' || phase === 'stopping') && error)
    return (
      <ErrorNote tone="warning" error={error} diagnosis={diagnosis} id={id} pending={pending}>
        {certificate}
      </ErrorNote>
    );
  // It runs again, and may crash again.
  if (diagnosis !== undefined && crashes !== undefined)
    return (
      <ErrorNote tone="warning" diagnosis={diagnosis} id={id} pending={pending} crashes={crashes}>
        <OpenLogAction id={id} />
        <OpenSettingsAction id={id} setting={settingOf(diagnosis)} />
      </ErrorNote>
    );
  return null;
}

/** The setting that its diagnosis names; undefined for none. */
const settingOf = (diagnosis: Diagnosis | undefined): string | undefined =>
  diagnosis?.action?.kind === 'open_settings' ? diagnosis.action.setting : undefined;

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

function FailedActions({
  id,
  pending,
  setting,
}: {
  id: number;
  pending: readonly CallKind[];
  setting: string | undefined;
}) {
  const { actions } = usePanelServices();
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
      <OpenLogAction id={id} />
      <OpenSettingsAction id={id} setting={setting} />
    </>
  );
}

function OpenLogAction({ id }: { id: number }) {
  const { open } = usePanelServices();
  return (
    <ActionButton
      size="compact-sm"
      variant="default"
      leftSection={<ScrollText size={14} aria-hidden />}
      onClick={() => open({ kind: 'log', id })}
    >
      Open log
    </ActionButton>
  );
}

function OpenSettingsAction({ id, setting }: { id: number; setting: string | undefined }) {
  const { open } = usePanelServices();
  return (
    <Allowed operation="EditBackend">
      <ActionButton
        size="compact-sm"
        variant="default"
        leftSection={<Settings2 size={14} aria-hidden />}
        onClick={() => open({ kind: 'edit', id, ...(setting === undefined ? {} : { setting }) })}
      >
        Open settings
      </ActionButton>
    </Allowed>
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
      <OpenLogAction id={id} />
    </>
  );
}

function ErrorNote({
  tone,
  error,
  diagnosis,
  id,
  pending = [],
  crashes,
  children,
}: {
  tone: 'error' | 'warning';
  /** Left out where it runs again. */
  error?: BackendError;
  diagnosis?: Diagnosis | undefined;
  /** Needed with a diagnosis. */
  id?: number;
  pending?: readonly CallKind[];
  crashes?: readonly Crash[] | undefined;
  /** The buttons. */
  children?: ReactNode;
}) {
  return (
    <div className="sy-note" data-tone={tone}>
      <div className="sy-note-body">
        {diagnosis === undefined || id === undefined ? (
          error && <PlainError error={error} />
        ) : (
          <CardDiagnosis id={id} diagnosis={diagnosis} error={error} pending={pending} />
        )}
        {crashes === undefined ? null : <CrashList crashes={crashes} />}
        {children === undefined ? null : <div className="sy-note-actions">{children}</div>}
      </div>
    </div>
  );
}

function PlainError({ error }: { error: BackendError }) {
  return (
    <>
      <div>{error.message}</div>
      {error.hint === '' ? null : <div className="sy-note-hint">{error.hint}</div>}
      <LogExcerpt lines={error.last_lines ?? []} label="Last lines of the log" />
    </>
  );
}
