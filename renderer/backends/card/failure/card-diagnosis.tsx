/** Why a backend failed: what happened, what to do, the lines of its log that matter, and a button that does it. */

import { MemoryStick } from 'lucide-react';
import type { BackendError } from '../../../../shared/backend.ts';
import type { Crash, Diagnosis } from '../../../../shared/diagnosis.ts';
import { plainText } from '../../../../shared/log/log-text.ts';
import { diagnosisText, diagnosisTitle } from '../../../../shared/words/diagnosis-text.ts';
import { errorText } from '../../../../shared/words/error-text.ts';
import { translateField } from '../../../../shared/words/wire-phrases.ts';
import { ActionButton } from '../../../controls/action-button.tsx';
import { CopyButton } from '../../../controls/copy-button.tsx';
import { richText } from '../../../controls/messages/rich-text.tsx';
import { nameOnce } from '../../../format/name-once.ts';
import { Allowed, useBlockedReason, usePanelServices } from '../../../panel-context.tsx';
import type { CallKind } from '../../../state/calls.ts';
import { Moment } from '../../moment.tsx';
import './card-diagnosis.css';
import { backendFailureWords } from '../../../../shared/words/en/backends/failure.ts';
import { words } from '../../../../shared/words/words.ts';

const t = words(backendFailureWords);

/** The other lines are in the log. */
const MAX_SHOWN_LINES = 8;

export function CardDiagnosis({
  id,
  diagnosis,
  error,
  pending,
}: {
  id: number;
  diagnosis: Diagnosis;
  /** What happened; left out where it runs again. */
  error?: BackendError | undefined;
  pending: readonly CallKind[];
}) {
  const { lines } = diagnosis;
  const shown = diagnosisText(diagnosis);
  const isSaidTwice = error === undefined || error.message === diagnosis.explanation;
  const [explanation = '', remedy = '', message = ''] = nameOnce([
    shown.explanation,
    shown.remedy,
    isSaidTwice ? '' : errorText(error).message,
  ]);
  const [first] = lines;
  const lastLines = error?.last_lines ?? [];
  return (
    <>
      <strong className="sy-diagnosis-title">{shown.title}</strong>
      <div>{explanation}</div>
      {remedy === '' ? null : <div className="sy-note-hint">{remedy}</div>}
      <DiagnosisAction id={id} diagnosis={diagnosis} pending={pending} />
      {first === undefined ? (
        <LogExcerpt lines={lastLines} label={t('lastLines')} />
      ) : (
        <LogExcerpt lines={lines.map(({ text }) => text)} label={t('fromLine', { line: first.seq })} />
      )}
      {message === '' ? null : <div className="sy-diagnosis-error">{message}</div>}
    </>
  );
}

function DiagnosisAction({
  id,
  diagnosis: { action },
  pending,
}: {
  id: number;
  diagnosis: Diagnosis;
  pending: readonly CallKind[];
}) {
  const { actions } = usePanelServices();
  const blocked = useBlockedReason('MakeRoom');
  if (action?.kind === 'make_room')
    return (
      <Allowed operation="MakeRoom">
        <div className="sy-note-actions">
          <ActionButton
            size="compact-sm"
            variant="filled"
            leftSection={<MemoryStick size={14} aria-hidden />}
            blocked={blocked}
            pending={pending.includes('make-room')}
            onClick={() => void actions.makeRoom(id)}
          >
            {t('freeAndRestart')}
          </ActionButton>
        </div>
      </Allowed>
    );
  if (action?.kind === 'copy_command')
    return (
      <div className="sy-command">
        <code>{action.command}</code>
        <CopyButton text={action.command} label={t('copyCommand')} />
      </div>
    );
  // The settings have a button beside the others.
  return null;
}

/** Lines of the log as they are, without colours; nothing where there are none. */
export function LogExcerpt({ lines, label }: { lines: readonly string[]; label: string }) {
  if (lines.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="sy-excerpt" aria-label={label} tabIndex={0}>
      {lines.slice(-MAX_SHOWN_LINES).map(plainText).join('\n')}
    </section>
  );
}

/** When it crashed, and why each time; nothing where it was once, which the rest of the card tells. */
export function CrashList({ crashes }: { crashes: readonly Crash[] }) {
  if (crashes.length < 2) return null;
  return (
    <details className="sy-crashes">
      <summary>{t('crashes', { count: crashes.length })}</summary>
      <ul className="sy-note-list">
        {[...crashes].reverse().map((crash) => (
          <li key={crash.at}>
            {richText(
              t.parts('crashAt', {
                time: () => <Moment at={crash.at} />,
                title: diagnosisTitle(crash.diagnosis),
                reason: translateField(crash, 'reason'),
              }),
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
