/** The error of a backend: its message and hint, the last lines of the log, and what can be done about it. */

import { RotateCw, Settings2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import {
  type BackendError,
  type BackendPhase,
  isNotConfigured,
  type NextStep,
} from '../../../../shared/backend.ts';
import type { Crash, Diagnosis } from '../../../../shared/diagnosis.ts';
import { errorText } from '../../../../shared/words/error-text.ts';
import { ActionButton } from '../../../controls/action-button.tsx';
import { nameOnce } from '../../../format/name-once.ts';
import { Allowed, useBackendType, useBlockedReason, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { CardDiagnosis, CrashList, LogExcerpt } from './card-diagnosis.tsx';
import { type FailureHelp, helpAgainst, settingNamedIn } from './failure-help.ts';
import { TrustCertificate } from './trust-certificate.tsx';
import '../../../controls/messages/message.css';
import { backendFailureWords } from '../../../../shared/words/en/backends/failure.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendFailureWords);

export function CardError({ backend, pending }: { backend: ShownBackend; pending: readonly CallKind[] }) {
  const { id, phase, error, diagnosis, crashes } = backend;
  const retry = useRetry(backend);
  const settings = useBackendType(backend.type)?.settings ?? [];
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
        {/* Only its settings can help. */}
        <OpenSettingsAction id={id} setting={settingNamedIn(error.hint, settings)} />
      </ErrorNote>
    );
  if (phase === 'errored' && error)
    return (
      <ErrorNote tone="error" error={error} diagnosis={diagnosis} id={id} pending={pending} crashes={crashes}>
        {certificate}
        <FailedActions id={id} help={helpAgainst(error, diagnosis, settings)} pending={pending} />
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
        {diagnosis.action?.kind === 'open_settings' ? (
          <OpenSettingsAction id={id} setting={diagnosis.action.setting} />
        ) : undefined}
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

/** What helps against the failure. Log, settings and a restart are in the row of buttons of every card. */
function FailedActions({
  id,
  help,
  pending,
}: {
  id: number;
  help: FailureHelp;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const blocked = useBlockedReason('RestartBackends');
  // The button of the diagnosis makes room.
  if (help.kind === 'make-room') return null;
  if (help.kind === 'settings') return <OpenSettingsAction id={id} setting={help.setting} />;
  return (
    <Allowed operation="RestartBackends">
      <ActionButton
        size="compact-sm"
        variant={help.kind === 'command' ? 'default' : 'filled'}
        leftSection={<RotateCw size={14} aria-hidden />}
        blocked={blocked}
        pending={pending.includes('restart')}
        onClick={() => void actions.restart(id)}
      >
        {t('restart')}
      </ActionButton>
    </Allowed>
  );
}

function OpenSettingsAction({ id, setting }: { id: number; setting: string | undefined }) {
  const { open } = usePanelServices();
  return (
    <Allowed operation="EditBackend">
      <ActionButton
        size="compact-sm"
        variant="filled"
        leftSection={<Settings2 size={14} aria-hidden />}
        onClick={() => open({ kind: 'edit', id, ...(setting === undefined ? {} : { setting }) })}
      >
        {t('changeSettings')}
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
          blocked={restartBlocked ?? (phase === 'waiting' ? null : t('starting'))}
          pending={pending.includes('retry')}
          onClick={() => void actions.retryNow(id)}
        >
          {t('restartNow')}
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
          {t('stopTrying')}
        </ActionButton>
      </Allowed>
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
  const shown = errorText(error);
  const [message = '', hint = ''] = nameOnce([shown.message, shown.hint]);
  return (
    <>
      <div>{message}</div>
      {hint === '' ? null : <div className="sy-note-hint">{hint}</div>}
      <LogExcerpt lines={error.last_lines ?? []} label={t('lastLines')} />
    </>
  );
}
